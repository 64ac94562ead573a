"""Packing the program: what is kept, and that nothing imported is left out."""

import os
from importlib.metadata import distributions
from pathlib import Path

import pytest

from packing.administrators import NAMESPACE, plan_of
from packing.imports import missing_imports
from packing.libraries import is_kept, keep_list
from packing.program import describe, licence_texts
from packing.settings import load_build
from packing.tools import pip, run
from packing.wine import Wine
from trying.machine import Machine
from trying.needs import missing_packages, missing_words
from trying.readme import MISLEADING, prompt_in


def _write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_an_import_that_is_not_shipped_is_named(tmp_path: Path) -> None:
    app, libraries = tmp_path / "app", tmp_path / "Lib"
    _write(app / "ours" / "__init__.py")
    _write(
        app / "ours" / "room.py",
        "import sys, ours\nfrom shipped.part import x\n"
        "def later():\n    import shipped.gone\n    from elsewhere import y\n    import ssl\n",
    )
    _write(libraries / "shipped" / "part.cp313-win_amd64.pyd")
    assert missing_imports(app, libraries) == {
        "shipped.gone": "ours/room.py",
        "elsewhere": "ours/room.py",
        "ssl": "ours/room.py",
    }


def test_the_last_rule_that_matches_decides() -> None:
    rules = keep_list()
    assert is_kept("PySide6/QtCore.pyd", rules)
    assert not is_kept("PySide6/QtQml.pyd", rules)
    assert not is_kept("pandas/tests/test_x.py", rules)
    assert is_kept("qtawesome/fonts/phosphor-1.3.0.ttf", rules)
    assert not is_kept("qtawesome/fonts/remixicon-2.5.0.ttf", rules)


def test_pip_is_found_although_the_environment_has_none() -> None:
    assert run([*pip(), "--version"]).startswith("pip ")


def test_the_packed_program_knows_its_version(tmp_path: Path) -> None:
    describe(tmp_path, "branchcrm", "7.8.9")
    found = distributions(path=[str(tmp_path)])
    assert [(one.name, one.version) for one in found] == [("branchcrm", "7.8.9")]


def test_a_library_without_a_licence_text_is_found_unless_we_keep_it(tmp_path: Path) -> None:
    _write(tmp_path / "silent-1.0.dist-info" / "METADATA", "Name: silent")
    _write(tmp_path / "docxtpl-1.0.dist-info" / "METADATA", "Name: docxtpl")
    _write(tmp_path / "fine-1.0.dist-info" / "licenses" / "LICENSE.txt", "free")
    assert licence_texts(tmp_path / "silent-1.0.dist-info") == []
    assert "LGPL-2.1" in licence_texts(tmp_path / "docxtpl-1.0.dist-info")[0]
    assert licence_texts(tmp_path / "fine-1.0.dist-info") == ["free"]


def test_the_package_for_administrators_names_every_file_and_leaves_no_folder(
    tmp_path: Path,
) -> None:
    build = load_build(tmp_path)
    shipped = ["BranchCRM.exe", "app/main.py", "app/ui/shell/deep.py", "Lib/x.pyd"]
    for name in shipped:
        _write(build.folder / name)
    plan = plan_of(build)
    parts = list(plan.iter(f"{{{NAMESPACE}}}Component"))
    files = [file.get("Source") for file in plan.iter(f"{{{NAMESPACE}}}File")]
    assert sorted(map(str, files)) == sorted(f"BranchCRM/{name}" for name in shipped)
    folders = [part for part in parts if part.get("Id") != "entries"]
    assert len(folders) == 1 + len(["app", "app/ui", "app/ui/shell", "Lib"])
    assert all(part.find(f"{{{NAMESPACE}}}RemoveFolder") is not None for part in folders)
    named = [one.get("Id") for one in plan.iter(f"{{{NAMESPACE}}}ComponentRef")]
    assert sorted(map(str, named)) == sorted(str(part.get("Id")) for part in parts)


def test_the_package_for_administrators_speaks_ascii_alone(tmp_path: Path) -> None:
    build = load_build(tmp_path)
    _write(build.folder / "BranchCRM.exe")
    words = [value for one in plan_of(build).iter() for value in one.attrib.values()]
    assert [word for word in words if not word.isascii()] == []


def test_all_that_a_try_needs_is_named_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trying.needs.shutil.which", lambda name: None if name == "Xvfb" else "/x")
    assert "xvfb" in missing_packages()
    assert "nsis" not in missing_packages()
    assert missing_words(["xvfb", "nsis"]).rstrip().endswith("xvfb nsis")


def test_a_prompt_of_the_try_knows_nothing_of_this_computer_but_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in tuple(os.environ):
        if name.startswith(MISLEADING):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CERT", "/etc/certificates.pem")
    machine = Machine(load_build(tmp_path), Wine(tmp_path / "wine64", tmp_path / "prefix"))
    home = machine.wine.drive("users", "王 敏")
    home.mkdir(parents=True)
    index = {"PIP_INDEX_URL": "http://127.0.0.1:9/?a&b"}
    command = prompt_in(machine, home / "Python313", home / "网点 客户", "offline", index)
    assert command == ["cmd", "/c", "C:\\offline.bat"]
    assert machine.wine.drive("offline.bat").read_text("gbk").splitlines()[-5:] == [
        'set "PIP_CERT="',
        'set "PIP_INDEX_URL=http://127.0.0.1:9/?a&b"',
        'set "PATH=C:\\users\\王 敏\\Python313;%PATH%"',
        'cd /d "C:\\users\\王 敏\\网点 客户"',
        "python %*",
    ]
