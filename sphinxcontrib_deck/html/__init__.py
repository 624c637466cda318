"""From a deck's doctree to its page as a presentation.

``present`` swaps the stored sections for the nodes of ``nodes``, ``visitors`` write those as HTML,
``page`` puts them into the template, ``static`` brings the files that the page loads, and
``builder`` has the builders that do all of that by default. ``embed`` puts decks into frames.
"""
