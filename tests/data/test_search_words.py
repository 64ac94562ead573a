"""Search finds words of notes and interactions, and exactly what looking at each would find."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchcrm.data import search_first, search_words
from branchcrm.data.search_index import MORE_FIELDS, searched_from
from branchcrm.data.search_match import match
from branchcrm.data.search_tokens import indexed
from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerKind, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.names import search_key
from branchcrm.reference.chinese_script import simplify
from branchcrm.services.use_cases import Services

NAMES = (
    "王小明",
    "王明",
    "张王明",
    "单雄信",
    "曾乐",
    "吕布",
    "欧阳慧敏",
    "陳志強",
    "𠮷田𬎆",
    "阿依古丽·买买提",
    "John Smith",
    "Wang Li",
)
NOTES = (
    "",
    "想買理财产品，女儿要出国",
    "Loan iPhone15 手机",
    "喜欢钓鱼；理财到期 2026-12",
    "王明介绍",
)
READINGS = ("wangxiaoming", "wxm", "shanxiongxin", "dxx", "lvbu", "lubu", "oyhm", "王xm", "zqiang")
HOSTILE = (
    "%",
    "' OR 1=1 --",
    '"',
    "NOT",
    "a AND b",
    "NEAR(",
    "*",
    "\u200b",
    "😀",
    "𠮷",
    "_",
    "w理财",
)


@pytest.fixture
def crowd(services: Services) -> Services:
    for place, name in enumerate(NAMES):
        draft = CustomerDraft(
            name=name, phone=f"1381234{place * 397:04d}", note=NOTES[place % len(NOTES)]
        )
        services.customers.add(draft)
    services.customers.add(
        CustomerDraft(name="上海恒泰五金有限公司", kind=CustomerKind.ENTERPRISE, code="VIP-88")
    )
    log(services, "王小明", "问过理财产品的期限")
    log(services, "恒泰", "要钓鱼发票，Loan 到期")
    return services


def log(services: Services, text: str, note: str) -> CustomerId:
    customer_id = services.customers.search(text).hits[0].row.id
    services.interactions.log(customer_id, InteractionDraft(note=note))
    return customer_id


def names(services: Services, text: str, limit: int = 100) -> list[str]:
    return [hit.row.name for hit in services.customers.search(text, limit).hits]


def test_words_of_notes_and_interactions_are_found_behind_the_names(crowd: Services) -> None:
    assert set(names(crowd, "钓鱼")) == {"单雄信", "𠮷田𬎆", "上海恒泰五金有限公司"}
    assert names(crowd, "王明")[:2] == ["王明", "张王明"]
    assert len(names(crowd, "王明")) > 2
    hit = crowd.customers.search("钓鱼发票").hits[0]
    assert (hit.row.name, hit.matched_field) == ("上海恒泰五金有限公司", "note")
    assert names(crowd, "想买理财") == by_looking(crowd, "想买理财")


def test_a_code_is_not_found_by_a_sign_that_it_does_not_hold(crowd: Services) -> None:
    assert names(crowd, "vip-8") == names(crowd, "VIP8") == ["上海恒泰五金有限公司"]
    assert names(crowd, "VIP8%") == names(crowd, "VIP8*") == []


def test_an_interaction_taken_back_is_not_found(crowd: Services) -> None:
    changes = crowd.interactions.log(
        crowd.customers.search("吕布").hits[0].row.id, InteractionDraft(note="独一无二的话")
    )
    assert names(crowd, "独一无二") == ["吕布"]
    crowd.history.undo(changes.operation_id)
    assert names(crowd, "独一无二") == []
    crowd.history.redo()
    assert names(crowd, "独一无二") == ["吕布"]


def test_the_recycle_bin_is_searched_by_notes_too(crowd: Services) -> None:
    customer_id = crowd.customers.search("钓鱼发票").hits[0].row.id
    crowd.customers.remove([customer_id])
    assert names(crowd, "钓鱼发票") == []
    asked = CustomerFilter(text="钓鱼发票", is_removed=True)
    assert list(crowd.customers.ids(asked, CustomerOrder())) == [customer_id]


@pytest.mark.parametrize("few", [1, search_first.FEW])
@pytest.mark.parametrize(
    "text",
    ["理财", "理财产品", "到期", "loan", "13812", "81234", "wangm", "zhao", "王xm", "有限公司"],
)
def test_a_limit_gives_the_best_of_all(
    crowd: Services, monkeypatch: pytest.MonkeyPatch, text: str, few: int
) -> None:
    every = names(crowd, text)
    assert sorted(every) == sorted(by_looking(crowd, text))
    monkeypatch.setattr(search_first, "FEW", few)
    monkeypatch.setattr(
        search_words, "MANY_PER_ROOT", 0 if few == 1 else search_words.MANY_PER_ROOT
    )
    assert names(crowd, text) == every
    for limit in range(1, len(every) + 1):
        assert names(crowd, text, limit) == every[:limit]
        assert crowd.customers.search(text, limit).total >= limit


def by_looking(services: Services, text: str) -> list[str]:
    """Look at every customer, without the index."""
    folded = search_key(text, simplify)
    found = []
    with services.customers.context.read() as work:
        rows = work.connection.exec_driver_sql(
            f"SELECT {MORE_FIELDS}, c.name, c.note FROM customer c ORDER BY c.id"  # noqa: S608
        ).all()
        for row in rows:
            spoken = work.connection.exec_driver_sql(
                "SELECT note FROM interaction WHERE customer_id = ? AND removed_at IS NULL",
                (row[0],),
            ).scalars()
            notes = [indexed(search_key(note, simplify)) for note in (row[-1] or "", *spoken)]
            if folded and (match(folded, searched_from(row)) or is_noted(indexed(folded), notes)):
                found.append(str(row[-2]))
    return found


def is_noted(typed: str, notes: list[str]) -> bool:
    """Tell whether the text stands in one of the notes: two characters, or three plain letters."""
    least = 3 if typed.isascii() else 2
    return len(typed) >= least and any(typed in note for note in notes)


@given(text=st.data())
@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_search_finds_what_looking_at_each_finds(crowd: Services, text: st.DataObject) -> None:
    sources = [
        *NAMES,
        *filter(None, NOTES),
        *READINGS,
        *HOSTILE,
        "13812340397",
        "VIP88",
        "C-000003",
    ]
    source = text.draw(st.sampled_from(sources))
    start = text.draw(st.integers(0, len(source) - 1))
    typed = source[start : start + text.draw(st.integers(1, 12))]
    if text.draw(st.integers(0, 9)) == 0:
        typed += text.draw(st.sampled_from(HOSTILE))
    assert sorted(names(crowd, typed)) == sorted(by_looking(crowd, typed)), typed
