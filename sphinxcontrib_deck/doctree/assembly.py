"""Put cut slides together: numbers, names, titles, backgrounds."""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import clean_astext

from sphinxcontrib_deck.doctree.backgrounds import background_image
from sphinxcontrib_deck.doctree.drafts import Draft
from sphinxcontrib_deck.doctree.names import NameRequest, assign_names
from sphinxcontrib_deck.doctree.structure import deck_title, is_made, slide_title, slides_of
from sphinxcontrib_deck.syntax.properties import alias_names
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_deck.doctree.cutter import Cutter
    from sphinxcontrib_deck.doctree.names import SlideNames

_LABEL = re.compile(r"\.\. _(?P<label>.+):\s*", re.DOTALL)
"""A target of reStructuredText, as written."""


class Assembly:
    """Makes slides of the drafts of one deck."""

    def __init__(self, document: nodes.document, env: BuildEnvironment) -> None:
        self._document = document
        self._env = env

    def fill(self, deck: nodes.section, cutter: Cutter, title: str = "") -> None:
        """Put the slides into the deck's section, and its title where it has none.

        :param title: the title that the document is declared with.
        """
        drafts = self._shown(deck, cutter.drafts)
        sections = [
            self._section(draft, number, cutter.slide_classes)
            for number, draft in enumerate(drafts, start=1)
        ]
        self._name(drafts, sections)
        for draft, section in zip(drafts, sections, strict=True):
            deck.extend([*draft.before, section])
        if not deck["ids"]:
            deck["ids"] = [self._free_id("deck")]
            self._document.ids[deck["ids"][0]] = deck
        if not (deck.children and isinstance(deck[0], nodes.title)):
            deck.insert(0, self._deck_title(deck, title))
        elif is_made(deck_title(deck)):
            deck[0] = self._deck_title(deck, title)

    # What is shown

    def _shown(self, deck: nodes.section, drafts: Iterable[Draft]) -> list[Draft]:
        """Return the drafts that become slides; what the others hold without a look stays."""
        shown: list[Draft] = []
        left: list[nodes.Node] = []
        for draft in drafts:
            if draft.properties.get("exclude", "").lower() == "true":
                self._exclude(deck, draft)
            elif draft.is_empty:
                left += [*draft.before, *draft.content]
                self._release(draft)
            else:
                draft.before[:0], left = left, []
                shown.append(draft)
        if not shown:
            shown.append(Draft(is_kept=True))
        shown[-1].content.extend(left)
        return shown

    def _exclude(self, deck: nodes.section, draft: Draft) -> None:
        """Forget what an excluded slide defines, and remember its name."""
        root = nodes.Element("", *draft.before, *draft.content)
        names = {name for node in root.findall(nodes.Element) for name in node["names"]}
        for name in {*names, *(draft.section["names"] if draft.section is not None else ())}:
            self._document.nametypes.pop(name, None)
            self._document.nameids.pop(name, None)
        line = (draft.origin.line if draft.origin is not None else None) or 1
        for name in filter(None, [draft.properties.get("name")]):
            deck["unshown"] = {**deck.get("unshown", {}), name: (line, "excluded")}

    def _release(self, draft: Draft) -> None:
        """Give the addresses of a slide free that is none after all."""
        names = draft.section.get("slide_names") if draft.section is not None else None
        for address in names.addresses if names is not None else ():
            self._document.ids.pop(address, None)

    # The sections

    def _section(self, draft: Draft, number: int, classes: Iterable[str]) -> nodes.section:
        section = draft.section if draft.section is not None else nodes.section()
        is_cut_before = "slide" in section
        if section.line is None and draft.origin is not None:
            section.source, section.line = draft.origin.source, draft.origin.line
        if not (draft.properties.get("class") or section["classes"]):
            section["classes"] = list(classes)
        if draft.condition:
            section["condition"] = draft.condition
        self._forget_made_name(section, number)
        section["slide"] = number
        section["properties"] = draft.properties
        section.children = []
        section.append(self._title(draft, number))
        image = None if is_cut_before else background_image(draft.properties)
        if image is not None:
            image.source, image.line = section.source, section.line
            section.append(image)
        section.extend(draft.content)
        return section

    def _title(self, draft: Draft, number: int) -> nodes.title:
        title = draft.title
        if title is None:
            text = f"Slide {number}"
            made = nodes.title(text, text, made="", translatable=False)
            if draft.goes_on:
                made["continued"] = ""
            return made
        title["level"] = title.get("level", min(max(draft.level, 1), 6))
        if "offset" in title:
            title["offset"] = min(title["offset"], len(draft.content))
        return title

    # Names

    def _forget_made_name(self, section: nodes.section, number: int) -> None:
        """Let a slide be named anew whose name was made of another number."""
        names: SlideNames | None = section.get("slide_names")
        if names is None or number == section["slide"]:
            return
        if names.name == f"slide-{section['slide']}":
            for address in names.addresses:
                self._document.ids.pop(address, None)
            del section["slide_names"]

    def _name(self, drafts: list[Draft], sections: list[nodes.section]) -> None:
        """Name the slides that have no name yet, and reserve their addresses."""
        unnamed = [
            (draft, section)
            for draft, section in zip(drafts, sections, strict=True)
            if "slide_names" not in section
        ]
        own = {id_ for draft, section in unnamed for id_ in self._own_ids(draft, section)}
        taken = {id_: node.line or 1 for id_, node in self._document.ids.items() if id_ not in own}
        names, problems = assign_names([self._request(*item) for item in unnamed], taken)
        for problem in problems:
            location = (self._env.docname, problem.line)
            warn(DeckWarning.NAME, problem.message, location=location)
        holders = {
            address: section
            for (_, section), item in zip(unnamed, names, strict=True)
            for address in item.addresses
        }
        for (draft, section), item in zip(unnamed, names, strict=True):
            section["slide_names"] = item
            for node in (section, *draft.before):
                if isinstance(node, nodes.Element):
                    self._give_up_ids(node, section, holders, item.name)
            self._reserve(section, item)

    def _own_ids(self, draft: Draft, section: nodes.section) -> list[str]:
        targets = [node for node in draft.before if isinstance(node, nodes.target)]
        return [id_ for node in (section, *targets) for id_ in node["ids"]]

    def _give_up_ids(
        self,
        node: nodes.Element,
        section: nodes.section,
        holders: dict[str, nodes.section],
        name: str,
    ) -> None:
        """Take ids away that are another slide's address; what referred to them finds its own."""
        for id_ in list(node["ids"]):
            if holders.get(id_, section) is not section:
                node["ids"].remove(id_)
                for written in node["names"]:
                    if self._document.nameids.get(written) == id_:
                        self._document.nameids[written] = name
                if isinstance(node, nodes.target):
                    # A target has an id to give.
                    node["ids"].append(name)

    def _reserve(self, section: nodes.section, names: SlideNames) -> None:
        slugs = self._env.metadata[self._env.docname].setdefault("myst_slugs", {})
        text = clean_astext(slide_title(section))
        for address in names.addresses:
            self._document.ids[address] = section
            # The table in which MyST looks links up, ``[x](talk.rst#name)``.
            slugs[address] = (section.line, names.name, text)

    def _request(self, draft: Draft, section: nodes.section) -> NameRequest:
        properties = draft.properties
        line = section.line or 1
        name = properties.get("name") or _label(draft) or None
        text = "" if draft.title is None else clean_astext(draft.title)
        slug = partial(_slug, text) if _slug(text, ()) else None
        aliases = tuple(alias_names(properties.get("aliases", "")))
        return NameRequest(name, line, slug, aliases, line, section["slide"])

    def _free_id(self, wanted: str) -> str:
        candidate, number = wanted, 0
        while candidate in self._document.ids:
            number += 1
            candidate = f"{wanted}-{number}"
        return candidate

    def _deck_title(self, deck: nodes.section, declared: str) -> nodes.title:
        """Return the deck's title: as declared, else its first heading, else its file's name."""
        for section in slides_of(deck) if not declared else ():
            heading = slide_title(section)
            if not is_made(heading) and (text := clean_astext(heading)):
                title = nodes.title(heading.rawsource, text)
                title.source, title.line = heading.source, heading.line
                return title
        name = declared or PurePosixPath(self._env.docname).name
        title = nodes.title(name, name)
        title.source, title.line = self._document["source"], 1
        if not declared:
            title.attributes.update(made="", translatable=False)
        return title


def _label(draft: Draft) -> str:
    """Return the first target above a slide's heading, as written, if it can be an address."""
    targets = [node for node in draft.before if isinstance(node, nodes.target)]
    for target in targets:
        for name in target["names"]:
            found = _LABEL.fullmatch(target.rawsource)
            written = (found["label"] if found else target.rawsource).strip().strip("`")
            label = written if nodes.fully_normalize_name(written) == name else name
            if not re.search(r"\s", label):
                return str(label)
    return ""


def _slug(text: str, taken: Container[str]) -> str:
    """Return a heading as an address that isn't taken.

    It is docutils' own where that keeps all letters, so that pages keep their addresses.
    """
    slug = nodes.make_id(text)
    if not text.isascii():
        slug = re.sub(r"[^\w\s-]", "", text.lower()).strip()
        slug = re.sub(r"\s+", "-", slug)
    candidate, number = slug, 0
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
