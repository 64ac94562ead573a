"""What is missing or wrong in the records, as a worklist."""

from datetime import date

import pytest

from branchcrm.data.tables import customer
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.quality import QualityIssue
from branchcrm.domain.wording import say
from branchcrm.services import quality
from branchcrm.services.use_cases import Services


def add(services: Services, draft: CustomerDraft) -> CustomerId:
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def test_an_empty_book_has_nothing_to_mend(services: Services) -> None:
    report = services.quality.report()
    assert (report.customers, report.completeness, report.rows) == (0, 0, ())


def test_what_is_missing_is_counted_by_kind(services: Services) -> None:
    me = services.actor.staff_id
    full = CustomerDraft(
        name="周雅琴",
        phone="13812345678",
        id_number="11010519491231002X",
        address="人民路 88 号",
        manager_id=me,
    )
    add(services, full)
    add(services, CustomerDraft(name="周明轩", phone="13812345678"))
    add(services, CustomerDraft(name="恒泰", kind=CustomerKind.ENTERPRISE, manager_id=me))
    report = services.quality.report()
    assert (report.customers, report.completeness, report.valid) == (3, (100 + 20 + 20) // 3, 3)
    assert report.counts[QualityIssue.NO_ADDRESS] == 2
    assert report.counts[QualityIssue.NO_CONTACT_NAME] == 1
    assert {row.name for row in report.rows} == {"周明轩", "恒泰"}
    assert [row.name for row in services.quality.report(me).rows] == ["恒泰"]


def test_what_is_wrong_is_named(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    one = add(services, CustomerDraft(name="周雅琴", id_number="11010519491231002X"))
    two = add(services, CustomerDraft(name="周明轩"))
    firm = add(services, CustomerDraft(name="恒泰", kind=CustomerKind.ENTERPRISE))
    passport = add(services, CustomerDraft(name="李四", id_type="passport", id_number="E12345678"))
    lunar = add(
        services,
        CustomerDraft(name="王五", id_number="350627199711275419", birthday="农历1997-10-28"),
    )
    with services.context.write("test", say("修改客户{name}", name="")) as work:
        work.rows.update(customer, int(one), {"birth_day": 30, "gender": "male"})
        wrong = {"phone": "1381234", "id_number": "123", "opened_on": date(2030, 1, 1)}
        work.rows.update(customer, int(two), {**wrong, "id_type": "id_card"})
        work.rows.update(customer, int(firm), {"uscc": "123"})
        work.commit()
    monkeypatch.setattr(quality, "MOST_KEPT", 5)
    report = services.quality.report()
    found = {row.customer_id: set(row.issues) for row in report.rows}
    assert found[one] >= {QualityIssue.OTHER_BIRTHDAY, QualityIssue.OTHER_GENDER}
    assert found[two] >= {
        QualityIssue.WRONG_PHONE,
        QualityIssue.WRONG_PAPERS,
        QualityIssue.FUTURE_OPENING,
    }
    assert QualityIssue.WRONG_PAPERS in found[firm]
    assert QualityIssue.WRONG_PAPERS not in found[passport]
    assert QualityIssue.OTHER_BIRTHDAY not in found[lunar]
    assert report.valid == 2
    monkeypatch.setattr(quality, "MOST_KEPT", 1)
    assert len(services.quality.report().rows) == 1
