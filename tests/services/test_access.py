"""What can be known of a book from outside."""

from pathlib import Path

import pytest

from branchcrm.data.keys import DamagedKeyFileError
from branchcrm.services.access import BookFace, look_at
from branchcrm.services.use_cases import Services


def test_an_empty_folder_holds_no_book(tmp_path: Path) -> None:
    assert look_at(tmp_path) == BookFace(exists=False)


def test_an_open_book_names_nobody_until_somebody_has_a_password(services: Services) -> None:
    folder = services.book.place.folder
    assert look_at(folder) == BookFace(exists=True, is_open=True)
    services.staff.change_password("", "secret 9")
    assert look_at(folder).people == ("王敏",)


def test_a_damaged_key_file_is_named(services: Services) -> None:
    services.book.place.keys.write_text("{}", encoding="utf-8")
    with pytest.raises(DamagedKeyFileError):
        look_at(services.book.place.folder)
