"""From a deck's source text to normalised Markdown and markdown-it tokens.

Nothing here knows docutils or Sphinx: every function takes and returns strings and plain values.

``source`` cleans the text, ``front_matter`` splits off its YAML, ``lexer`` finds what remark.js
would find, ``properties`` reads the lines above a slide's content and ``attributes`` those above
its heading, ``scanner`` cuts the text into segments, ``headings`` cuts these further, ``slideshow``
works out layouts, templates and numbers, ``normalise`` writes the slides out as Markdown with a
table of where each line came from, with placeholders for ``content_classes``, and ``bounded`` is
the markdown-it plugin that parses that text slide by slide.
"""
