"""The fields of a filter that hold several values each: tags, products, channels used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from branchcrm.data.filter_counts import STANDS

_WINDOW_START: Final = "(:f_today - {argument} + 1) * 86400 - :f_offset"
_WINDOW_END: Final = "(:f_today + 1) * 86400 - :f_offset"
_LATELY: Final = f"+x.removed_at IS NULL AND x.at >= {_WINDOW_START} AND x.at < {_WINDOW_END}"
_BOUGHT: Final = f"x.removed_at IS NULL AND x.day <= :f_today AND {STANDS}"
# The latest answer per purpose and channel counts; of one day, the one that binds more.
_CONSENT: Final = (
    "x.purpose = {argument} AND x.is_given = 1 AND x.withdrawn_on IS NULL"
    " AND (x.expires_on IS NULL OR x.expires_on >= :f_today)"
    " AND NOT EXISTS (SELECT 1 FROM consent y WHERE y.customer_id = x.customer_id"
    " AND y.purpose = x.purpose AND y.channel = x.channel"
    " AND (ifnull(y.withdrawn_on, y.given_on), y.withdrawn_on IS NOT NULL OR NOT y.is_given, y.id)"
    " > (x.given_on, 0, x.id))"
)


@dataclass(frozen=True, slots=True)
class ListSource:
    """The rows that hold a customer's values: their table as `x`, which count, what is compared.

    `test` wraps the comparison of `v`, so that products are found by their few names first;
    `lately` narrows the rows where the field's argument is given.
    """

    table: str
    where: str
    value: str
    test: str = "{compared}"
    lately: str = ""


_PRODUCTS: Final = "x.product_id IN (SELECT p.id FROM product p WHERE {compared})"
_SINCE: Final = "x.day > :f_today - {argument}"

LISTS: Final[Mapping[str, ListSource]] = {
    "tag": ListSource("customer_tag", "1", "x.name"),
    "holds": ListSource("holding", "x.removed_at IS NULL", "p.name", _PRODUCTS),
    "bought": ListSource("customer_transaction", _BOUGHT, "p.name", _PRODUCTS, _SINCE),
    "bought_line": ListSource("customer_transaction", _BOUGHT, "p.line", _PRODUCTS, _SINCE),
    "contact_channel": ListSource("interaction", _LATELY, "x.channel"),
    "contact_need": ListSource("interaction", _LATELY, "x.need"),
    "contact_note": ListSource("interaction", _LATELY, "x.note"),
    "visit_purpose": ListSource("visit", f"x.state <> 'cancelled' AND {_LATELY}", "x.purpose"),
    "consent": ListSource("consent", _CONSENT, "x.channel"),
}


def exists_sql(key: str, compared: str, *, has_argument: bool, is_whole: bool) -> str:
    """Ask whether one of a customer's values stands up to a comparison.

    Of one customer after the other its rows are looked at; of the whole book the rows of all.
    """
    source = LISTS[key]
    parts = [source.where, source.test.format(compared=compared, argument="{argument}")]
    if source.lately and has_argument:
        parts.insert(0, source.lately)
    where = " AND ".join(parts)
    if is_whole:
        return f"customer.id IN (SELECT x.customer_id FROM {source.table} x WHERE {where})"  # noqa: S608 - from above
    return f"EXISTS (SELECT 1 FROM {source.table} x WHERE x.customer_id = customer.id AND {where})"  # noqa: S608 - from above


def list_text_sql(key: str) -> str:
    """Give a customer's values as one text, for a column."""
    source = LISTS[key]
    product = " JOIN product p ON p.id = x.product_id" if source.value.startswith("p.") else ""
    return (
        f"(SELECT group_concat(v, '、') FROM (SELECT DISTINCT {source.value} AS v"  # noqa: S608 - from above
        f" FROM {source.table} x{product} WHERE x.customer_id = customer.id AND {source.where}"
        " ORDER BY 1))"
    )
