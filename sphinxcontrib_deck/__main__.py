"""``python -m sphinxcontrib_deck talk.md``."""

from __future__ import annotations

import sys

from sphinxcontrib_deck.cli import main

if __name__ == "__main__":
    sys.exit(main())
