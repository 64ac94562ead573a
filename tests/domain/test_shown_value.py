"""What a list shows of a field is read back into a day, an amount, a word."""

from datetime import date
from decimal import Decimal

import pytest

from branchcrm.domain.customer import CustomerSort, Shown
from branchcrm.domain.filter_catalogue import built_in
from branchcrm.domain.list_order import ALERTS, order_by
from branchcrm.domain.shown_value import LUNAR, Plain, plain_value, value_words


@pytest.mark.parametrize(
    ("key", "shown", "plain", "words"),
    [
        ("opened_on", 0, date(1970, 1, 1), None),
        ("amount_12m", 12_345, Decimal("123.45"), None),
        ("score", 7350, Decimal("73.5"), None),
        ("trades_12m", 3, 3, None),
        ("near_fall", 1, True, "是"),
        ("near_fall", 0, False, "否"),
        ("kind", "person", "person", "个人"),
        ("bought_line", "fund、其他", "fund、其他", None),
        ("birthday", 815, "08-15", "8 月 15 日"),
        ("birthday", LUNAR + 815, "农历08-15", "农历 8 月 15 日"),
        ("source", "网点", "网点", None),
        ("source", "", None, None),
        ("next_visit", None, None, None),
    ],
)
def test_a_value_is_given_as_it_is_and_in_words(
    key: str, shown: Shown, plain: Plain, words: str | None
) -> None:
    field = built_in().get(key)
    assert field is not None
    assert plain_value(field, shown) == plain
    said = value_words(field, shown)
    if words is not None:
        assert said is not None
        assert said.text() == words
    else:
        assert said is None or key == "bought_line"


def test_every_column_has_an_order() -> None:
    catalogue = built_in()
    for field in catalogue.columns:
        found = order_by(field.key, catalogue, is_descending=True)
        assert found is not None
        assert found.is_descending
    by_label = order_by("近12个月金额", catalogue)
    assert by_label == order_by("amount", catalogue) == order_by("amount_12m", catalogue)
    assert by_label is not None
    assert by_label.column is CustomerSort.AMOUNT
    alerts = order_by(ALERTS, catalogue)
    assert alerts is not None
    assert alerts.column is CustomerSort.COMPLAINTS
    source = order_by("来源", catalogue)
    assert source is not None
    assert source.by == catalogue.get("source")
    for unknown in ("没有", "amount_fell", ""):
        assert order_by(unknown, catalogue) is None
