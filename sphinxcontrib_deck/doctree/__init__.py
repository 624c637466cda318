"""From a deck's tokens to the doctree that is stored.

``declaration`` tells which documents are decks, ``parser`` and ``renderer`` (with
``content_renderer`` and ``step_renderer`` below it) turn their tokens into nodes, ``names`` gives
slides their addresses, and most of the other modules are transforms. One of them, ``split``, makes
slides of what directives hold and of the sections of other markup: ``cutter`` collects ``drafts``,
``assembly`` puts them together. The doctree
holds docutils' own nodes only, in the shape that ``structure`` describes, so every builder and
every extension can read it; presentations get theirs from :mod:`sphinxcontrib_deck.html.present`.
"""
