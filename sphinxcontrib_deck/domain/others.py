"""What else than a slide a name can mean: labels, documents, and the objects of other domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.errors import NoUri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment


def other_targets(env: BuildEnvironment, builder: Builder, node: pending_xref) -> list[str]:
    """Return what a link in Markdown, or ``{any}``, can mean beside slides.

    :return: for each the role that would say so, as in ``{doc}`index```.
    """
    return [
        f"{{{role.removeprefix('std:')}}}`{node['reftarget']}`"
        for role in _roles(env, builder, node)
    ]


def _roles(env: BuildEnvironment, builder: Builder, node: pending_xref) -> Iterator[str]:
    std = env.get_domain("std")
    target, refdoc = node["reftarget"], node.get("refdoc", env.docname)
    try:
        words = cast("nodes.Element", node[0].deepcopy())
        if std.resolve_xref(env, refdoc, builder, "doc", target, node, words):
            yield "doc"
    except NoUri:  # It is there, but has no address in this output.
        yield "doc"
    yield from _roles_in(std, env, builder, node)
    # MyST-Parser asks these domains alone, if the project names any.
    chosen = getattr(env.config, "myst_ref_domains", None) if node["reftype"] == "myst" else None
    for domain in env.domains.values():
        if domain.name not in {"std", "deck"} and (chosen is None or domain.name in chosen):
            yield from _roles_in(domain, env, builder, node)


def _roles_in(
    domain: Domain, env: BuildEnvironment, builder: Builder, node: pending_xref
) -> Iterator[str]:
    target, refdoc = node["reftarget"], node.get("refdoc", env.docname)
    arguments: tuple[Any, ...] = (target, node, node[0].deepcopy())
    try:
        for role, _ in domain.resolve_any_xref(env, refdoc, builder, *arguments):
            yield role
    except NotImplementedError:
        for role in domain.roles:
            if domain.resolve_xref(env, refdoc, builder, role, *arguments):
                yield f"{domain.name}:{role}"
    except NoUri:
        yield domain.name
