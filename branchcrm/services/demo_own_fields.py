"""Gives an invented branch a few own fields, and its customers something in them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from branchcrm.data.own_values import columns_of, number_of
from branchcrm.data.tables_own import own_value
from branchcrm.domain.customer import CustomerKind, OwnValue
from branchcrm.domain.own_field import OwnChoice, OwnField, OwnFieldDraft, OwnKind
from branchcrm.domain.own_field_check import checked_own_field

if TYPE_CHECKING:
    from branchcrm.data.stored import StoredValue
    from branchcrm.data.unit_of_work import Work

PERSON = (CustomerKind.PERSON,)
CHANNELS = ("老客户介绍", "网点活动", "社区宣传", "员工亲友", "线上咨询")
SERVICES = ("理财咨询", "贵宾柜台", "上门服务", "手机银行辅导")
FIELDS = (
    ("推荐渠道", OwnKind.CHOICE, CHANNELS, tuple(CustomerKind)),
    ("首选分行服务", OwnKind.CHOICE, SERVICES, tuple(CustomerKind)),
    ("有房贷", OwnKind.FLAG, (), PERSON),
    ("家庭年收入", OwnKind.MONEY, (), PERSON),
)
EVERY = (3, 4, 6, 8)
"""Each field is filled in for one in so many customers."""

LEAST_INCOME, INCOME_STEP, INCOMES = 8_000_000, 2_500_000, 23
HEROINE = 2
"""The customer of the pictures has something in each."""

PART = 10_000


def add_own_fields(work: "Work") -> None:
    """Define the fields and fill them in by the customers' numbers: every run the same."""
    for name, kind, texts, kinds in FIELDS:
        choices = tuple(OwnChoice(text=text) for text in texts)
        draft = OwnFieldDraft(name=name, kind=kind, choices=choices, kinds=kinds)
        work.own_fields.add(checked_own_field(draft))
    fields = work.own_fields.all()
    people = work.connection.exec_driver_sql("SELECT id, kind FROM customer ORDER BY id").all()
    for start in range(0, len(people), PART):
        part = people[start : start + PART]
        rows = [row for number, kind in part for row in _rows(number, kind, fields)]
        columns = ("customer_id", "field_id", "text", "number", "day")
        work.rows.insert_many(own_value, columns, rows)


def _rows(
    number: int, kind: str, fields: Sequence[OwnField]
) -> Iterator[tuple["StoredValue", ...]]:
    for place, (one, every) in enumerate(zip(fields, EVERY, strict=True)):
        if (number - HEROINE) % every == 0 and one.is_of(CustomerKind(kind)):
            value = _value(one, number // every + place)
            yield number, number_of(one.key), *columns_of(value)


def _value(field: OwnField, turn: int) -> OwnValue:
    if field.kind is OwnKind.MONEY:
        return LEAST_INCOME + turn * 7 % INCOMES * INCOME_STEP
    # The first choices are the frequent ones.
    choices = field.offered
    return choices[min(turn % (2 * len(choices)), turn * 5 % len(choices))].key
