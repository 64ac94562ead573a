"""Duplicates while typing and over the whole book; households that share a phone are none."""

from dataclasses import replace

import pytest

from branchcrm.analysis.likeness import is_slip, likeness
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.domain.duplicate import Candidate, TwinReason
from branchcrm.domain.errors import CancelledError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import Sentence
from branchcrm.services import duplicates
from branchcrm.services.use_cases import Services

CARD = "11010519491231002X"


def add(services: Services, draft: CustomerDraft) -> CustomerId:
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def zhou(services: Services) -> CustomerId:
    return add(
        services,
        CustomerDraft(name="周雅琴", phone="13812345678", id_number=CARD, birthday="1949-12-31"),
    )


@pytest.mark.parametrize(
    ("draft", "reasons"),
    [
        (CustomerDraft(name="周雅琴", phone="138 1234 5678"), {"phone", "name"}),
        (CustomerDraft(name="周雅琴", phone="13812345687"), {"phone_slip", "name"}),
        (CustomerDraft(name="周雅芹", phone="13812345678"), {"phone", "same_sound"}),
        (CustomerDraft(name="周雅青", phone="13812345678"), {"phone", "close_name"}),
        (CustomerDraft(name="王敏", id_number=CARD.lower()), {"id_number"}),
        (CustomerDraft(name="周雅琴", id_number="11010519491231003X"), {"id_slip", "name"}),
        (CustomerDraft(name="周雅琴", birthday="1949-12-31"), {"birthday", "name"}),
        (CustomerDraft(name="周雅芹", birthday="1949-12-31"), {"birthday", "same_sound"}),
        (CustomerDraft(name="周 雅\u200b琴", phone="13812345678"), {"phone", "name"}),
    ],
)
def test_slips_and_variants_are_noticed(
    services: Services, draft: CustomerDraft, reasons: set[str]
) -> None:
    number = zhou(services)
    found = services.duplicates.twins(draft)
    assert [twin.row.id for twin in found] == [number]
    assert {str(reason) for reason in found[0].likeness.reasons} >= reasons
    assert not found[0].is_family


def test_a_household_shares_a_phone_and_is_told_apart(services: Services) -> None:
    zhou(services)
    found = services.duplicates.twins(CustomerDraft(name="周明轩", phone="13812345678"))
    assert [twin.is_family for twin in found] == [True]
    hint = services.duplicates.twins(CustomerDraft(name="周雅琴"))
    assert [twin.likeness.reasons for twin in hint] == [(TwinReason.NAME,)]
    assert services.duplicates.twins(CustomerDraft(name="周雅琴", phone="13700000000")) == []
    assert services.duplicates.twins(CustomerDraft()) == []


def test_other_papers_are_another_person(services: Services) -> None:
    zhou(services)
    draft = CustomerDraft(name="周雅琴", birthday="1949-12-31", id_number="350627199711275419")
    assert services.duplicates.twins(draft) == []


def test_an_open_form_compares_what_the_book_keeps_and_leaves_itself_out(
    services: Services,
) -> None:
    own = zhou(services)
    draft = services.customers.draft_of(own)
    assert services.duplicates.twins(draft, own) == []
    other = add(services, CustomerDraft(name="周雅琴", phone="13812345678"))
    assert [twin.row.id for twin in services.duplicates.twins(draft, own)] == [other]
    services.duplicates.keep_apart([own, other])
    assert services.duplicates.twins(draft, own) == []
    assert services.duplicates.twins(draft, CustomerId(999)) != []


def test_the_whole_book_is_scanned_ranked_and_remembered(services: Services) -> None:
    one = zhou(services)
    two = add(services, CustomerDraft(name="周雅琴", phone="13812345678"))
    three = add(services, CustomerDraft(name="周雅琴", phone="13812345679"))
    add(services, CustomerDraft(name="周明轩", phone="13812345678"))
    company = CustomerDraft(kind=CustomerKind.ENTERPRISE, uscc="91350100M000100Y43")
    first = add(services, replace(company, name="恒泰五金"))
    second = add(services, replace(company, name="上海恒泰五金制品有限公司"))
    groups = services.duplicates.scan()
    assert [set(group.members) for group in groups] == [{first, second}, {one, two, three}]
    assert groups[1].members[0] == one
    assert TwinReason.PHONE in groups[1].reasons
    services.duplicates.keep_apart([first, second])
    services.duplicates.keep_apart([second, first])
    assert len(services.duplicates.scan()) == 1
    services.history.undo()
    assert len(services.duplicates.scan()) == 2


def test_many_of_one_name_are_compared_by_what_comes_near(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "REPORT_EVERY", 5)
    for number in range(12):
        add(services, CustomerDraft(name="王伟", phone=f"1381{number:03d}{number:04d}"))
    twin = add(services, CustomerDraft(name="王伟", phone="13810050006", birthday="1980-01-02"))
    same_day = add(services, CustomerDraft(name="王伟", birthday="1980-01-02"))
    groups = services.duplicates.scan()
    assert [set(group.members) for group in groups] == [{6, 7, twin, same_day}]
    monkeypatch.setattr(duplicates, "LARGEST_BLOCK", 1)
    assert services.duplicates.scan() == []


class Impatient:
    """Stops at the second report."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int, Sentence | None]] = []

    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        self.seen.append((done, total, note))
        if len(self.seen) > 1:
            raise CancelledError


def test_a_scan_can_be_stopped(services: Services) -> None:
    with pytest.raises(CancelledError):
        services.duplicates.scan(Impatient())


def test_numbers_differ_by_one_sign() -> None:
    assert is_slip("13812345678", "13812345687")
    assert is_slip("13812345678", "1381234567")
    assert not is_slip("13812345678", "13812345678")
    assert not is_slip("13812345678", "13912345687")
    assert not is_slip("123456", "123457")


def test_a_person_is_no_company() -> None:
    one = Candidate(1, "person", "恒泰", "hengtai", ("13812345678",))
    other = Candidate(2, "enterprise", "恒泰", "hengtai", ("13812345678",), card_number="1")
    assert likeness(one, other) is None
    same = Candidate(3, "enterprise", "恒泰", "hengtai", (), card_number="1", uscc="X")
    assert likeness(same, other) is not None
