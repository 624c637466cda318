"""Steps as reveal.js fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_deck.doctree.fragment_styles import FRAGMENT_ORDER, FRAGMENT_STYLES
from sphinxcontrib_deck.doctree.raw_html import is_self_contained
from sphinxcontrib_deck.html import nodes as deck_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAGMENT_INDEX = "fragment_index"
"""The attribute of a node that becomes ``data-fragment-index``."""

FRAGMENT = "fragment"
"""The class of what appears by itself."""

INCREMENTAL = "incremental"
"""The class of what holds lists whose items appear one by one."""

_NEVER_SHOWN = (nodes.Invisible, nodes.system_message, deck_nodes.slide_notes)


def mark_fragments(slide: nodes.Element) -> None:
    """Give whatever a later step shows the class ``fragment`` and its place in the order.

    All that belongs to one step appears together. Fragments of the author's own (``{.fragment}``)
    appear after the step they stand in: first those with a place of their own, in that order and
    together where it is the same, as in reveal.js; then the others, one at a time.
    """
    wrap_raw_html(slide)
    _step_whole_items(slide)
    marked = list(_fragments(slide, 0, [0]))
    order = {key: index for index, key in enumerate(sorted({key for _, key in marked}))}
    for node, key in marked:
        if FRAGMENT not in node["classes"]:
            node["classes"].append(FRAGMENT)
        node[FRAGMENT_INDEX] = order[key]


def step_lists(slide: nodes.Element, *, all_lists: bool) -> None:
    """Let the items of lists appear one by one.

    :param all_lists: those of all lists, not only of those with the class ``incremental``, or in
        something with it.
    """
    for child in _shown_children(slide):
        is_stepped = all_lists or INCREMENTAL in child["classes"]
        is_plain = "step" not in child and FRAGMENT not in child["classes"]
        if is_stepped and is_plain and isinstance(child, nodes.list_item):
            child["classes"].append(FRAGMENT)
        step_lists(child, all_lists=is_stepped)


def _step_whole_items(slide: nodes.Element) -> None:
    """Let an item of a list that begins with a fragment be one, with its bullet."""
    for item in slide.findall(nodes.list_item):
        first = item.children[0] if item.children else None
        if isinstance(first, nodes.paragraph) and FRAGMENT in first["classes"]:
            moved = [name for name in first["classes"] if name in (FRAGMENT, *FRAGMENT_STYLES)]
            first["classes"] = [name for name in first["classes"] if name not in moved]
            item["classes"] += [name for name in moved if name not in item["classes"]]


def wrap_raw_html(slide: nodes.Element) -> None:
    """Wrap raw HTML of a later step, which has no tag of its own to mark."""
    for raw in list(slide.findall(nodes.raw)):
        step = raw.attributes.pop("step", None)
        if step is not None and is_self_contained(raw):
            in_text = isinstance(raw.parent, nodes.TextElement)
            wrapper: nodes.Element = nodes.inline() if in_text else nodes.container()
            wrapper["step"] = step
            wrapper.append(raw.deepcopy())
            raw.replace_self(wrapper)


def _shown_children(parent: nodes.Element) -> Iterator[nodes.Element]:
    for child in parent.children:
        if isinstance(child, nodes.Element) and not isinstance(child, _NEVER_SHOWN):
            yield child


def _fragments(
    parent: nodes.Element, step: int, count: list[int]
) -> Iterator[tuple[nodes.Element, tuple[int, int, int]]]:
    """Yield every fragment with its key: the step, the kind, and its place among its kind."""
    for child in _shown_children(parent):
        own_step = child.get("step", step)
        if "step" in child:
            yield child, (own_step, 0, 0)
        elif FRAGMENT in child["classes"]:
            count[0] += 1
            order = child.get(FRAGMENT_ORDER)
            yield child, (own_step, 2, count[0]) if order is None else (own_step, 1, order)
        yield from _fragments(child, own_step, count)
