"""Makes filters of every shape for properties: any field, operator, value, and nesting."""

from datetime import date

from hypothesis import strategies as st

from branchcrm.domain.filter_catalogue import BUILT_IN
from branchcrm.domain.filter_condition import (
    Argument,
    Between,
    Condition,
    Connective,
    Node,
    Not,
    Value,
    Who,
    joined,
)
from branchcrm.domain.filter_field import (
    BARE,
    LISTS,
    ArgumentKind,
    FieldKind,
    FilterField,
    Operator,
)
from branchcrm.domain.filter_period import RelativeDay, Side, Stretch, Unit

FEW_DAYS = st.dates(date(2025, 6, 1), date(2026, 12, 31))
RELATIVE = st.builds(RelativeDay, st.integers(-500, 500))
STRETCHES = st.one_of(
    st.builds(Stretch, st.sampled_from(Side), st.sampled_from(Unit)),
    st.builds(
        Stretch,
        st.sampled_from([Side.LAST, Side.NEXT]),
        st.sampled_from(Unit),
        st.integers(1, 400),
    ),
)
WORDS = st.one_of(
    st.sampled_from(
        ["王敏", "and", "本人", "me", "a b", 'say "hi"', "理财", "1..2", "且", "\\", "", "ME"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)


def _points(field: FilterField) -> st.SearchStrategy[Value]:
    if field.kind is FieldKind.DAY:
        return st.one_of(FEW_DAYS, RELATIVE)
    return st.integers(-(10**9), 10**9)


def _ranges(field: FilterField) -> st.SearchStrategy[Value]:
    if field.kind in {FieldKind.DAY, FieldKind.BIRTHDAY}:
        days = st.tuples(FEW_DAYS, FEW_DAYS).map(lambda two: Between(min(two), max(two)))
        return st.one_of(STRETCHES, days)
    numbers = st.tuples(st.integers(-1000, 10**7), st.integers(-1000, 10**7))
    return numbers.map(lambda two: Between(min(two), max(two)))


def _values(field: FilterField) -> st.SearchStrategy[Value]:
    if field.kind is FieldKind.FLAG:
        return st.booleans()
    if field.choices:
        return st.sampled_from(sorted(field.choices))
    if field.kind is FieldKind.PERSON:
        return st.one_of(st.just(Who.ME), WORDS)
    if field.kind in {FieldKind.TEXT, FieldKind.TEXTS, FieldKind.SEARCH}:
        return WORDS
    return _points(field)


def _arguments(field: FilterField) -> st.SearchStrategy[Argument]:
    if field.argument is None:
        return st.none()
    if field.argument is ArgumentKind.CHOICE:
        return st.sampled_from(sorted(field.argument_choices))
    spans = st.integers(1, 24 if field.argument is ArgumentKind.MONTHS else 800)
    return spans if field.is_argument_needed else st.one_of(st.none(), spans)


@st.composite
def conditions(draw: st.DrawFn, fields: tuple[FilterField, ...] = BUILT_IN) -> Condition:
    """Draw one comparison of any field."""
    field = draw(st.sampled_from(fields))
    operator = draw(st.sampled_from(field.operators))
    argument = draw(_arguments(field))
    if operator in BARE:
        return Condition(field, operator, (), argument)
    if operator is Operator.WITHIN:
        return Condition(field, operator, (draw(_ranges(field)),), argument)
    most = 3 if operator in LISTS and field.kind is not FieldKind.FLAG else 1
    most = 1 if field.kind is FieldKind.SEARCH else most
    values = draw(st.lists(_values(field), min_size=1, max_size=most, unique=True))
    return Condition(field, operator, tuple(values), argument)


def filters(fields: tuple[FilterField, ...] = BUILT_IN) -> st.SearchStrategy[Node]:
    """Draw filters with and, or and not in any order."""
    return st.recursive(
        conditions(fields),
        lambda parts: st.one_of(
            parts.map(Not),
            st.builds(
                lambda connective, given: joined(connective, tuple(given)),
                st.sampled_from(Connective),
                st.lists(parts, min_size=1, max_size=4),
            ),
        ),
        max_leaves=8,
    )
