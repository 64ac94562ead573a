"""A day of forms and pages leaves nothing behind in the window."""

import gc

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.driver import Driver

FORMS = (
    ("customer", {"customer_id": None}),
    ("customer", {"customer_id": 2}),
    ("visit", {"customer_id": 2}),
    ("interaction", {"customer_id": 2}),
    ("complaint", {"customer_id": 2}),
    ("visit_round", {"customer_ids": [1, 2, 3]}),
)
PAGES = ("today", "customers", "tiers", "complaints", "visits")


def widgets(driver: Driver) -> int:
    driver.settle()
    gc.collect()
    return len(QApplication.allWidgets())


@pytest.mark.parametrize(("name", "params"), FORMS)
def test_a_form_that_was_left_is_gone(demo: Driver, name: str, params: dict[str, object]) -> None:
    counts = []
    for _ in range(3):
        demo.place.open_form(name, params)
        demo.settle()
        demo.place.close_form()
        counts.append(widgets(demo))
    assert counts[1] == counts[2]


def test_pages_and_portraits_do_not_pile_up(demo: Driver) -> None:
    counts = []
    for _ in range(3):
        for page in PAGES:
            demo.open_page(page)
        for number in (1, 2, 3):
            demo.place.context.navigator.open_customer(number)
            demo.settle()
        counts.append(widgets(demo))
    assert counts[1] == counts[2]
