"""Slides of other projects, through the inventories of ``sphinx.ext.intersphinx``.

There a slide is listed as ``DOCNAME#NAME``. Its name alone is enough where no other has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.addnodes import pending_xref
from sphinx.ext.intersphinx import InventoryAdapter, resolve_reference_in_inventory

from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_TYPE = "deck:slide"


def resolve_missing(
    _app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.reference | None:
    """Resolve ``{deck:slide}`` by a slide's bare name (on ``missing-reference``)."""
    if node.get("refdomain") != "deck" or node["reftype"] != "slide":
        return None
    return external_slide(env, node["reftarget"], node, contnode)


def external_slide(
    env: BuildEnvironment, target: str, node: pending_xref, contnode: nodes.TextElement
) -> nodes.reference | None:
    """Return a reference to a slide of another project.

    Of several the first is taken, with a warning.

    :param target: its name, or ``project:name``.
    """
    disabled = getattr(env.config, "intersphinx_disabled_reftypes", ())
    if {"*", "deck:*", _TYPE}.intersection(disabled):
        return None
    found = find_slides(env, target)
    project, _, name = target.partition(":")
    if not found and name:
        found = find_slides(env, name, project)
    if not found:
        return None
    _warn_if_several(target, found, node)
    project, name = found[0]
    return resolve_reference_in_inventory(env, project, slide_xref(node, name), contnode)


def find_slides(
    env: BuildEnvironment, name: str, project: str | None = None
) -> list[tuple[str, str]]:
    """Return the slides of a name as (inventory, name in it), sorted.

    :param project: the one inventory to look in.
    """
    inventories = InventoryAdapter(env).named_inventory
    return sorted(
        (inventory, listed)
        for inventory, content in inventories.items()
        if project in (None, inventory)
        for listed in content.get(_TYPE, {})
        if listed.partition("#")[2] == name
    )


def external_names(env: BuildEnvironment, project: str | None = None) -> Iterator[str]:
    """Yield how the slides of other projects, or of one, can be named: short and in full."""
    for inventory, content in InventoryAdapter(env).named_inventory.items():
        for listed in content.get(_TYPE, {}) if project in (None, inventory) else ():
            yield listed
            yield listed.partition("#")[2]


def is_listed(env: BuildEnvironment, target: str) -> bool:
    """Tell whether an inventory lists the target, in which ``*`` stands for any text."""
    pattern = re.compile(".*".join(map(re.escape, target.split("*"))))
    return any(
        pattern.fullmatch(name)
        for content in InventoryAdapter(env).main_inventory.values()
        for name in content
    )


def slide_xref(node: pending_xref, name: str) -> pending_xref:
    """Return a reference like the given one to a slide as an inventory lists it."""
    xref = pending_xref("", refdomain="deck", reftype="slide", reftarget=name)
    xref["refexplicit"] = node.get("refexplicit", False)
    xref["refdoc"] = node.get("refdoc", "")
    return xref


def complete_external(env: BuildEnvironment, node: pending_xref) -> str:
    """Complete the bare name in ``{external+project:deck:slide}``, for intersphinx to resolve.

    :return: what is wrong with it, if anything.
    """
    if node.get("refdomain") != "deck" or node["reftype"] != "slide":
        return ""
    target, project = node["reftarget"], node.get("inventory")
    known = set(external_names(env, project))
    found = find_slides(env, target, project)
    if "#" in target and target in known:
        return ""
    if not found:
        where = f"project {project!r}" if project else "other projects"
        return f"no slide {target!r} in {where}{did_you_mean(target, sorted(known))}"
    _warn_if_several(target, found, node)
    node["inventory"], node["reftarget"] = found[0]
    return ""


def _warn_if_several(target: str, found: list[tuple[str, str]], node: pending_xref) -> None:
    if len(found) > 1:
        candidates = ", ".join(f"{project}:{name}" for project, name in found)
        message = f"several decks of other projects have a slide {target!r}: {candidates}"
        warn(DeckWarning.REFERENCE, f"{message}; the first is taken", location=node)
