"""The distribution: what is in it, that it is the same each time, and how reveal.js gets in."""

from __future__ import annotations

import configparser
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parent.parent
PACKAGE = "sphinxcontrib_deck"
ASSETS = Path(PACKAGE, "themes", "deck", "reveal")
ASSET_NAMES = {"LICENSE", "VERSION", "notes.js", "reset.css", "reveal.css", "reveal.js"}
LEFT_BEHIND = shutil.ignore_patterns(
    ".*cache*", ".git", ".tox", ".venv*", "__pycache__", "build", "dist", "node_modules"
)
# In pieces, so that this file isn't one that has them.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("npmjs", "com"),
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
    ]
]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_lock(folder: Path, **entry: str) -> Path:
    """Write a lock file with one entry, reveal.js."""
    path = folder / "package-lock.json"
    path.write_text(json.dumps({"packages": {"": {}, "node_modules/reveal.js": entry}}), "utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with a lock file and without assets."""
    root = tmp_path / "project"
    root.mkdir()
    write_lock(root, version="6.0.2", integrity="sha512-x")
    (root / "package.json").write_text("{}", "utf-8")
    return root


@pytest.fixture
def npm(hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a script in npm's place that installs a reveal.js whose files hold their own names."""
    script = tmp_path / "npm.py"
    sources = sorted(hook.FILES.values())
    script.write_text(
        "import pathlib, sys\n"
        "assert sys.argv[1:4] == ['ci', '--ignore-scripts', '--omit=dev']\n"
        f"for name in {sources!r}:\n"
        "    path = pathlib.Path('node_modules', 'reveal.js', name)\n"
        "    path.parent.mkdir(parents=True, exist_ok=True)\n"
        "    path.write_text(name)\n",
        "utf-8",
    )
    monkeypatch.setattr(hook, "npm_command", lambda: [sys.executable, str(script)])
    return script


@pytest.fixture(scope="module")
def packages() -> dict[str, dict[str, Any]]:
    """Give the packages of the project's lock file."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert lock["lockfileVersion"] == 3
    packages: dict[str, dict[str, Any]] = lock["packages"]
    return packages


class TestLockFile:
    def test_every_package_has_a_strong_hash(self, packages: dict[str, dict[str, Any]]) -> None:
        without = [
            path
            for path, entry in packages.items()
            if path and not entry.get("integrity", "").startswith("sha512-")
        ]
        assert without == []

    def test_no_package_names_where_it_is_from(self, packages: dict[str, dict[str, Any]]) -> None:
        assert [path for path, entry in packages.items() if "resolved" in entry] == []
        assert "://" not in (ROOT / "package-lock.json").read_text("utf-8")

    def test_locks_what_package_json_pins(self, packages: dict[str, dict[str, Any]]) -> None:
        manifest = json.loads((ROOT / "package.json").read_text("utf-8"))
        assert manifest["private"] is True
        assert manifest["dependencies"] == {"reveal.js": "6.0.2"}
        pinned = manifest["dependencies"] | manifest["devDependencies"]
        locked = {name: packages[f"node_modules/{name}"]["version"] for name in pinned}
        assert locked == pinned

    def test_the_wheel_needs_nothing_but_reveal(self, packages: dict[str, dict[str, Any]]) -> None:
        shipped = [path for path, entry in packages.items() if path and not entry.get("dev")]
        assert shipped == ["node_modules/reveal.js"]


class TestHook:
    def test_refuses_a_package_without_a_hash(self, hook: ModuleType, tmp_path: Path) -> None:
        lock = write_lock(tmp_path, version="6.0.2")
        with pytest.raises(hook.AssetError, match=r"no `integrity` for node_modules/reveal\.js"):
            hook.locked_marker(lock)

    def test_refuses_a_lock_without_reveal(self, hook: ModuleType, tmp_path: Path) -> None:
        lock = tmp_path / "package-lock.json"
        lock.write_text('{"packages": {"": {}}}', "utf-8")
        with pytest.raises(hook.AssetError, match=r"doesn't lock reveal\.js"):
            hook.locked_marker(lock)

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"packages": []}', '{"packages": {"a": 1}}'])
    def test_refuses_what_is_no_lock_file(
        self, hook: ModuleType, tmp_path: Path, text: str
    ) -> None:
        lock = tmp_path / "package-lock.json"
        lock.write_text(text, "utf-8")
        with pytest.raises(hook.AssetError, match="can't be read as npm's lock file"):
            hook.locked_marker(lock)

    @pytest.mark.usefixtures("npm")
    def test_brings_the_files_and_leaves_nothing_else(
        self, hook: ModuleType, project: Path
    ) -> None:
        hook.bring_assets(project)
        assert {path.name for path in (project / ASSETS).iterdir()} == ASSET_NAMES
        assert (project / ASSETS / "notes.js").read_text("utf-8") == "dist/plugin/notes.js"
        left = {path.name for path in project.iterdir()}
        assert left == {"package.json", "package-lock.json", PACKAGE}

    def test_current_assets_need_no_npm(
        self, hook: ModuleType, project: Path, npm: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hook.bring_assets(project)
        npm.unlink()
        monkeypatch.setattr(hook, "npm_command", lambda: pytest.fail("npm was called"))
        hook.bring_assets(project)

    @pytest.mark.usefixtures("npm")
    def test_another_version_replaces_all_files(self, hook: ModuleType, project: Path) -> None:
        hook.bring_assets(project)
        (project / ASSETS / "of-another-version.js").touch()
        write_lock(project, version="6.0.3", integrity="sha512-y")
        hook.bring_assets(project)
        assert {path.name for path in (project / ASSETS).iterdir()} == ASSET_NAMES
        marker = (project / ASSETS / "VERSION").read_text("utf-8")
        assert marker == "reveal.js 6.0.3 sha512-y\n"

    @pytest.mark.usefixtures("npm")
    @pytest.mark.parametrize("name", sorted(ASSET_NAMES))
    def test_a_lost_file_is_brought_back(self, hook: ModuleType, project: Path, name: str) -> None:
        hook.bring_assets(project)
        (project / ASSETS / name).unlink()
        hook.bring_assets(project)
        assert (project / ASSETS / name).is_file()

    def test_says_what_npm_said(self, hook: ModuleType, project: Path, npm: Path) -> None:
        npm.write_text("print('no such package'); raise SystemExit(7)", "utf-8")
        with pytest.raises(hook.AssetError, match=r"(?s)failed with code 7.*no such package"):
            hook.bring_assets(project)
        assert not (project / ASSETS).exists()

    def test_says_which_file_the_package_lacks(
        self, hook: ModuleType, project: Path, npm: Path
    ) -> None:
        npm.write_text("", "utf-8")
        with pytest.raises(hook.AssetError, match=r"has no dist/reveal\.js"):
            hook.bring_assets(project)

    def test_says_that_npm_is_missing(
        self, hook: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
        monkeypatch.setenv("PATH", "")
        with pytest.raises(hook.AssetError, match="nor npm is installed"):
            hook.npm_command()

    def test_asks_for_npm_only_where_assets_are_missing(
        self, hook: ModuleType, project: Path, npm: Path
    ) -> None:
        assert npm.is_file()
        arguments: tuple[Any, ...] = (str(project), {}, None, None, "", "wheel")
        assert hook.RevealAssetsHook(*arguments).dependencies() == [hook.NPM_REQUIREMENT]
        hook.bring_assets(project)
        assert hook.RevealAssetsHook(*arguments).dependencies() == []

    def test_ends_the_build_with_a_message(
        self, hook: ModuleType, project: Path, npm: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        npm.write_text("raise SystemExit(7)", "utf-8")
        build = hook.RevealAssetsHook(str(project), {}, None, None, "", "wheel")
        with pytest.raises(SystemExit):
            build.initialize("standard", {})
        captured = capsys.readouterr()
        assert "sphinxcontrib-deck: `npm ci` failed with code 7" in captured.out + captured.err


class Built:
    """A source distribution built from a copy of the project, and wheels built from that."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "source"
        shutil.copytree(ROOT, self.source, ignore=LEFT_BEHIND)
        self.sdist = self.build(self.source, "--sdist", "sdist")
        # Python 3.12 wants a filter named, Python before 3.11.4 knows none.
        options: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        shutil.unpack_archive(self.sdist, folder / "unpacked", **options)
        (unpacked,) = (folder / "unpacked").iterdir()
        self.unpacked = unpacked
        self.wheel = self.build(unpacked, "--wheel", "wheel")

    def build(self, source: Path, kind: str, name: str) -> Path:
        """Build without Node.js, npm, and whatever else might be on the path."""
        out = self.folder / name
        empty = self.folder / "empty"
        empty.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "build", "--no-isolation", kind, "--outdir", str(out)]
        result = subprocess.run(
            [*command, str(source)],
            env=os.environ | {"PATH": str(empty), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        (built,) = out.iterdir()
        return built


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, hook: ModuleType) -> Built:
    marker = hook.locked_marker(ROOT / "package-lock.json")
    if not hook.is_current(ROOT / ASSETS, marker):
        pytest.fail("reveal.js is not in the package yet: run `pip install -e .`", pytrace=False)
    return Built(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def wheel(built: Built) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(built.wheel) as archive:
        yield archive


def dist_info(wheel: zipfile.ZipFile, name: str) -> str:
    """Give the text of a file of the wheel's metadata."""
    (path,) = (path for path in wheel.namelist() if path.endswith(f".dist-info/{name}"))
    return wheel.read(path).decode("utf-8")


class TestWheel:
    """Each of these is about a wheel that was built from the source distribution, without Node."""

    def test_has_reveal_and_its_licence(self, wheel: zipfile.ZipFile) -> None:
        prefix = f"{ASSETS.as_posix()}/"
        names = {name.removeprefix(prefix) for name in wheel.namelist() if name.startswith(prefix)}
        assert names == ASSET_NAMES
        for name in names:
            assert wheel.read(prefix + name) == (ROOT / ASSETS / name).read_bytes()

    def test_has_every_file_of_the_package(self, wheel: zipfile.ZipFile, built: Built) -> None:
        """Templates, styles, scripts, ``py.typed``: whatever the folder has."""
        files = (path for path in (built.source / PACKAGE).rglob("*") if path.is_file())
        expected = {path.relative_to(built.source).as_posix() for path in files}
        in_wheel = {name for name in wheel.namelist() if ".dist-info/" not in name}
        assert in_wheel == expected
        assert f"{PACKAGE}/py.typed" in in_wheel

    def test_names_both_licences(self, wheel: zipfile.ZipFile) -> None:
        lines = dist_info(wheel, "METADATA").splitlines()
        assert "License-Expression: MIT" in lines
        assert [line for line in lines if line.startswith("License-File:")] == [
            "License-File: LICENSE",
            f"License-File: {ASSETS.as_posix()}/LICENSE",
        ]
        assert "Hakim El Hattab" in dist_info(wheel, f"licenses/{ASSETS.as_posix()}/LICENSE")

    def test_has_the_entry_points(self, wheel: zipfile.ZipFile) -> None:
        parser = configparser.ConfigParser()
        parser.read_string(dist_info(wheel, "entry_points.txt"))
        found = {group: dict(parser[group]) for group in parser.sections()}
        assert found == {
            "console_scripts": {"sphinx-deck": f"{PACKAGE}.cli:main"},
            "sphinx.builders": {"deck": PACKAGE, "dirdeck": PACKAGE},
        }

    def test_is_the_same_in_a_second_build(self, built: Built) -> None:
        again = built.build(built.unpacked, "--wheel", "again")
        assert again.name == built.wheel.name
        assert again.read_bytes() == built.wheel.read_bytes()

    def test_is_the_same_from_a_checkout(self, built: Built) -> None:
        direct = built.build(built.source, "--wheel", "direct")
        assert direct.read_bytes() == built.wheel.read_bytes()


def test_source_distribution_has_what_its_users_run(built: Built) -> None:
    names = {path.name for path in built.unpacked.iterdir()}
    assert {PACKAGE, "tests", "CHANGELOG", "LICENSE", "README.md", "hatch_build.py"} <= names
    assert {path.name for path in (built.unpacked / ASSETS).iterdir()} == ASSET_NAMES
    assert list(built.unpacked.rglob("node_modules")) == []


def tracked_files() -> list[Path]:
    """Give the files that git tracks, and those it would."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_package_registry() -> None:
    """Which registry a user's pip or npm asks is the user's choice, a mirror for example."""
    hosts = [host.encode() for host in REGISTRY_HOSTS]
    naming = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if any(host in path.read_bytes() for host in hosts)
    ]
    assert naming == []


def test_git_keeps_no_assets() -> None:
    inside = [path for path in tracked_files() if path.is_relative_to(ROOT / ASSETS)]
    assert inside == []
