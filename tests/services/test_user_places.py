"""A portable program keeps its books beside it."""

from pathlib import Path

import pytest

from branchcrm.services.user_places import books_folder, usual_book


def test_books_lie_beside_a_portable_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRANCHCRM_PORTABLE", str(tmp_path))
    assert usual_book() == tmp_path / "books" / "book"
    monkeypatch.delenv("BRANCHCRM_PORTABLE")
    assert books_folder().name == "BranchCRM"
