"""Cards, calendars and labels leave by right, masked unless in full, and not for who wants none."""

from dataclasses import replace
from pathlib import Path

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder
from branchcrm.domain.errors import NotAllowedError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.label_sheet import LabelSheet
from branchcrm.domain.people import ContactPersonDraft
from branchcrm.domain.rights import Role
from branchcrm.domain.visit import VisitDraft
from branchcrm.exchange.errors import UnsupportedTargetError
from branchcrm.services import address_labels, contact_files
from branchcrm.services.address_labels import LabelRequest, NoLabelsError, TooManyLabelsError
from branchcrm.services.contact_files import (
    CalendarRequest,
    CardRequest,
    NothingToWriteError,
    TooManyCardsError,
)
from branchcrm.services.use_cases import Services

PHONE = "13900000271"
LIN, SHOP, BARRED = CustomerId(1), CustomerId(2), CustomerId(3)
HOME = "北京市海淀区中关村南大街 5 号"
ALL = (CustomerFilter(), CustomerOrder())


@pytest.fixture
def filled(services: Services) -> Services:
    """A man, a company with a contact person, and a woman who wants no contact."""
    for draft in (
        CustomerDraft(
            name="林国栋",
            phone=PHONE,
            gender="male",
            address=HOME,
            email="lin@x.com",
            employer="市第二小学",
            birthday="1984-11-03",
        ),
        CustomerDraft(name="滨江商贸有限公司", kind="enterprise", contact_name="赵倩"),
        CustomerDraft(name="周雅琴", phone="13800005678", address="滨江路 16 号"),
    ):
        services.customers.add(draft)
    services.people.add_contact(
        SHOP, ContactPersonDraft(name="赵倩", phone="13700001234", role="财务")
    )
    services.people.add_contact(SHOP, ContactPersonDraft(name="孙佩华"))
    services.visits.add(LIN, VisitDraft(at="2026-09-18 10:30", kind="visit", purpose="理财到期"))
    services.visits.add(SHOP, VisitDraft(at="2026-09-21", purpose="续签"))
    services.visits.add(BARRED, VisitDraft(at="2026-09-22", purpose="问候"))
    services.consents.ban(BARRED, "本人要求")
    return services


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8").replace("\r\n ", "")


def last(services: Services) -> str:
    return services.history.latest(limit=1)[0].summary.text()


def test_cards_are_masked_and_leave_out_who_wants_no_contact(
    filled: Services, tmp_path: Path
) -> None:
    outcome = filled.contact_files.write_cards(tmp_path / "a.vcf", CardRequest())
    text = text_of(tmp_path / "a.vcf")
    assert (outcome.count, outcome.barred) == (4, 1)
    assert PHONE not in text
    for words in ("林**", "139****0271", "l***@x.com", "海淀区********", "滨江商贸有限公司"):
        assert words in text
    assert "周" not in text
    assert "BDAY" not in text
    assert "TITLE:财务" in text
    assert last(filled) == "导出联系人名片 4 张到 a.vcf（脱敏）"


def test_full_cards_need_their_right_and_can_do_without_contact_persons(
    filled: Services, clerk: Services, tmp_path: Path
) -> None:
    request = CardRequest(is_full=True)
    with pytest.raises(NotAllowedError):
        clerk.contact_files.write_cards(tmp_path / "a.vcf", request)
    filled.contact_files.write_cards(tmp_path / "a.vcf", request)
    text = text_of(tmp_path / "a.vcf")
    for words in (PHONE, "13700001234", "FN:林国栋", HOME, "BDAY:1984-11-03", "ORG:市第二小学"):
        assert words in text
    alone = CardRequest(is_full=True, with_people=False)
    assert filled.contact_files.write_cards(tmp_path / "b.vcf", alone).count == 2


def test_nobody_too_many_and_another_ending_are_refused(
    filled: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = filled.contact_files
    with pytest.raises(NothingToWriteError):
        files.write_cards(tmp_path / "a.vcf", CardRequest(filter=CustomerFilter(ids=(BARRED,))))
    with pytest.raises(UnsupportedTargetError):
        files.write_cards(tmp_path / "a.xlsx", CardRequest())
    with pytest.raises(UnsupportedTargetError):
        files.write_calendar(tmp_path / "a.csv", CalendarRequest())
    with pytest.raises(NothingToWriteError):
        files.write_calendar(tmp_path / "a.ics", CalendarRequest(ids=[VisitId(3)]))
    monkeypatch.setattr(contact_files, "MOST_CARDS", 1)
    with pytest.raises(TooManyCardsError):
        files.write_cards(tmp_path / "a.vcf", CardRequest())
    assert not list(tmp_path.glob("*.vcf"))


def test_visits_go_into_a_calendar_masked_or_by_right_in_full(
    filled: Services, clerk: Services, tmp_path: Path
) -> None:
    filled.visits.cancel(VisitId(2), "改期")
    outcome = filled.contact_files.write_calendar(tmp_path / "a.ics", CalendarRequest())
    text = text_of(tmp_path / "a.ics")
    assert (outcome.count, outcome.barred) == (2, 1)
    assert "SUMMARY:回访 林**：理财到期" in text
    assert "139****0271" in text
    assert "LOCATION:北京市海淀区********" in text
    assert "SUMMARY:回访 滨江商贸有限公司：续签" in text
    assert "STATUS:CANCELLED" in text
    assert "DTSTART:20260918T023000Z" in text
    assert last(filled) == "导出回访日历 2 次到 a.ics（脱敏）"
    one = CalendarRequest(ids=[VisitId(1)], is_full=True)
    with pytest.raises(NotAllowedError):
        clerk.contact_files.write_calendar(tmp_path / "b.ics", one)
    assert filled.contact_files.write_calendar(tmp_path / "b.ics", one).count == 1
    again = text_of(tmp_path / "b.ics")
    assert PHONE in again
    uids = [line for line in text.split("\r\n") if line.startswith("UID:visit-1@")]
    assert uids[0] in again.split("\r\n")


def test_labels_carry_addresses_in_full_by_right(
    filled: Services, clerk: Services, tmp_path: Path
) -> None:
    run = filled.address_labels.labels(*ALL)
    assert [(one.address, one.addressee) for one in run.labels] == [(HOME, "林国栋 先生 收")]
    assert (run.barred, run.lacking) == (1, 1)
    filled.customers.edit(
        SHOP,
        CustomerDraft(
            name="滨江商贸有限公司", kind="enterprise", contact_name="赵倩", address="一号"
        ),
    )
    filled.customers.add(CustomerDraft(name="沈一帆", address="二号"))
    with pytest.raises(NotAllowedError):
        clerk.address_labels.labels(*ALL)
    outcome = filled.address_labels.write(
        tmp_path / "a.pdf", LabelRequest(sheet=LabelSheet(rows=7, columns=2))
    )
    assert sorted(one.addressee for one in outcome.run.labels) == [
        *("林国栋 先生 收", "沈一帆 收", "滨江商贸有限公司 赵倩 收")
    ]
    assert outcome.file.read_bytes().startswith(b"%PDF")
    assert last(filled) == "导出地址标签 3 张到 a.pdf（完整）"


def test_labels_for_nobody_too_many_or_under_another_name_are_refused(
    filled: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoLabelsError):
        filled.address_labels.labels(CustomerFilter(ids=(SHOP,)), CustomerOrder())
    with pytest.raises(UnsupportedTargetError):
        filled.address_labels.write(tmp_path / "a.docx", LabelRequest())
    monkeypatch.setattr(address_labels, "MOST_LABELS", 1)
    with pytest.raises(TooManyLabelsError):
        filled.address_labels.labels(*ALL)


def test_an_auditor_takes_nothing_out(book: Book, tmp_path: Path) -> None:
    auditor = book.services(replace(book.actor(), role=Role.AUDITOR))
    with pytest.raises(NotAllowedError):
        auditor.contact_files.write_cards(tmp_path / "a.vcf", CardRequest())
    with pytest.raises(NotAllowedError):
        auditor.contact_files.write_calendar(tmp_path / "a.ics", CalendarRequest())
