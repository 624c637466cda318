"""Steps as reveal.js fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_deck.doctree.raw_html import is_self_contained
from sphinxcontrib_deck.html import nodes as deck_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAGMENT_INDEX = "fragment_index"
"""The attribute of a node that becomes ``data-fragment-index``."""

_NEVER_SHOWN = (nodes.comment, nodes.Invisible, nodes.system_message)


def mark_fragments(slide: nodes.Element) -> None:
    """Give whatever a later step shows the class ``fragment`` and its place in the order.

    All that belongs to one step appears together. A fragment of the author's own (``{.fragment}``)
    appears after the step it stands in, one at a time.
    """
    wrap_raw_html(slide)
    marked = list(_fragments(slide, 0))
    order = {key: index for index, key in enumerate(sorted({key for _, key in marked}))}
    for node, key in marked:
        if "fragment" not in node["classes"]:
            node["classes"].append("fragment")
        node[FRAGMENT_INDEX] = order[key]


def step_lists(slide: nodes.Element) -> None:
    """Let the items of the slide's lists appear one by one."""
    for child in slide.children:
        if isinstance(child, nodes.Element) and not isinstance(child, deck_nodes.slide_notes):
            for item in child.findall(nodes.list_item):
                if "step" not in item and "fragment" not in item["classes"]:
                    item["classes"].append("fragment")


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


def _fragments(
    parent: nodes.Element, step: int, count: list[int] | None = None
) -> Iterator[tuple[nodes.Element, tuple[int, int]]]:
    """Yield every fragment with its key: the step, and its number among the author's own."""
    count = [0] if count is None else count
    for child in parent.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _NEVER_SHOWN):
            continue
        own_step = child.get("step", step)
        if "step" in child:
            yield child, (own_step, 0)
        elif "fragment" in child["classes"]:
            count[0] += 1
            yield child, (own_step, count[0])
        yield from _fragments(child, own_step, count)
