"""Erasing a customer for good: nothing is left of them, and the book still proves itself."""

import zlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft
from branchcrm.domain.consent import ConsentDraft, Purpose
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError, NotFoundError
from branchcrm.domain.holding import HoldingDraft
from branchcrm.domain.ids import ComplaintId, CustomerId, TransactionId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.people import ContactPersonDraft, GroupKind, LinkKind
from branchcrm.domain.purge import (
    PurgeFacts,
    PurgeHeldError,
    PurgeNotBinnedError,
    PurgeUnconfirmedError,
    RetentionRule,
    holds_of,
    years_after,
)
from branchcrm.domain.rights import Role
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.wording import say
from branchcrm.services.complaint_drafts import StepDraft
from branchcrm.services.use_cases import Services

NAME, FORMER, PHONE, SECRET = "周雅琴", "周雅芹", "13812345678", "想给女儿攒学费"
TODAY = date(2026, 9, 17)


def add(services: Services, name: str, **facts: str) -> CustomerId:
    draft = CustomerDraft(name=name, **facts)  # type: ignore[arg-type]
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def lived(services: Services, folder: Path) -> CustomerId:
    """Make a customer with a bit of everything, some of it changed and removed again."""
    zhou = add(services, FORMER, phone=PHONE, note=SECRET)
    lin, ming = add(services, "林国栋"), add(services, "周明轩")
    draft = services.customers.draft_of(zhou)
    services.customers.edit(zhou, replace(draft, name=NAME, address="人民路 88 号"))
    services.customers.edit(lin, replace(services.customers.draft_of(lin), address="滨江路"))
    services.interactions.log(zhou, InteractionDraft(note=SECRET))
    services.visits.add(zhou, VisitDraft(at="9-25 10:00", purpose=SECRET))
    first = services.transactions.add(zhou, TransactionDraft(date="2015-01-05", amount="100"))
    services.transactions.reverse(TransactionId(first.only_id(Aspect.TRANSACTION)))
    services.holdings.add(zhou, HoldingDraft(product="国债", amount="5万", note=SECRET))
    for name in ("身份证.txt", "合同.txt"):
        path = folder / name
        path.write_text(SECRET + name, encoding="utf-8")
        services.attachments.add(zhou, path)
    services.attachments.remove(services.attachments.of_customer(zhou)[0].id)
    services.attachments.set_tags(zhou, ["教育金", "攒学费"])
    services.attachments.set_tags(zhou, ["教育金"])
    services.people.add_contact(zhou, ContactPersonDraft(name="陈静", phone="13612342210"))
    services.people.link(zhou, lin, LinkKind.REFERRER, "")
    services.people.join(zhou, ming, GroupKind.HOUSEHOLD, "配偶")
    consent = ConsentDraft(
        purpose=Purpose.MARKETING, channel=Channel.PHONE, is_given=True, evidence=SECRET
    )
    services.consents.record(zhou, consent)
    services.settings.keep_draft(f"customer.{zhou}", {"note": SECRET, "name": NAME})
    services.settings.keep_draft("customer", {"name": "林国栋"})
    return zhou


def binned(services: Services, folder: Path) -> CustomerId:
    zhou = lived(services, folder)
    services.purges.set_rule(RetentionRule(complaint_years=5, record_years=0))
    services.customers.remove([zhou])
    return zhou


def everything(services: Services) -> str:
    """Give all that the book holds as one text, packed parts unpacked."""
    parts: list[str] = []
    with services.context.read() as work:
        names = work.connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
            " AND name NOT LIKE 'customer_search%'"
        ).scalars()
        for name in list(names):
            for row in work.connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608
                parts += [_text(value) for value in row]
    return "\n".join(parts)


def _text(value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return zlib.decompress(value).decode()
    except (zlib.error, UnicodeDecodeError):
        return value.decode("utf-8", "replace")


def is_whole(services: Services) -> bool:
    return all(check.is_ok for check in services.history.verify())


def tampered(services: Services, sql: str) -> list[str]:
    """Alter the book around the program; give the names of the checks that notice."""
    with services.context.unit_of_work.database.write() as connection:
        connection.exec_driver_sql(sql)
        transaction = connection.get_transaction()
        assert transaction is not None
        transaction.commit()
    return [check.name for check in services.history.verify() if not check.is_ok]


def test_nothing_of_an_erased_customer_is_left_anywhere(services: Services, tmp_path: Path) -> None:
    zhou = binned(services, tmp_path)
    before = everything(services)
    assert all(word in before for word in (NAME, FORMER, PHONE, SECRET, "陈静", "攒学费"))
    plan = services.purges.plan(zhou)
    assert plan.holds == ()
    assert plan.consequences[0].text() == (
        "周雅琴的资料、1 条互动、1 次回访、2 笔交易、1 个附件、1 项持有产品，"
        "以及联系人、关系、授权、标签和查找索引都会删除，不能恢复"
    )
    changes = services.purges.purge(zhou, plan.code)
    after = everything(services)
    for word in (NAME, FORMER, PHONE, SECRET, "陈静", "攒学费", "身份证.txt", "人民路 88"):
        assert word not in after, word
    assert "林国栋" in after
    assert is_whole(services)
    assert services.customers.search("zyq").total == 0
    with pytest.raises(NotFoundError):
        services.customers.get(zhou)
    assert changes.summary.text() == "永久删除 1 位客户"
    assert add(services, "新客户") > zhou
    assert services.settings.draft(f"customer.{zhou}") is None
    assert services.settings.draft("customer") is not None


def test_what_others_did_can_still_be_undone(services: Services, tmp_path: Path) -> None:
    zhou = binned(services, tmp_path)
    lin = services.customers.search("林国栋").hits[0].row.id
    edit = next(
        one for one in services.history.latest(customer_id=lin) if one.name == "customer.edit"
    )
    services.purges.purge(zhou, services.purges.plan(zhou).code)
    services.history.undo(edit.id)
    assert services.customers.get(lin).facts.address == ""
    assert is_whole(services)
    told = [one.summary.text() for one in services.history.latest()]
    assert "新建客户（已永久删除）" in told
    assert "修改客户林国栋" in told
    assert not any(NAME in words for words in told)


FORGED_ACTOR = """
UPDATE operation SET actor = '别人' WHERE id = (SELECT min(operation_id) FROM erased_operation)
"""
FORGED_CHANGE = """
UPDATE operation_change SET first_id = 99 WHERE kind = 'changed' AND operation_id = (
  SELECT max(operation_id) FROM erased_operation WHERE operation_id IN (
    SELECT operation_id FROM operation_change WHERE kind = 'changed'))
"""


@pytest.mark.parametrize(
    ("sql", "noticed"),
    [
        (FORGED_ACTOR, ["chain"]),
        (FORGED_CHANGE, ["contents"]),
        ("DELETE FROM erased_operation WHERE id = 1", ["chain"]),
        ("UPDATE erased_operation SET header = zeroblob(32) WHERE id = 1", ["chain", "contents"]),
        ("UPDATE erased_operation SET touched_op = 1", ["chain"]),
    ],
)
def test_what_is_left_cannot_be_altered_unnoticed(
    services: Services, tmp_path: Path, sql: str, noticed: list[str]
) -> None:
    zhou = binned(services, tmp_path)
    services.purges.purge(zhou, services.purges.plan(zhou).code)
    assert tampered(services, sql)[: len(noticed)] == noticed


def test_the_same_operation_can_lose_two_customers_one_after_the_other(
    services: Services,
) -> None:
    pair = [add(services, "王一"), add(services, "王二")]
    services.purges.set_rule(RetentionRule(record_years=0))
    services.customers.remove(pair)
    for number in pair:
        services.purges.purge(number, services.purges.plan(number).code)
        assert is_whole(services)
    assert "王一" not in everything(services)
    assert services.history.latest(limit=1)[0].name == "customer.purge"


def test_a_group_of_three_goes_on_under_the_name_of_who_is_left(services: Services) -> None:
    zhou, ming, xin = (add(services, name) for name in (NAME, "周明轩", "周可欣"))
    services.people.join(zhou, ming, GroupKind.HOUSEHOLD, "配偶")
    services.people.join(zhou, xin, GroupKind.HOUSEHOLD, "子女")
    services.customers.remove([zhou])
    services.purges.purge(zhou, services.purges.plan(zhou).code)
    [group] = services.people.of_customer(ming).groups
    assert (group.name, len(group.members)) == ("周明轩家", 2)
    assert NAME not in everything(services)
    assert is_whole(services)


def test_a_group_of_others_keeps_its_name(services: Services) -> None:
    ming, xin, zhou = (add(services, name) for name in ("周明轩", "周可欣", NAME))
    services.people.join(ming, xin, GroupKind.HOUSEHOLD, "子女")
    services.people.join(ming, zhou, GroupKind.HOUSEHOLD, "配偶")
    services.customers.remove([zhou])
    services.purges.purge(zhou, services.purges.plan(zhou).code)
    assert services.people.of_customer(ming).groups[0].name == "周明轩家"


def test_those_who_were_merged_in_go_as_well(services: Services) -> None:
    zhou, twin = add(services, NAME), add(services, FORMER, phone=PHONE)
    services.merges.merge([zhou, twin])
    services.customers.remove([zhou])
    plan = services.purges.plan(zhou)
    assert plan.merged == (FORMER,)
    assert "合并进来的档案也一起删除：周雅芹" in [words.text() for words in plan.consequences]
    services.purges.purge(zhou, plan.code)
    text = everything(services)
    assert not any(word in text for word in (NAME, FORMER, PHONE))
    assert is_whole(services)


def test_equal_files_of_others_stay(services: Services, tmp_path: Path) -> None:
    zhou, lin, xin = (add(services, name) for name in (NAME, "林国栋", "周可欣"))
    shared, lost = tmp_path / "公告.txt", tmp_path / "旧公告.txt"
    shared.write_text("公告", encoding="utf-8")
    lost.write_text("旧公告", encoding="utf-8")
    for path, other in ((shared, lin), (lost, xin)):
        services.attachments.add(zhou, path)
        services.attachments.add(other, path)
    services.attachments.remove(services.attachments.of_customer(xin)[0].id)
    removal = services.history.latest(limit=1)[0].id
    services.customers.remove([zhou])
    services.purges.purge(zhou, services.purges.plan(zhou).code)
    assert (
        services.attachments.content(services.attachments.of_customer(lin)[0].id) == "公告".encode()
    )
    services.history.undo(removal)
    assert services.attachments.content(services.attachments.of_customer(xin)[0].id) != b""


def test_raw_rows_of_imports_that_name_the_customer_go(services: Services) -> None:
    zhou = add(services, NAME, phone=PHONE)
    texts = (f'["{NAME}"]', '["\\u5468\\u96c5\\u7434"]', f'["{PHONE}"]', '["林国栋"]')
    with services.context.write("import.customers", say("导入客户")) as work:
        blocks = [(number, zlib.compress(text.encode())) for number, text in enumerate(texts)]
        now = work.clock.now()
        file = work.imports.begin_file("客户.xlsx", b"", work.operation_id, now)
        work.imports.keep_blocks(file, blocks)
        work.commit()
    services.customers.remove([zhou])
    services.purges.purge(zhou, "C-000001")
    with services.context.read() as work:
        kept = work.connection.exec_driver_sql("SELECT content FROM import_block").scalars().all()
    assert [zlib.decompress(content).decode() for content in kept] == ['["林国栋"]']


def test_only_who_is_in_the_bin_and_named_by_code_is_erased(services: Services) -> None:
    zhou = add(services, NAME)
    with pytest.raises(PurgeNotBinnedError, match="回收站"):
        services.purges.plan(zhou)
    services.customers.remove([zhou])
    with pytest.raises(PurgeUnconfirmedError, match="C-000001"):
        services.purges.purge(zhou, "周雅琴")
    assert services.customers.get(zhou).is_removed
    services.customers.restore([zhou])
    assert not services.customers.get(zhou).is_removed


def test_open_complaints_and_periods_forbid_an_erasure(
    services: Services, clock: FixedClock
) -> None:
    zhou = add(services, NAME)
    services.transactions.add(zhou, TransactionDraft(date="2026-09-01", amount="100"))
    logged = services.complaints.log(
        ComplaintDraft(customer_id=zhou, subject="排队", text="排了很久")
    )
    complaint = ComplaintId(logged.only_id(Aspect.COMPLAINT))
    services.customers.remove([zhou])
    with pytest.raises(PurgeHeldError) as refused:
        services.purges.purge(zhou, "C-000001")
    assert "还有 1 件投诉没有结案" in str(refused.value.places["reasons"].text())  # type: ignore[attr-defined]
    services.complaint_course.withdraw(complaint, StepDraft(note="本人撤回"))
    told = [words.text() for words in services.purges.plan(zhou).holds]
    assert told == [
        "投诉结案后要保存 5 年，到 2031-09-17",
        "最后一笔交易后要保存 10 年，到 2036-09-01",
    ]
    clock.moment += timedelta(days=3660)
    services.purges.purge(zhou, "C-000001")
    assert is_whole(services)
    assert "排了很久" not in everything(services)


def test_periods_are_counted_in_years_and_can_be_set(services: Services) -> None:
    facts = PurgeFacts(open_complaints=0, last_closed_on=None, last_trade_on=date(2024, 2, 29))
    assert holds_of(facts, RetentionRule(record_years=2), TODAY) == ()
    assert years_after(date(2024, 2, 29), 10) == date(2034, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert services.purges.rule() == RetentionRule()
    services.purges.set_rule(RetentionRule(record_years=0))
    assert services.purges.rule().record_years == 0
    with pytest.raises(InvalidDraftError):
        services.purges.set_rule(RetentionRule(complaint_years=-1))


def test_only_an_administrator_erases(book: Book, services: Services) -> None:
    zhou = add(services, NAME)
    services.customers.remove([zhou])
    manager = book.services(replace(services.actor, role=Role.BRANCH_MANAGER))
    with pytest.raises(NotAllowedError, match="永久删除"):
        manager.purges.purge(zhou, "C-000001")


def test_the_bin_gives_a_customer_back_with_everything(services: Services, tmp_path: Path) -> None:
    zhou = lived(services, tmp_path)
    before = (
        list(services.timelines.all(zhou)),
        services.holdings.of_customer(zhou),
        services.people.of_customer(zhou),
        services.consents.sheet(zhou),
        services.attachments.of_customer(zhou),
        services.attachments.tags(zhou),
        services.customers.draft_of(zhou),
    )
    services.customers.remove([zhou])
    assert services.customers.search("zyq").total == 0
    services.customers.restore([zhou])
    after = (
        list(services.timelines.all(zhou)),
        services.holdings.of_customer(zhou),
        services.people.of_customer(zhou),
        services.consents.sheet(zhou),
        services.attachments.of_customer(zhou),
        services.attachments.tags(zhou),
        services.customers.draft_of(zhou),
    )
    assert after == before
    assert services.customers.search("zyq").total == 1
