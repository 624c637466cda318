"""What a fragment can look like while it appears: the classes that reveal.js knows."""

from __future__ import annotations

FRAGMENT_ORDER = "fragment_order"
"""The attribute of a fragment with the place that its author gave it, a number from 0 on."""

FRAGMENT_STYLES = (
    "fade-in",
    "fade-out",
    "fade-up",
    "fade-down",
    "fade-left",
    "fade-right",
    "fade-in-then-out",
    "fade-in-then-semi-out",
    "current-visible",
    "semi-fade-out",
    "grow",
    "shrink",
    "strike",
    "zoom-in",
    "highlight-red",
    "highlight-green",
    "highlight-blue",
    "highlight-current-red",
    "highlight-current-green",
    "highlight-current-blue",
)
"""``fade-in`` is what a fragment does anyway."""
