import shlex
import shutil
import sys
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "lib"))

project = "Quays"
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.doctest",
    "sphinx.ext.extlinks",
    "sphinx.ext.ifconfig",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx.ext.todo",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_tabs.tabs",
    "sphinx_togglebutton",
    "sphinxcontrib.bibtex",
    "sphinxcontrib.mermaid",
    "sphinxcontrib_deck",
]
exclude_patterns = []
if shutil.which("dot"):
    extensions.append("sphinx.ext.inheritance_diagram")  # and graphviz with it
else:
    exclude_patterns.append("slides/graphs.md")
myst_enable_extensions = ["colon_fence"]

bibtex_bibfiles = ["files/tides.bib"]
extlinks = {"issue": ("https://example.org/issues/%s", "issue %s")}
graphviz_output_format = "svg"
intersphinx_mapping = {"pier": ("https://example.org/pier/", "files/pier.inv")}
# Draws as mermaid's own command does, if less well.
mermaid_cmd = shlex.join([sys.executable, str(HERE / "files" / "draw.py")])
mermaid_output_format = "svg"
todo_include_todos = True


def setup(app: Sphinx) -> None:
    app.add_config_value("season", "winter", "env")
