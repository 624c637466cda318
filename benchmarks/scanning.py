"""How the time to read a deck's source grows with its length.

    python benchmarks/scanning.py

Prints, for decks of the same slides over and over, how long scanning takes, and scanning together
with normalising: the median of five runs. The last column is the cost of a slide in both over that
in the shortest deck; it stays near 1 where the work is linear.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from sphinxcontrib_deck.syntax.normalise import normalise
from sphinxcontrib_deck.syntax.scanner import scan
from sphinxcontrib_deck.syntax.source import clean_source

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (26, 260, 1_300, 2_655, 10_000)
RUNS = 5

SLIDE = """\
name: slide-{number}
class: center, middle

# Slide {number}

Some text with `code`, *emphasis* and a [link](#slide-1), long enough to be a line of a talk.

- one thing
- another .small[with a content class]
--

- and a third

```python
def answer(question):
    return 42
```

???

Say something about slide {number}, and about the one after it.
"""


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return how long some work on a deck's source takes, in seconds."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def scan_only(text: str) -> object:
    """Cut a source into segments."""
    return scan(clean_source(text))


def both(text: str) -> object:
    """Cut a source into segments and write it out as Markdown with its table of lines."""
    return normalise(scan(clean_source(text)))


def main() -> None:
    """Print a row for each size."""
    print(f"{'slides':>8} {'KB':>8} {'scan ms':>9} {'both ms':>9} {'µs/slide':>9} {'ratio':>6}")
    first = 0.0
    for size in SIZES:
        text = "\n---\n".join(SLIDE.format(number=number) for number in range(1, size + 1))
        scanned, took = seconds(scan_only, text), seconds(both, text)
        each = took / size
        first = first or each
        row = f"{size:8} {len(text) / 1000:8.0f} {scanned * 1000:9.1f} {took * 1000:9.1f}"
        row += f" {each * 1e6:9.1f}"
        print(f"{row} {each / first:6.2f}")


if __name__ == "__main__":
    main()
