"""The first hits of broad texts, and every search against looking at each customer by hand."""

from dataclasses import replace
from random import Random

import pytest

from branchcrm.bootstrap import Book
from branchcrm.data import search_first, search_foremost
from branchcrm.data.search_first import find_first
from branchcrm.data.search_index import find, searched_from
from branchcrm.data.search_match import match
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.names import search_key
from branchcrm.domain.progress import NoProgress
from branchcrm.reference.chinese_script import simplify
from branchcrm.services.use_cases import Services

CUSTOMERS = 400
FIELDS = "id, code, uscc, name_key, syllables, reading_alternates, phone, more_phones, id_number"


@pytest.fixture
def filled(services: Services) -> Services:
    services.demo.fill(CUSTOMERS, seed=5, progress=NoProgress())
    return services


def texts(rows: list[tuple[str, ...]], random: Random) -> list[str]:
    """Give texts as clerks type them: parts of names, readings, initials and numbers."""
    made = []
    for row in rows:
        _, code, _, name, syllables, _, phone, *_ = row
        parts = syllables.split()
        start = random.randrange(len(name))
        stop = random.randint(start + 1, len(name))
        made += [name[start:stop], phone[-4:], phone[random.randrange(6) :][:5], code[-4:]]
        made += [phone[:3], phone[start : start + 3], code.lower(), code[: stop + 2]]
        if len(parts) == len(name):
            made.append("".join(parts[start:stop]))
            made.append("".join(part[0] for part in parts[start:stop]))
            sizes = [random.choice([0, 1, 9]) for _ in parts]
            mixed = zip(parts, name, sizes, strict=True)
            made.append("".join(part[:size] or sign for part, sign, size in mixed))
            made.append("".join(parts[start:stop])[: random.randint(1, 7)])
    return [text for text in made if text]


def test_search_finds_what_looking_at_each_customer_finds(filled: Services, book: Book) -> None:
    random = Random(3)  # noqa: S311 - a sample, no secret
    with book.unit_of_work.read() as work:
        found = work.connection.exec_driver_sql(
            f"SELECT {FIELDS} FROM customer WHERE removed_at IS NULL"  # noqa: S608 - our columns
        )
        rows = [tuple(row) for row in found]
        for text in texts(random.sample(rows, 40), random):
            folded = search_key(text, simplify)
            by_hand = {row[0] for row in rows if match(folded, searched_from(row)) is not None}
            hits = find(work.connection, folded, work.ranks)
            assert set(hits.ids) == by_hand, text
            assert hits.total == len(by_hand), text
    assert filled.head_counts.count() == CUSTOMERS


@pytest.mark.parametrize("few", [1, search_first.FEW])
@pytest.mark.parametrize("foremost", [40, search_foremost.FEWEST])
def test_the_first_hits_are_the_best_of_all(
    filled: Services, book: Book, few: int, foremost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.head_counts.has_any()
    monkeypatch.setattr(search_first, "FEW", few)
    monkeypatch.setattr(search_foremost, "FEWEST", foremost)
    monkeypatch.setattr(search_foremost, "PER_ROOT", 0)
    random = Random(7)  # noqa: S311 - a sample, no secret
    broad = ["王", "wang", "w", "zh", "1", "13", "138", "c", "c0000", "c-00", "公司", "gs", "xyz"]
    with book.unit_of_work.read() as work:
        rows = [
            tuple(row)
            for row in work.connection.exec_driver_sql(f"SELECT {FIELDS} FROM customer")  # noqa: S608
        ]
        some = texts(random.sample(rows, 12), random)
        for text in [*broad, *{search_key(text, simplify) for text in some}]:
            every = find(work.connection, text, work.ranks)
            for limit in (1, 3, 10):
                first = find_first(work, text, limit)
                assert list(first.ids) == list(every.ids)[:limit], text
                assert first.total == min(every.total, limit + 1), text


@pytest.mark.parametrize("most", [0, search_foremost.MOST_CHANGED])
def test_the_first_hits_follow_every_change(
    filled: Services, book: Book, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_first, "FEW", 1)
    monkeypatch.setattr(search_foremost, "FEWEST", 200)
    monkeypatch.setattr(search_foremost, "PER_ROOT", 0)
    monkeypatch.setattr(search_foremost, "MOST_CHANGED", most)
    before = [hit.row.id for hit in filled.customers.search("王", 5).hits]
    filled.customers.remove(before[:1])
    assert before[0] not in [hit.row.id for hit in filled.customers.search("王", 5).hits]
    filled.customers.add(CustomerDraft(name="王"))
    again = [hit.row.id for hit in filled.customers.search("王", 5).hits]
    assert again[1:] == before[1:]
    assert filled.customers.search("王", 5).hits[0].row.name == "王"
    filled.interactions.log(again[-1], InteractionDraft(note="问过理财"))
    with book.unit_of_work.read() as work:
        expected = list(find(work.connection, "王", work.ranks).ids)[:5]
    assert [hit.row.id for hit in filled.customers.search("王", 5).hits] == expected
    draft = replace(filled.customers.draft_of(again[-1]), name="赵大海")
    filled.customers.edit(again[-1], draft)
    assert again[-1] not in [hit.row.id for hit in filled.customers.search("王", 5).hits]
    assert filled.customers.search("赵大海", 5).hits[0].row.id == again[-1]


def test_an_empty_book_has_no_first_hits(services: Services) -> None:
    assert services.customers.search("w").total == 0


def test_a_number_kept_with_a_line_break_stays_on_its_line(
    services: Services, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_first, "FEW", 1)
    for name in ("王小明", "王大明"):
        services.customers.add(CustomerDraft(name=name))
    with book.unit_of_work.database.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET phone = '138' || char(10) || '00'")
    assert services.customers.search("王", 1).hits[0].row.name in {"王小明", "王大明"}
    assert [hit.row.name for hit in services.customers.search("王小", 1).hits] == ["王小明"]
