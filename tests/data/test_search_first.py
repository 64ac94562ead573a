"""The first hits of broad texts, and every search against looking at each customer by hand."""

from random import Random

import pytest

from branchcrm.bootstrap import Book
from branchcrm.data import search_first
from branchcrm.data.search_first import find_first
from branchcrm.data.search_index import find, searched_from
from branchcrm.data.search_match import match
from branchcrm.domain.customer import CustomerDraft
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
    assert filled.customers.count() == CUSTOMERS


@pytest.mark.parametrize("text", ["王", "wang", "w", "zh", "1", "13", "138", "c", "c0000"])
def test_broad_texts_give_the_same_first_hits_without_reading_all(
    filled: Services, book: Book, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.customers.has_any()
    monkeypatch.setattr(search_first, "BROAD", 12)
    monkeypatch.setattr(search_first, "WALKED_PER_ROOT", 0)
    with book.unit_of_work.read() as work:
        first = find_first(work, text, 10)
        every = find(work.connection, text, work.ranks)
        assert first is not None
        assert list(first.ids) == list(every.ids)[:10]
        assert 10 <= first.total <= every.total
        assert find_first(work, text, 13) is None
        assert find_first(work, "zzz", 10) is None


def test_the_first_hits_follow_every_change(
    filled: Services, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_first, "BROAD", 12)
    monkeypatch.setattr(search_first, "WALKED_PER_ROOT", 0)
    before = [hit.row.id for hit in filled.customers.search("王", 5).hits]
    filled.customers.remove(before[:1])
    filled.customers.add(CustomerDraft(name="王"))
    after = [hit.row.name for hit in filled.customers.search("王", 5).hits]
    assert after[0] == "王"
    again = [hit.row.id for hit in filled.customers.search("王", 5).hits]
    assert before[0] not in again
    assert again[1:] == before[1:]
    with book.unit_of_work.read() as work:
        expected = list(find(work.connection, "王", work.ranks).ids)[:5]
    assert again == expected
