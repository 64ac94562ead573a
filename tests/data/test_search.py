"""Search finds a customer by anything a clerk types, and only such customers."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.data import search_match
from branchcrm.data.customer_values import name_columns
from branchcrm.data.name_spans import shown_span
from branchcrm.data.search_match import name_place, name_span
from branchcrm.data.search_queries import query_for
from branchcrm.data.search_spelling import spellings
from branchcrm.data.search_tokens import Searched, token_text
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.services.use_cases import Services

PEOPLE = {
    "王小明": "13812345678",
    "单雄信": "13900001234",
    "欧阳慧敏": "15012347725",
    "吕布": "18600000001",
    "阿依古丽·买买提": "15212346034",
    "陳志強": "13512344406",
    "John Smith": "13312349157",
    "曾乐": "13112340954",
    "赵👨👩👧家😀": "13612349999",
}


@pytest.fixture
def people(services: Services) -> Services:
    for name, phone in PEOPLE.items():
        services.customers.add(CustomerDraft(name=name, phone=phone))
    services.customers.add(
        CustomerDraft(
            name="上海恒泰五金制品有限公司", kind=CustomerKind.ENTERPRISE, phone="021-62348806"
        )
    )
    services.customers.add(
        CustomerDraft(name="周雅琴", id_number="11010519491231002X", code="VIP-88")
    )
    return services


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王", "王小明"),
        ("小明", "王小明"),
        ("wangxiaoming", "王小明"),
        ("wxm", "王小明"),
        ("wangxm", "王小明"),
        ("xiaoming", "王小明"),
        ("wang xiao", "王小明"),
        ("王xm", "王小明"),
        ("WXM", "王小明"),
        ("sxx", "单雄信"),
        ("shanxiong", "单雄信"),
        ("dxx", "单雄信"),
        ("oyhm", "欧阳慧敏"),
        ("ouyang", "欧阳慧敏"),
        ("lvbu", "吕布"),
        ("lubu", "吕布"),
        ("lübu", "吕布"),
        ("lü", "吕布"),
        ("古丽", "阿依古丽·买买提"),
        ("买买提", "阿依古丽·买买提"),
        ("陈志强", "陳志強"),
        ("陳志", "陳志強"),
        ("smith", "John Smith"),
        ("zengle", "曾乐"),
        ("5678", "王小明"),
        ("138123", "王小明"),
        ("恒泰", "上海恒泰五金制品有限公司"),
        ("shht", "上海恒泰五金制品有限公司"),
        ("8806", "上海恒泰五金制品有限公司"),
        ("002X", "周雅琴"),
        ("1101051949", "周雅琴"),
        ("VIP-88", "周雅琴"),
        ("13", "王小明"),
        ("王x", "王小明"),
        ("单x", "单雄信"),
        ("上h", "上海恒泰五金制品有限公司"),
        ("😀", "赵👨👩👧家😀"),
        ("👨‍👩‍👧", "赵👨👩👧家😀"),
        ("家😀", "赵👨👩👧家😀"),
    ],
)
def test_a_customer_is_found_by_what_a_clerk_types(people: Services, typed: str, name: str) -> None:
    found = [hit.row.name for hit in people.customers.search(typed).hits]
    assert name in found


@pytest.mark.parametrize("typed", ["", "   ", "%", "' OR 1=1 --", '"', "NOT", "*", "李", "zzzz"])
def test_nothing_matches_and_nothing_breaks(people: Services, typed: str) -> None:
    assert people.customers.search(typed).total == 0


def test_an_exact_name_comes_before_longer_ones(services: Services) -> None:
    for name in ("张王明", "王明辉", "王明"):
        services.customers.add(CustomerDraft(name=name))
    found = [hit.row.name for hit in services.customers.search("王明").hits]
    assert found == ["王明", "王明辉", "张王明"]


def test_removed_customers_are_not_found_until_they_come_back(people: Services) -> None:
    customer_id = people.customers.search("王小明").hits[0].row.id
    people.customers.remove([customer_id])
    assert people.customers.search("王小明").total == 0
    people.customers.restore([customer_id])
    assert people.customers.search("王小明").total == 1


def test_every_way_to_spell_is_tried() -> None:
    assert ["xi", "an"] in spellings("xian")
    assert ["xian"] in spellings("xian")
    assert spellings("") == [[]]


NAMES = st.text(st.sampled_from("王小明单雄信欧阳慧敏吕布李浩赵倩"), min_size=2, max_size=4)


def searched(name: str) -> Searched:
    columns = name_columns(name, CustomerKind.PERSON)
    return Searched(
        name_key=str(columns["name_key"]),
        syllables=str(columns["syllables"]),
        alternates=str(columns["reading_alternates"]),
        phones="13812345678",
        id_number="",
        code="C-000001",
    )


@pytest.mark.parametrize(
    ("typed", "name", "matched"),
    [
        ("wxm", "王小明", "王小明"),
        ("xm", "王小明", "小明"),
        ("wangx", "王小明", "王小"),
        ("小m", "王小明", "小明"),
        ("hui", "欧阳慧敏", "慧"),
        ("sxx", "单雄信", "单雄信"),
        ("买买提", "阿依古丽·买买提", "买买提"),
        ("lmm", "阿依古丽·买买提", "丽·买买"),
        ("陈志", "陳志強", "陳志"),
        ("smith", "John Smith", "Smith"),
        ("n s", "John Smith", "n S"),
        ("ht", "上海恒泰五金制品有限公司", "恒泰"),
    ],
)
def test_a_line_says_which_characters_of_the_name_were_found(
    people: Services, typed: str, name: str, matched: str
) -> None:
    line = next(hit.row for hit in people.customers.search(typed).hits if hit.row.name == name)
    assert line.matched is not None
    start, count = line.matched
    assert name[start : start + count] == matched
    assert people.customers.rows([line.id], typed) == [line]


@pytest.mark.parametrize(("typed", "name"), [("1381", "王小明"), ("js", "John Smith")])
def test_a_line_found_by_something_else_marks_no_characters(
    people: Services, typed: str, name: str
) -> None:
    line = next(hit.row for hit in people.customers.search(typed).hits if hit.row.name == name)
    assert line.matched is None


def test_a_name_that_the_fold_lengthens_marks_nothing() -> None:
    assert shown_span("ß", "ss", (0, 1)) == (0, 1)
    assert shown_span("甲ß", "甲s", (0, 1)) == (0, 1)
    assert shown_span("甲 乙丙", "甲乙", (0, 1)) is None


@given(NAMES, st.data())
def test_whatever_matches_by_hand_passes_the_index(name: str, data: st.DataObject) -> None:
    person = searched(name)
    syllables = person.syllables.split()
    start = data.draw(st.integers(0, len(syllables) - 1))
    stop = data.draw(st.integers(start + 1, len(syllables)))
    parts = []
    for place in range(start, stop):
        whole = len(syllables[place])
        sizes = st.integers(0, whole) if place == stop - 1 else st.sampled_from([0, 1, whole])
        size = data.draw(sizes)
        parts.append(syllables[place][:size] or person.name_key[place])
    typed = "".join(parts)
    span = name_span(typed, person)
    assert span is not None
    assert span[1] > 0
    assert sum(span) <= len(name)
    found_at = name_place(typed, person)
    assert found_at is not None
    assert found_at <= start
    tokens = set(token_text(person).split())
    query = query_for(typed)
    choices = [choice for part in (query.sure, query.loose) for choice in part.split(" OR ")]
    assert any(holds(choice, tokens) for choice in choices if choice)


def holds(choice: str, tokens: set[str]) -> bool:
    """Tell whether every token of a choice is among the tokens, beginnings included."""
    wanted = [part.strip("()") for part in choice.split(" AND ")]
    return all(
        any(token.startswith(part.strip('*"')) for token in tokens)
        if part.endswith("*")
        else part.strip('"') in tokens
        for part in wanted
    )


SOUNDS = {
    "王": "wang",
    "小": "xiao",
    "明": "ming",
    "张": "zhang",
    "伟": "wei",
    "安": "an",
    "西": "xi",
    "先": "xian",
    "昂": "ang",
    "恩": "en",
    "李": "li",
    "之": "zhi",
    "是": "shi",
    "啊": "a",
    "万": "wan",
    "能": "neng",
    "宁": "ning",
    "可": "ke",
    "斌": "bin",
    "严": "yan",
}


@pytest.mark.parametrize("seed", range(4))
def test_the_pattern_of_a_text_takes_the_characters_that_following_it_by_hand_takes(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random, cases = Random(seed), []  # noqa: S311 - a sample, no secret
    for _ in range(500):
        name = "".join(random.choices(list(SOUNDS), k=random.randint(1, 5)))
        said = [SOUNDS[sign] for sign in name]
        start = random.randrange(len(name))
        parts = [
            random.choice([sign, sound, sound[0], sound[:2]])
            for sign, sound in zip(name[start:], said[start:], strict=True)
        ]
        text = "".join(parts)[: random.randint(1, 12)]
        others = " ".join(random.choices(list(SOUNDS.values()), k=len(name)))
        cases.append((text, Searched(name, " ".join(said), others, "", "", "")))
    spans = [name_span(*case) for case in cases]
    assert any(spans)
    monkeypatch.setattr(search_match, "spelled_pattern", lambda _text: None)
    assert spans == [name_span(*case) for case in cases]
