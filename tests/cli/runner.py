"""Runs commands as a shell would, and reads what they say."""

import json
from pathlib import Path
from typing import Any

import pytest

from branchcrm.cli.main import main


def run(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """Run a command on the book of a folder and give its document."""
    capsys.readouterr()
    assert main([*words, "--json", "--book", str(folder)]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that is refused and give what it says."""
    capsys.readouterr()
    assert main([*words, "--book", str(folder), "--lang", "zh_CN"]) == 1
    return capsys.readouterr().err
