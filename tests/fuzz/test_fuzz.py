"""A small part of the damaged files in every test run; `python -m tests.fuzz.run` tries more."""

from pathlib import Path

import pytest

from branchcrm.services.use_cases import Services
from tests.fuzz.cases import damaged_file
from tests.fuzz.run import fuzz

PART = 8


@pytest.mark.parametrize("first", [0, 1000, 2000, 3000])
def test_a_damaged_file_is_refused_in_words_or_imported_in_full(
    services: Services, tmp_path: Path, first: int
) -> None:
    outcomes = fuzz(services, tmp_path, range(first, first + PART))
    assert sum(outcomes.values()) == PART


def test_a_seed_always_makes_the_same_file(tmp_path: Path) -> None:
    first = damaged_file(tmp_path, 7)
    content = first.read_bytes()
    second = damaged_file(tmp_path, 7)
    assert second == first
    assert len(second.read_bytes()) == len(content)
