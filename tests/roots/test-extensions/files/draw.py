"""Stands in for mermaid's command: ``draw.py -i SOURCE -o DRAWING``."""

import sys
from pathlib import Path

source, drawing = (sys.argv[sys.argv.index(option) + 1] for option in ("-i", "-o"))
words = Path(source).read_text("utf-8").split()
Path(drawing).write_text(
    '<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 300 100">'
    f'<rect width="300" height="100" fill="#eef"/><text x="20" y="60">{words[0]}</text></svg>',
    "utf-8",
)
