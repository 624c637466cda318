"""Everything within slides that can be referred to: from decks, from documents, in both forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from referring import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from referring import Built


class Anchor(NamedTuple):
    """Something in the deck ``talk``."""

    id: str
    """How it is written."""
    text: str
    """What a link without words shows."""
    address: str = ""
    """Its id in HTML, where that is another."""


ANCHORS = [
    Anchor("figures-label", "Figures"),
    Anchor("img-attr", "Figures"),
    Anchor("fig-name", "A cup"),
    Anchor("fig-attr", "Another cup"),
    Anchor("img-name", "Figures"),
    Anchor("tab-attr", "Figures"),
    Anchor("tab-name", "Leaves"),
    Anchor("para", "Texts"),
    Anchor("span", "Texts"),
    Anchor("code-span", "Texts"),
    Anchor("later", "Texts"),
    Anchor("quote", "Texts"),
    Anchor("bullets", "Texts"),
    Anchor("label-para", "Texts"),
    Anchor("Großes-Íd", "Texts"),
    Anchor("图", "Texts"),
    Anchor("sub", "A smaller heading"),
    Anchor("a-smaller-heading", "A smaller heading"),
    Anchor("admonition-attr", "Texts"),
    Anchor("admonition-name", "Mind"),
    Anchor("raw-div", "Texts"),
    Anchor("raw-name", "Texts"),
    Anchor("fence", "Codes"),
    Anchor("code-name", "Some code"),
    Anchor("math-attr", "Codes"),
    Anchor("eq-dollar", "(1.1)", "equation-eq-dollar"),
    Anchor("eq-directive", "(1.2)", "equation-eq-directive"),
    Anchor("term-Kettle", "Kettle"),
    Anchor("rst-label", "Codes"),
    Anchor("rst-fig", "A cup in reST"),
]
LABELS = [
    anchor
    for anchor in ANCHORS
    if anchor.id not in {"a-smaller-heading", "raw-div", "raw-name", "term-Kettle"}
]
"""Those that can be linked to by name alone from elsewhere."""

BUILDERS = ("html", "deck")
PAGES = {
    "html": ("talk.html", "talk.deck.html"),
    "deck": ("talk.html", "talk.handout.html"),
}


def links_to_talk(folder: str = "") -> str:
    """Return a link of each form to each anchor, as paragraphs."""
    forms = ["[words]({0}talk.md#{1})", "[]({0}talk.md#{1})", "<project:{0}talk.md#{1}>"]
    lines = [form.format(folder, anchor.id) for anchor in ANCHORS for form in forms]
    lines += [form.format(anchor.id) for anchor in LABELS for form in ("[words](#{})", "[](#{})")]
    return "\n\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def sites(copy: Callable[[str], Path]) -> dict[str, Built]:
    source = copy("anchors")
    (source / "links.md").write_text(f"# Links\n\n{links_to_talk()}", "utf-8")
    (source / "deep").mkdir()
    deck = f"---\ntitle: Deep\ndeck: true\n---\n# Deep\n\n{links_to_talk('../')}"
    (source / "deep" / "deck.md").write_text(deck, "utf-8")
    own = "\n\n".join(f"[words](#{anchor.id})\n\n[](#{anchor.id})" for anchor in ANCHORS)
    with (source / "talk.md").open("a", encoding="utf-8") as talk:
        talk.write(f"---\nname: own\n\n## Own links\n\n{own}\n")
    return {builder: build(source, builder) for builder in BUILDERS}


def paragraphs(built: Built, page: str, after: str = "") -> list[tuple[str, str]]:
    """Return the links of a page that stand in paragraphs of their own."""
    text = (built.out / page).read_text("utf-8")
    found = re.findall(
        r'<p(?: id="[^"]*")?><a class="reference internal" href="([^"]*)">(.*?)</a></p>',
        text[text.index(after) :],
    )
    return [(href, re.sub(r"<[^>]*>", "", words)) for href, words in found]


def expected(page: str) -> list[tuple[str, str]]:
    links = []
    for anchor in ANCHORS:
        href = f"{page}#{anchor.address or anchor.id}"
        links += [(href, "words"), (href, anchor.text), (href, anchor.text)]
    return links


@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_is_warned_about(sites: dict[str, Built], builder: str) -> None:
    assert sites[builder].warnings == []


@pytest.mark.parametrize("anchor", ANCHORS, ids=[anchor.id for anchor in ANCHORS])
@pytest.mark.parametrize("builder", BUILDERS)
def test_it_is_there_once_in_both_forms(
    sites: dict[str, Built], builder: str, anchor: Anchor
) -> None:
    for page in PAGES[builder]:
        text = (sites[builder].out / page).read_text("utf-8")
        assert len(re.findall(rf'(?:id|name)="{anchor.address or anchor.id}"', text)) == 1


class TestByFile:
    @pytest.mark.parametrize("builder", BUILDERS)
    def test_from_a_document(self, sites: dict[str, Built], builder: str) -> None:
        found = paragraphs(sites[builder], "links.html")
        assert found[: 3 * len(ANCHORS)] == expected("talk.html")

    @pytest.mark.parametrize(
        ("builder", "page", "talk"),
        [
            ("html", "deep/deck.html", "../talk.html"),
            ("html", "deep/deck.deck.html", "../talk.deck.html"),
            ("deck", "deep/deck.html", "../talk.html"),
            ("deck", "deep/deck.handout.html", "../talk.handout.html"),
        ],
    )
    def test_from_another_deck(
        self, sites: dict[str, Built], builder: str, page: str, talk: str
    ) -> None:
        found = paragraphs(sites[builder], page)
        assert found[: 3 * len(ANCHORS)] == expected(talk)


class TestByName:
    @pytest.mark.parametrize("page", ["links.html", "deep/deck.html"])
    def test_from_elsewhere(self, sites: dict[str, Built], page: str) -> None:
        found = paragraphs(sites["html"], page)[3 * len(ANCHORS) :]
        up = "../" if "/" in page else ""
        assert found[::2] == [
            (f"{up}talk.html#{anchor.address or anchor.id}", words_of(anchor)) for anchor in LABELS
        ]
        assert found[1::2] == [
            (f"{up}talk.html#{anchor.address or anchor.id}", anchor.text) for anchor in LABELS
        ]

    @pytest.mark.parametrize("page", PAGES["html"])
    def test_in_the_deck(self, sites: dict[str, Built], page: str) -> None:
        found = paragraphs(sites["html"], page, after='id="own"')
        # A heading's own id comes before its slug.
        ids = [
            anchor.address or anchor.id.replace("a-smaller-heading", "sub") for anchor in ANCHORS
        ]
        assert [href for href, _ in found[::2]] == [f"#{id_}" for id_ in ids]
        assert [href for href, _ in found[1::2]] == [href for href, _ in found[::2]]
        assert {words for _, words in found[::2]} == {"words"}
        assert all(words for _, words in found)


def words_of(anchor: Anchor) -> str:
    # Sphinx always shows a formula's number.
    return anchor.text if anchor.address else "words"


TALK = {
    "Fig. 1.1": "fig-name",
    "Table 1.1": "tab-name",
    "Listing 1.1": "code-name",
    "Slide 1.2": "figures-label",
    "(1.1)": "equation-eq-dollar",
    "Kettle": "term-Kettle",
    "A cup": "fig-name",
}
MORE = {"Fig. 1.3": "rst-fig", "(1.2)": "equation-eq-directive"}


class TestRoles:
    """Numbers, formulas, terms, citations and downloads, across decks and documents."""

    @pytest.mark.parametrize("builder", BUILDERS)
    @pytest.mark.parametrize("page", ["lesson.html", "guide.html", "plain.html"])
    def test_to_a_deck(self, sites: dict[str, Built], builder: str, page: str) -> None:
        links = sites[builder].links(page)
        named = TALK | MORE if page == "lesson.html" else TALK
        for words, id_ in named.items():
            assert (f"talk.html#{id_}", words) in links
        assert ("talk.html#tea24", "[Tea24]") in links

    @pytest.mark.parametrize("builder", BUILDERS)
    def test_to_anonymous_labels(self, sites: dict[str, Built], builder: str) -> None:
        links = sites[builder].links("lesson.html")
        assert ("talk.html#label-para", "words") in links
        assert ("talk.html#rst-label", "words") in links

    @pytest.mark.parametrize("builder", BUILDERS)
    def test_from_a_deck_to_a_document(self, sites: dict[str, Built], builder: str) -> None:
        links = [link for link in sites[builder].links("lesson.html") if "guide" in link[0]]
        assert links == [
            ("guide.html#guide-fig", "Fig. 2.1"),
            ("guide.html#guide-tab", "Table 2.1"),
            ("guide.html#guide-label", "Part 2.1"),
            ("guide.html#equation-guide-eq", "(2.1)"),
            ("guide.html#term-Pot", "Pot"),
            ("guide.html#guide-label", "Part"),
            ("guide.html#guide-fig", "x"),
            ("guide.html#guide-fig", "A cup of the guide"),
            ("guide.html#part", "x"),
            ("guide.html#guide-label", "Part"),
            ("guide.html#equation-guide-eq", "(2.1)"),
            ("guide.html#term-Pot", "x"),
            ("guide.html#guide-fig", "x"),
            ("guide.html#guide-para", "guide-para"),
            ("guide.html#guide-para", "guide-para"),
            ("guide.html#guide-label", "Part"),
            ("guide.html#pot24", "[Pot24]"),
        ]

    @pytest.mark.parametrize("page", ["talk.html", "lesson.html", "guide.html"])
    @pytest.mark.parametrize("builder", BUILDERS)
    def test_footnotes_stay_in_their_document(
        self, sites: dict[str, Built], builder: str, page: str
    ) -> None:
        text = (sites[builder].out / page).read_text("utf-8")
        (href,) = re.findall(r'class="footnote-reference[^"]*" href="#([^"]*)"', text)
        note = text[text.index(f'id="{href}"') :]
        of = {"talk.html": "first deck", "lesson.html": "second deck", "guide.html": "guide"}
        assert f"Of the {of[page]}." in note[:400]

    @pytest.mark.parametrize("page", ["talk.html", "lesson.html", "plain.html"])
    @pytest.mark.parametrize("builder", BUILDERS)
    def test_downloads_are_there(self, sites: dict[str, Built], builder: str, page: str) -> None:
        text = (sites[builder].out / page).read_text("utf-8")
        (href,) = re.findall(r'class="reference download internal"[^>]*href="([^"]*)"', text)
        assert (sites[builder].out / href).is_file()

    @pytest.mark.parametrize("builder", BUILDERS)
    def test_the_index_leads_to_slides(self, sites: dict[str, Built], builder: str) -> None:
        text = (sites[builder].out / "genindex.html").read_text("utf-8")
        (steam,) = re.findall(r'<a href="talk.html#([^"]*)">steam</a>', text)
        for page in PAGES[builder]:
            assert f'id="{steam}"' in (sites[builder].out / page).read_text("utf-8")
