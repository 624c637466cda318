"""What is said of references that lead nowhere, and what may have been meant."""

from __future__ import annotations

import difflib
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.util import docname_join

from sphinxcontrib_deck.domain.entries import spellings
from sphinxcontrib_deck.domain.external import external_names
from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains import Domain
    from sphinx.domains.math import MathDomain
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain
    from sphinxcontrib_deck.domain.entries import DeckEntry

_MADE_ID = re.compile(r"id\d+|index-\d+")
"""An id that nobody wrote, and nobody means."""

_KINDS = {
    "any": "target",
    "doc": "document",
    "eq": "equation",
    "numref": "numbered figure, table, code block or section",
    "ref": "label",
    "term": "glossary term",
}


def warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Warn about a role that finds nothing (on ``warn-missing-reference``).

    About those of this extension, and about any that is written in a deck.
    """
    decks = cast("DeckDomain", app.env.get_domain("deck"))
    refdoc = node.get("refdoc", app.env.docname)
    target, kind = node["reftarget"], node["reftype"]
    if node.get("refdomain") == "deck":
        known = decks.decks if kind == "deck" else _slide_names(decks)
        hint = unshown_slide(decks, target, refdoc) if kind == "slide" else ""
        message = hint or f"no {kind} {target!r}{did_you_mean(target, sorted(known))}"
    elif refdoc in decks.decks:
        message = _role_message(app.env, domain, node)
    else:
        return None
    warn(DeckWarning.REFERENCE, message, location=node)
    # Sphinx calls its own handler all the same, which warns about every label; not about this.
    node["reftype"] = ""
    return True


def _slide_names(decks: DeckDomain) -> Iterator[str]:
    for deck in decks.decks.values():
        for slide in deck.slides:
            yield slide.name
            yield f"{deck.docname}#{slide.name}"
    yield from external_names(decks.env)


def _role_message(env: BuildEnvironment, domain: Domain | None, node: pending_xref) -> str:
    """Return what is wrong with a role of Sphinx or of another extension."""
    target, kind = node["reftarget"], node["reftype"]
    labels = _std(env).anonlabels
    if kind == "ref" and target in labels:
        return (
            f"label {target!r} is on nothing with a title or caption; give the link words: "
            f"{{ref}}`words <{target}>`"
        )
    if kind == "numref" and target in labels:
        return f"label {target!r} is on nothing that is numbered"
    hint = did_you_mean(target, sorted(_known_targets(env, domain, node)))
    decks = cast("DeckDomain", env.get_domain("deck")).decks
    slides = {name.lower(): name for deck in decks.values() for name in _names(deck)}
    if kind in {"ref", "numref"} and target.lower() in slides:
        hint = f"; a slide is referred to with {{deck:slide}}`{slides[target.lower()]}`"
    return f"no {_KINDS.get(kind, kind)} {target!r}{hint}"


def _known_targets(
    env: BuildEnvironment, domain: Domain | None, node: pending_xref
) -> Iterator[str]:
    """Yield what a role could have meant."""
    kind = node["reftype"]
    if kind == "eq":
        yield from cast("MathDomain", env.get_domain("math")).equations
    elif kind == "doc":
        folder = posixpath.dirname(node.get("refdoc", "")) or "."
        is_absolute = node["reftarget"].startswith("/")
        for docname in env.found_docs:
            yield f"/{docname}" if is_absolute else posixpath.relpath(docname, folder)
    elif domain is None:
        for each in env.domains.values():
            yield from (entry[0] for entry in each.get_objects())
    else:
        types = {"label"} if kind == "numref" else set(domain.objtypes_for_role(kind) or ())
        yield from (entry[0] for entry in domain.get_objects() if entry[2] in types)


def unshown_slide(decks: DeckDomain, target: str, from_docname: str) -> str:
    """Return what is to say of a slide that is excluded, or a layout; nothing if none is meant.

    :param target: ``name``, or ``talk.md#name`` relative to the document that refers.
    """
    path, _, name = target.rpartition("#")
    if path:
        docnames = [docname_join(from_docname, path.removesuffix(".md"))]
    else:
        docnames = [from_docname, *sorted(decks.decks)]
    for docname in docnames:
        unshown = decks.decks[docname].unshown if docname in decks.decks else {}
        for spelling in spellings(name):
            if spelling in unshown:
                line, reason = unshown[spelling]
                file = decks.env.doc2path(docname, base=False)
                return f"slide {spelling!r} is {reason} and not shown ({file}:{line})"
    return ""


def missing_in_deck(decks: DeckDomain, deck: DeckEntry, name: str, from_docname: str) -> str:
    """Return what is wrong with a link to something that a deck doesn't hold."""
    if found := unshown_slide(decks, f"/{deck.docname}#{name}", from_docname):
        return found
    hint = did_you_mean(name, sorted(_names(deck)))
    hint = hint or _nearest(name, _addresses(decks, from_docname, deck.docname))
    file = decks.env.doc2path(deck.docname, base=False)
    return f"{file} has no slide and no id {name!r}{hint}"


def missing_by_name(decks: DeckDomain, target: str, from_docname: str) -> str:
    """Return what is wrong with a link to a name that nothing has.

    For a document that is no deck, only where a slide may have been meant; else nothing.
    """
    if found := unshown_slide(decks, target, from_docname):
        return found
    slides = set(external_names(decks.env))
    slides |= {slide.name for deck in decks.decks.values() for slide in deck.slides}
    if from_docname not in decks.decks:
        hint = did_you_mean(target, sorted(slides))
        return hint and f"nothing is named {target!r}{hint}"
    path, _, name = target.partition("#")
    if name or path.endswith(".md"):
        documents = [
            relative_document(decks.env, name, from_docname) for name in decks.env.found_docs
        ]
        return f"there is no document {path!r}{did_you_mean(path, sorted(documents))}"
    names = {*slides, *_names(decks.decks[from_docname]), *_labels(decks.env)}
    known = _addresses(decks, from_docname, from_docname) | {name: name for name in names}
    return f"nothing is named {target!r}{_nearest(target, known)}"


def missing_in_document(env: BuildEnvironment, docname: str, name: str) -> str:
    """Return what is wrong with a link to something that a document doesn't hold."""
    file = env.doc2path(docname, base=False)
    ids = {id_ for id_ in env.get_doctree(docname).ids if not _MADE_ID.fullmatch(id_)}
    hint = did_you_mean(name, sorted({*ids, *_labels(env, docname)}))
    return f"{file} has no heading and no label {name!r}{hint}"


def _addresses(decks: DeckDomain, from_docname: str, without: str) -> dict[str, str]:
    """Return how a link names what decks hold, all but one, by its name."""
    return {
        name: f"{relative_document(decks.env, docname, from_docname)}#{name}"
        for docname, deck in sorted(decks.decks.items(), reverse=True)
        for name in _names(deck)
        if docname != without
    }


def _nearest(wrong: str, known: dict[str, str]) -> str:
    """Return the hint with what is written for the nearest known name, or nothing."""
    near = difflib.get_close_matches(wrong, sorted(known), n=1)
    return f" (did you mean {known[near[0]]!r}?)" if near else ""


def is_ignored(config: Config, target: str) -> bool:
    """Tell whether the project says that a link's target is right (as MyST-Parser lets it)."""
    return ("myst", target) in config.nitpick_ignore or any(
        re.fullmatch(kind, "myst") and re.fullmatch(name, target)
        for kind, name in config.nitpick_ignore_regex
    )


def relative_document(env: BuildEnvironment, docname: str, from_docname: str) -> str:
    """Return a document as a link from another names it; one that isn't there as Markdown."""
    is_there = docname in env.found_docs
    path = env.doc2path(docname, base=False) if is_there else f"{docname}.md"
    return posixpath.relpath(Path(path).as_posix(), posixpath.dirname(from_docname) or ".")


def _names(deck: DeckEntry) -> Iterator[str]:
    for slide in deck.slides:
        yield slide.name
    yield from (name for name in deck.anchors if not _MADE_ID.fullmatch(name))


def _labels(env: BuildEnvironment, docname: str | None = None) -> Iterator[str]:
    """Yield the labels of a document, or of all; not those of pages that Sphinx makes."""
    for label, (found, _) in _std(env).anonlabels.items():
        if found == docname or (docname is None and found in env.all_docs):
            yield label


def _std(env: BuildEnvironment) -> StandardDomain:
    return cast("StandardDomain", env.get_domain("std"))
