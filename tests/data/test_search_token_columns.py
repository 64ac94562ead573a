"""The tokens of many customers at once are those of each one alone."""

from hypothesis import given
from hypothesis import strategies as st

from branchcrm.data.customer_values import name_columns
from branchcrm.data.search_index import searched_from
from branchcrm.data.search_token_columns import phone_digits, token_texts
from branchcrm.data.search_tokens import token_text
from branchcrm.domain.customer import CustomerKind

Row = tuple[object, ...]

NAMES = st.one_of(
    st.text(alphabet="王小明单曾乐阿依古丽·吕绿女 𠮷Jo-1😀", max_size=9),
    st.sampled_from(["欧阳慧敏", "重庆长江商贸有限公司", "John Smith", "𠮷野家", ""]),
)
PHONES = st.sampled_from(["13812345678", "0571-59018654", "+852-21234567", "110", "12", ""])
NUMBERS = st.sampled_from(["11010519491231002X", "91330106JG71B5W167", "E1234567", "12", None])
CODES = st.sampled_from(["C-000318", "VIP-88", "x", "X000123", "Ａ-１"])


def row(name: str, phone: str, more: list[str], numbers: tuple[str | None, ...]) -> Row:
    names = name_columns(name, CustomerKind.PERSON)
    read = (names["name_key"], names["syllables"], names["reading_alternates"])
    code, uscc, id_number = numbers
    return (1, code, uscc, *read, phone or None, "|".join(more) or None, id_number)


PEOPLE = st.builds(
    row, NAMES, PHONES, st.lists(PHONES, max_size=2), st.tuples(CODES, NUMBERS, NUMBERS)
)


@given(st.lists(PEOPLE, min_size=1, max_size=6), st.sampled_from([1, 30]))
def test_tokens_by_the_column_are_those_of_each_customer(people: list[Row], times: int) -> None:
    rows = people * times
    _, codes, companies, keys, syllables, alternates, phones, more, numbers = zip(
        *rows, strict=True
    )
    found = token_texts(
        [str(key) for key in keys],
        list(zip(map(str, syllables), map(str, alternates), strict=True)),
        [
            phone_digits(one and str(one), many and str(many))
            for one, many in zip(phones, more, strict=True)
        ],
        [str(one or two or "") for one, two in zip(numbers, companies, strict=True)],
        [str(code) for code in codes],
    )
    assert [set(text.split()) for text in found] == [
        set(token_text(searched_from(one)).split()) for one in rows
    ]
