"""One built site for all browser tests: a talk, and a page that links to it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TALK = """\
---
deck: true
---
class: center, middle, inverse

# Growing moss
### Ada Alder
#### 3 May

???
Wait until all are seated.

---
## Agenda

- [Why](#why)
- [How](#how)
- [The numbers](#numbers)
- [The table](#tab-growth)
- [Back to the guide](guide.md)
- <a href="#">Nothing</a>

---
name: why
class: center, middle, inverse

# Why moss

???
Because it is *soft*.

- no mowing

---
# What it needs

Water.

--

Shade.

--

- patience

  (a-step)=
- and {ref}`a label <a-step>`

---
name: how
class: middle

## How

Text that is neither at the top nor at the bottom.

---
name: 2024

# A name that is a number

---
name: Überblick

# Nach oben

---
name: numbers

# The numbers

:::{table} Growth
:name: tab-growth

| week | mm |
| ---- | -- |
| 1    | 2  |
:::

$$ a^2 + b^2 = c^2 $$

<button id="press">Press</button> <input id="text">

---
class: right, bottom

# The end
"""
GUIDE = """\
# Guide

- [why](slides/talk.md#why)
- [](#how)
- {deck:slide}`Überblick`
- [a number](#2024)
- {deck:deck}`slides/talk`

```{toctree}
slides/talk
```
"""


class Site(NamedTuple):
    """A built site, and how it is reached."""

    folder: Path
    http: str

    @property
    def file(self) -> str:
        """The same site, opened from its folder."""
        return self.folder.as_uri()


@pytest.fixture(scope="session")
def build_site(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> Callable[[dict[str, str]], Site]:
    """Give a function that builds a site of these texts, without a warning, and serves it."""

    def build(texts: dict[str, str]) -> Site:
        source = tmp_path_factory.mktemp("site")
        for name, text in texts.items():
            (source / name).parent.mkdir(exist_ok=True)
            (source / name).write_text(text, encoding="utf-8")
        warnings = io.StringIO()
        app = SphinxTestApp("deck", srcdir=source, warning=warnings)
        app.build()
        app.cleanup()
        assert not warnings.getvalue()
        return Site(source / "_build" / "deck", serve(source / "_build" / "deck"))

    return build


@pytest.fixture(scope="session")
def site(build_site: Callable[[dict[str, str]], Site]) -> Site:
    """Build the site once."""
    return build_site(
        {
            "slides/talk.md": TALK.replace("guide.md", "../guide.md"),
            "guide.md": GUIDE,
            "conf.py": "extensions = ['sphinxcontrib_deck']\nroot_doc = 'guide'\n",
        }
    )


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Site) -> str:
    """Give the site's address: from a server, then from its folder."""
    address: str = getattr(site, request.param)
    return address
