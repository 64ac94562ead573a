"""Times of day are read as clerks type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.typed_time import read_typed_time


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9:30", time(9, 30)),
        ("９：05", time(9, 5)),
        ("930", time(9, 30)),
        ("1530", time(15, 30)),
        ("15", time(15)),
        ("9", time(9)),
        ("9点", time(9)),
        ("9点15分", time(9, 15)),
        ("下午3点半", time(15, 30)),
        ("上午 10:00", time(10)),
        ("晚上8点", time(20)),
        ("中午12点", time(12)),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, at: time) -> None:
    assert read_typed_time(typed).value == at


@pytest.mark.parametrize("typed", ["25:00", "9:75", "明天", "", "12345"])
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    outcome = read_typed_time(typed)
    assert outcome.is_refused
    assert outcome.reason is not None
    assert "9:30" in outcome.reason.text()


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)))
def test_every_written_time_comes_back(at: time) -> None:
    assert read_typed_time(f"{at:%H:%M}").value == at
    assert read_typed_time(f"{at:%H%M}").value == at
