"""References: slides and decks as things that can be referred to from anywhere.

:mod:`.entries` is what is known of a deck, :mod:`.deck_domain` collects it and resolves references,
:mod:`.missing` says what is wrong with one that leads nowhere.
"""
