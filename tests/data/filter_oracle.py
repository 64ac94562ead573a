"""Decides by plain Python over every row of a book whom a filter names: the slow, sure way."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from branchcrm.data.reading import Reading
from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.filter_condition import Between, Condition, Connective, Group, Node, Not, Who
from branchcrm.domain.filter_field import FieldKind, Operator
from branchcrm.domain.filter_period import RelativeDay, Stretch, months_on
from branchcrm.reference.lunar import to_solar

EPOCH = date(1970, 1, 1)
TABLES = (
    "customer_tag",
    "holding",
    "customer_transaction",
    "interaction",
    "visit",
    "complaint",
    "consent",
    "contact_ban",
    "customer_figure",
    "contact_person",
    "attachment",
    "group_member",
)
Cell: TypeAlias = Any
Row = Mapping[str, Any]


def lower(text: object) -> str:
    """Lower-case the plain letters, as the book does."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in str(text))


@dataclass
class Person:
    """A customer with every row that hangs on it."""

    fields: Row
    rows: Mapping[str, Sequence[Row]]


@dataclass
class Oracle:
    """The whole book as Python objects."""

    people: dict[int, Person]
    staff: dict[int, str]
    products: dict[int, Row]
    referrers: list[int]
    reversed_ids: set[int]
    today: date
    offset: int
    me: int
    search: Callable[[str], set[int]]

    def ids(self, node: Node) -> set[int]:
        """Give the customers that a filter names."""
        return {number for number, one in self.people.items() if self.holds(node, one)}

    def holds(self, node: Node, one: Person) -> bool:
        """Tell whether a filter holds for a customer."""
        if isinstance(node, Not):
            return not self.holds(node.part, one)
        if isinstance(node, Group):
            found = (self.holds(part, one) for part in node.parts)
            return all(found) if node.connective is Connective.AND else any(found)
        return self._condition(node, one)

    def _condition(self, asked: Condition, one: Person) -> bool:
        operator, key, kind = asked.operator, asked.field.key, asked.field.kind
        opposite = {
            Operator.NE: Operator.EQ,
            Operator.LACKS: Operator.CONTAINS,
            Operator.FILLED: Operator.EMPTY,
        }.get(operator)
        if opposite is not None:
            turned = Condition(asked.field, opposite, asked.values, asked.argument)
            return not self._condition(turned, one)
        if key in LISTS:
            return self._list(asked, one)
        if kind is FieldKind.SEARCH:
            return int(one.fields["id"]) in self.search(str(asked.values[0]))
        if kind is FieldKind.BIRTHDAY:
            return self._birthday(asked, one)
        if kind is FieldKind.PERSON and operator is Operator.EQ:
            manager = one.fields["manager_id"]
            names = {self.staff.get(manager)} & set(asked.values)
            return bool(names) or (Who.ME in asked.values and manager == self.me)
        return self._single(asked, one)

    def _list(self, asked: Condition, one: Person) -> bool:
        values = LISTS[asked.field.key](self, one, asked.argument)
        if asked.operator is Operator.EMPTY:
            return not any(values)
        return any(self._compare(value, asked.operator, asked) for value in values)

    def _single(self, asked: Condition, one: Person) -> bool:
        value = self.value(asked.field.key, asked.argument, one)
        if asked.field.kind is FieldKind.FLAG:
            return bool(value) == asked.values[0]
        if asked.operator is Operator.EMPTY:
            return value in (None, "")
        return value is not None and self._compare(value, asked.operator, asked)

    def _compare(self, value: Cell, operator: Operator, asked: Condition) -> bool:
        if value is None:
            return False
        if operator is Operator.CONTAINS:
            return any(lower(text) in lower(value) for text in asked.values)
        if operator is Operator.WITHIN:
            first, last = self._ends(asked.values[0])
            return bool(first <= value <= last)
        wanted = [self._point(one) for one in asked.values]
        if operator is Operator.EQ:
            return value in wanted
        compared: dict[Operator, bool] = {
            Operator.LT: value < wanted[0],
            Operator.LE: value <= wanted[0],
            Operator.GT: value > wanted[0],
            Operator.GE: value >= wanted[0],
        }
        return compared[operator]

    def _point(self, value: Cell) -> Cell:
        found = value.on(self.today) if isinstance(value, RelativeDay) else value
        return (found - EPOCH).days if isinstance(found, date) else found

    def _ends(self, value: Cell) -> tuple[Any, Any]:
        if isinstance(value, Stretch):
            first, last = value.on(self.today)
            return self._point(first), self._point(last)
        assert isinstance(value, Between)
        return self._point(value.first), self._point(value.last)

    def _birthday(self, asked: Condition, one: Person) -> bool:
        month = one.fields["birth_month"]
        if asked.operator is Operator.EMPTY or month is None:
            return asked.operator is Operator.EMPTY and month is None
        first, last = (EPOCH + timedelta(days=n) for n in self._ends(asked.values[0]))
        birthday = Birthday(
            calendar=BirthdayCalendar(one.fields["birth_calendar"]),
            month=month,
            day=one.fields["birth_day"],
            is_leap=bool(one.fields["birth_leap"]),
        )
        years = range(first.year - 1, min(last.year, first.year + 2) + 1)
        days = (birthday.in_year(year, to_solar) for year in years)
        return any(day is not None and first <= day <= last for day in days)

    def day_of(self, instant: int | None) -> int | None:
        """Give the local day of an instant."""
        return None if instant is None else (instant + self.offset) // 86400

    @property
    def now(self) -> int:
        """Today as a day number."""
        return (self.today - EPOCH).days

    def value(self, key: str, argument: Cell, one: Person) -> Cell:
        """Give the value of a field."""
        if key in VALUES:
            return VALUES[key](self, one, argument)
        return one.fields[key]


def _money(one: Person, after: int, until: int) -> int:
    rows = one.rows["customer_transaction"]
    return sum(
        row["amount_cents"]
        for row in rows
        if row["removed_at"] is None and after < row["day"] <= until
    )


def _bought(oracle: Oracle, one: Person, days: int | None) -> list[Row]:
    return [
        row
        for row in one.rows["customer_transaction"]
        if row["removed_at"] is None
        and row["amount_cents"] > 0
        and row["day"] <= oracle.now
        and (days is None or row["day"] > oracle.now - days)
        and row["id"] not in oracle.reversed_ids
    ]


def _lately(oracle: Oracle, one: Person, table: str, days: int, column: str = "at") -> list[Row]:
    kept = []
    for row in one.rows[table]:
        day = oracle.day_of(row[column])
        if day is not None and oracle.now - days < day <= oracle.now:
            kept.append(row)
    return [row for row in kept if row.get("removed_at") is None]


def _figure(one: Person, measure: str, until: int) -> int | None:
    found = [
        (row["as_of"], row["value"])
        for row in one.rows["customer_figure"]
        if row["measure"] == measure and row["as_of"] <= until
    ]
    return max(found)[1] if found else None


def _fell(before: int | None, now: int | None) -> float | None:
    if before is None or before <= 0 or now is None:
        return None
    return (before - now) * 100.0 / before


def _amount_fell(oracle: Oracle, one: Person, months: int) -> float | None:
    since, before = ((months_on(oracle.today, -months * times) - EPOCH).days for times in (1, 2))
    recent, earlier = _money(one, since, oracle.now), _money(one, before, since)
    return _fell(earlier, recent)


def _average_fell(oracle: Oracle, one: Person, months: int) -> float | None:
    since = (months_on(oracle.today, -months) - EPOCH).days
    measure = "aum_month_average"
    return _fell(_figure(one, measure, since), _figure(one, measure, oracle.now))


def _visits_done(oracle: Oracle, one: Person, days: int) -> int:
    rows = [
        {**row, "when": row["done_at"] if row["done_at"] is not None else row["at"]}
        for row in one.rows["visit"]
        if row["state"] == "done"
    ]
    done = Person(one.fields, {"visit": rows})
    return len(_lately(oracle, done, "visit", days, "when"))


def _consents(oracle: Oracle, one: Person, purpose: str) -> list[str]:
    found = []
    for channel in {row["channel"] for row in one.rows["consent"]}:
        answers = [
            row
            for row in one.rows["consent"]
            if row["purpose"] == purpose and row["channel"] == channel
        ]

        def weight(row: Row) -> tuple[int, bool, int]:
            is_binding = row["withdrawn_on"] is not None or not row["is_given"]
            return row["withdrawn_on"] or row["given_on"], is_binding, row["id"]

        last = max(answers, key=weight, default=None)
        if last is None or not last["is_given"] or last["withdrawn_on"] is not None:
            continue
        if last["expires_on"] is None or last["expires_on"] >= oracle.now:
            found.append(channel)
    return found


def _days_since(oracle: Oracle, day: int | None) -> int:
    return 1_000_000 if day is None else oracle.now - day


def _products(oracle: Oracle, one: Person, days: int | None, column: str) -> list[str]:
    rows = _bought(oracle, one, days)
    return [oracle.products[row["product_id"]][column] for row in rows if row["product_id"]]


def _texts(table: str, column: str) -> Callable[[Oracle, Person, Any], list[Any]]:
    return lambda oracle, one, days: [row[column] for row in _lately(oracle, one, table, days)]


LISTS: dict[str, Callable[[Oracle, Person, Any], list[Any]]] = {
    "tag": lambda _oracle, one, _days: [row["name"] for row in one.rows["customer_tag"]],
    "holds": lambda oracle, one, _days: [
        oracle.products[row["product_id"]]["name"]
        for row in one.rows["holding"]
        if row["removed_at"] is None
    ],
    "bought": lambda oracle, one, days: _products(oracle, one, days, "name"),
    "bought_line": lambda oracle, one, days: _products(oracle, one, days, "line"),
    "contact_channel": _texts("interaction", "channel"),
    "contact_need": _texts("interaction", "need"),
    "contact_note": _texts("interaction", "note"),
    "visit_purpose": lambda oracle, one, days: [
        row["purpose"] for row in _lately(oracle, one, "visit", days) if row["state"] != "cancelled"
    ],
    "consent": _consents,
}

VALUES: dict[str, Callable[[Oracle, Person, Any], Any]] = {
    "manager": lambda _oracle, one, _: one.fields["manager_id"],
    "created": lambda oracle, one, _: oracle.day_of(one.fields["created_at"]),
    "updated": lambda oracle, one, _: oracle.day_of(one.fields["updated_at"]),
    "score": lambda _oracle, one, _: one.fields["score_centi"],
    "near_fall": lambda _oracle, one, _: one.fields["tier_misses"] > 0,
    "amount_12m": lambda _oracle, one, _: one.fields["amount_12m_cents"],
    "last_trade": lambda _oracle, one, _: one.fields["last_trade_on"],
    "last_seen": lambda _oracle, one, _: one.fields["last_seen_on"],
    "last_contact": lambda oracle, one, _: oracle.day_of(one.fields["last_contact_at"]),
    "next_visit": lambda oracle, one, _: oracle.day_of(one.fields["next_visit_at"]),
    "no_contact": lambda oracle, one, _: _days_since(
        oracle, oracle.day_of(one.fields["last_contact_at"])
    ),
    "no_trade": lambda oracle, one, _: _days_since(oracle, one.fields["last_trade_on"]),
    "balance": lambda oracle, one, _: _figure(one, "balance", oracle.now),
    "month_average": lambda oracle, one, _: _figure(one, "aum_month_average", oracle.now),
    "amount_fell": _amount_fell,
    "average_fell": _average_fell,
    "trades": lambda oracle, one, days: len({row["day"] for row in _bought(oracle, one, days)}),
    "amount": lambda oracle, one, days: _money(one, oracle.now - days, oracle.now),
    "contacts": lambda oracle, one, days: sum(
        row["is_effective"] for row in _lately(oracle, one, "interaction", days)
    ),
    "visits_done": _visits_done,
    "complaints": lambda oracle, one, days: sum(
        row["state"] not in {"merged", "rejected"}
        for row in _lately(oracle, one, "complaint", days, "received_at")
    ),
    "do_not_contact": lambda _oracle, one, _: bool(one.rows["contact_ban"]),
    "in_household": lambda _oracle, one, _: any(
        row["kind"] == "household" for row in one.rows["group_member"]
    ),
    "contact_persons": lambda _oracle, one, _: len(one.rows["contact_person"]),
    "attachments": lambda _oracle, one, _: len(one.rows["attachment"]),
    "referrals": lambda oracle, one, _: oracle.referrers.count(one.fields["id"]),
}


def oracle_of(work: Reading, offset: int, search: Callable[[str], set[int]]) -> Oracle:
    """Read a whole book."""

    def rows(sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in work.connection.exec_driver_sql(sql).mappings()]

    owned: dict[int, dict[str, list[Row]]] = defaultdict(lambda: {name: [] for name in TABLES})
    for name in TABLES:
        for row in rows(f'SELECT * FROM "{name}" WHERE customer_id IS NOT NULL'):  # noqa: S608
            owned[row["customer_id"]][name].append(row)
    sql = (
        "SELECT * FROM customer_summary s JOIN customer c ON c.id = s.customer_id"
        " WHERE s.is_live = 1"
    )
    links = rows("SELECT other_id FROM customer_link WHERE kind = 'referrer'")
    undone = rows(
        "SELECT reverses_id FROM customer_transaction"
        " WHERE reverses_id IS NOT NULL AND removed_at IS NULL"
    )
    assert work.asker is not None
    return Oracle(
        people={row["id"]: Person(row, owned[row["id"]]) for row in rows(sql)},
        staff={row["id"]: row["name"] for row in rows("SELECT id, name FROM staff")},
        products={row["id"]: row for row in rows("SELECT * FROM product")},
        referrers=[row["other_id"] for row in links],
        reversed_ids={row["reverses_id"] for row in undone},
        today=work.clock.today(),
        offset=offset,
        me=int(work.asker),
        search=search,
    )
