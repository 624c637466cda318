"""How the time to read a deck's source grows with its length.

    python benchmarks/scanning.py

Prints, for decks of the same slides over and over, how long scanning and normalising take: the
median of five runs. The last column is the cost of a slide over that in the shortest deck; it
stays near 1 where the work is linear.
"""

from __future__ import annotations

import statistics
import time

from sphinxcontrib_deck.syntax.normalise import normalise
from sphinxcontrib_deck.syntax.scanner import scan
from sphinxcontrib_deck.syntax.source import clean_source

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


def seconds(text: str) -> float:
    """Return how long it takes to read a deck, in seconds."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        normalise(scan(clean_source(text)))
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main() -> None:
    """Print a row for each size."""
    print(f"{'slides':>8} {'KB':>8} {'ms':>9} {'µs/slide':>9} {'ratio':>6}")
    first = 0.0
    for size in SIZES:
        text = "\n---\n".join(SLIDE.format(number=number) for number in range(1, size + 1))
        took = seconds(text)
        each = took / size
        first = first or each
        row = f"{size:8} {len(text) / 1000:8.0f} {took * 1000:9.1f} {each * 1e6:9.1f}"
        print(f"{row} {each / first:6.2f}")


if __name__ == "__main__":
    main()
