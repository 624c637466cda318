"""References: slides and decks as things that can be referred to from anywhere.

:mod:`.entries` is what is known of a deck, :mod:`.collect` takes it from a doctree,
:mod:`.deck_domain` keeps it and resolves references. :mod:`.links` does so for links in Markdown,
with what else a name can mean (:mod:`.others`) and slides of other projects (:mod:`.external`).
:mod:`.missing` says what is wrong with one that leads nowhere, :mod:`.old_names` what a slide is
named now.
:mod:`.embeds` and :mod:`.listing` fill the places where documents show decks, :mod:`.shown`
remembers which.
"""
