"""Turns a filter into one SQL condition over `customer` and `customer_summary`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from branchcrm.data.columns import day_number
from branchcrm.data.filter_birthdays import birthday_rows
from branchcrm.data.filter_counts import COUNTS, zero_holds
from branchcrm.data.filter_lists import LISTS, exists_sql
from branchcrm.data.filter_values import value_sql
from branchcrm.data.own_values import own_column, own_rows_sql
from branchcrm.domain.filter_condition import (
    Between,
    Condition,
    Connective,
    Group,
    Node,
    Not,
    Value,
    Who,
)
from branchcrm.domain.filter_field import ArgumentKind, FieldGroup, FieldKind, Operator
from branchcrm.domain.filter_period import RelativeDay, Stretch, months_on
from branchcrm.domain.ids import StaffId

Stored = int | str
_OPPOSITES: Final = {
    Operator.NE: Operator.EQ,
    Operator.LACKS: Operator.CONTAINS,
    Operator.FILLED: Operator.EMPTY,
}
_FLIPPED: Final = {Connective.AND: "OR", Connective.OR: "AND"}
_PEOPLE: Final = "{ids} UNION ALL SELECT p.id FROM staff p WHERE p.name IN ({names})"


@dataclass(slots=True)
class FilterSql:
    """Writes the condition and collects the values of its places.

    `not` is carried down to the comparisons, so that each decides about what is empty: an empty
    value is never equal, larger or inside, and so it is unequal to everything. With `is_whole`
    what hangs on customers is read in one pass for all of them, not anew for each.
    """

    today: date
    offset_s: int
    search: Callable[[str], Sequence[int]]
    asker: StaffId | None = None
    is_whole: bool = False
    places: dict[str, Stored] = field(default_factory=dict)

    def condition(self, node: Node) -> str:
        """Give the condition of a filter; `places` hold its values."""
        self.places |= {"f_today": day_number(self.today), "f_offset": self.offset_s}
        return self._text(node, is_negated=False)

    def _text(self, node: Node, *, is_negated: bool) -> str:
        if isinstance(node, Not):
            return self._text(node.part, is_negated=not is_negated)
        if isinstance(node, Group):
            word = _FLIPPED[node.connective] if is_negated else node.connective.upper()
            parts = [self._text(part, is_negated=is_negated) for part in node.parts]
            return "(" + f" {word} ".join(parts) + ")"
        operator = _OPPOSITES.get(node.operator)
        if operator is None:
            return self._leaf(node, node.operator, is_negated=is_negated)
        return self._leaf(node, operator, is_negated=not is_negated)

    def _leaf(self, condition: Condition, operator: Operator, *, is_negated: bool) -> str:
        kind = condition.field.kind
        if kind is FieldKind.FLAG:
            is_negated ^= condition.values == (False,)
        plain = self._with_argument(self._plain(condition, operator), condition)
        return f"(({plain}) IS NOT 1)" if is_negated else f"({plain})"

    def _plain(self, condition: Condition, operator: Operator) -> str:
        kind = condition.field.kind
        if condition.field.key in LISTS:
            return self._list(condition, operator)
        if self.is_whole and condition.field.key in COUNTS:
            return self._counted(condition, operator)
        if kind is FieldKind.SEARCH:
            found = self.search(str(condition.values[0]))
            return f"customer.id IN ({self._values(found)})"
        if kind is FieldKind.BIRTHDAY:
            return self._birthday(condition, operator)
        if kind is FieldKind.PERSON and operator is Operator.EQ:
            return self._person(condition.values)
        return self._single(condition, operator)

    def _single(self, condition: Condition, operator: Operator) -> str:
        field, values = condition.field, condition.values
        if field.kind is FieldKind.FLAG:
            return value_sql(field)
        if field.group is FieldGroup.OWN and operator is not Operator.EMPTY:
            compared = self._compared(f"x.{own_column(field)}", operator, values)
            return own_rows_sql(field, compared)
        return self._compared(value_sql(field), operator, values)

    def _counted(self, condition: Condition, operator: Operator) -> str:
        source = COUNTS[condition.field.key]
        if condition.field.kind is FieldKind.FLAG:
            return f"customer.id IN {source.owners()}"
        compared = self._compared(source.value, operator, condition.values)
        if source.is_zero_of_none and zero_holds(operator, condition.values):
            # Those without rows are named by leaving out all whose rows say otherwise.
            return f"customer.id NOT IN {source.owners(f'NOT ({compared})')}"
        return f"customer.id IN {source.owners(compared)}"

    def _compared(self, value: str, operator: Operator, values: Sequence[Value]) -> str:
        if operator is Operator.EMPTY:
            return f"ifnull({value}, '') = ''"
        if operator is Operator.CONTAINS:
            tests = [f"instr(lower({value}), lower({self._place(one)})) > 0" for one in values]
            return "(" + " OR ".join(tests) + ")"
        if operator is Operator.WITHIN:
            first, last = self._ends(values[0])
            return f"{value} BETWEEN {self._place(first)} AND {self._place(last)}"
        if operator is Operator.EQ:
            return f"{value} IN ({', '.join(self._place(one) for one in values)})"
        return f"{value} {operator.value} {self._place(values[0])}"

    def _list(self, condition: Condition, operator: Operator) -> str:
        value = LISTS[condition.field.key].value
        is_empty = operator is Operator.EMPTY
        compared = (
            f"{value} <> ''" if is_empty else self._compared(value, operator, condition.values)
        )
        some = exists_sql(
            condition.field.key,
            compared,
            has_argument=condition.argument is not None,
            is_whole=self.is_whole,
        )
        return f"NOT {some}" if is_empty else some

    def _person(self, values: Sequence[Value]) -> str:
        ids = [] if self.asker is None or Who.ME not in values else [int(self.asker)]
        names = [str(one) for one in values if one is not Who.ME]
        people = _PEOPLE.format(ids=self._values(ids), names=self._values(names))
        return f"customer.manager_id IN ({people})"

    def _birthday(self, condition: Condition, operator: Operator) -> str:
        if operator is Operator.EMPTY:
            return "customer.birth_month IS NULL"
        first, last = self._days(condition.values[0])
        rows = ", ".join(f"('{c}', {m}, {d}, {n})" for c, m, d, n in birthday_rows(first, last))
        return (
            "customer.birth_month IS NOT NULL AND (customer.birth_calendar, customer.birth_month,"
            f" customer.birth_day, customer.birth_leap) IN (VALUES {rows})"
        )

    def _ends(self, value: Value) -> tuple[Value, Value]:
        if isinstance(value, Between) and isinstance(value.first, int):
            return value.first, value.last
        return self._days(value)

    def _days(self, value: Value) -> tuple[date, date]:
        if isinstance(value, Stretch):
            return value.on(self.today)
        if not isinstance(value, Between):
            message = "a stretch of days is needed"
            raise TypeError(message)
        return self._day(value.first), self._day(value.last)

    def _day(self, point: object) -> date:
        found = point.on(self.today) if isinstance(point, RelativeDay) else point
        if not isinstance(found, date):
            message = "a day is needed"
            raise TypeError(message)
        return found

    def _place(self, value: Value) -> str:
        if isinstance(value, date | RelativeDay):
            return self._bind(day_number(self._day(value)))
        return self._bind(value if isinstance(value, int) else str(value))

    def _bind(self, value: Stored) -> str:
        name = f"f{len(self.places)}"
        self.places[name] = value
        return f":{name}"

    def _values(self, values: Sequence[Stored]) -> str:
        return f"SELECT value FROM json_each({self._bind(json.dumps(list(values)))})"  # noqa: S608 - a place

    def _with_argument(self, plain: str, condition: Condition) -> str:
        argument = condition.argument
        if argument is None:
            return plain
        if condition.field.argument is ArgumentKind.MONTHS and isinstance(argument, int):
            since, before = (months_on(self.today, -argument * times) for times in (1, 2))
            plain = plain.replace("{since}", self._bind(day_number(since)))
            return plain.replace("{before}", self._bind(day_number(before)))
        return plain.replace("{argument}", self._bind(argument))
