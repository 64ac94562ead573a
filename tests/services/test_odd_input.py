"""Odd things that are typed about customers: kept whole, or refused with a clear word."""

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.services.use_cases import Services

LONG_NAME = "阿卜杜热合曼·买买提·艾力·吐尔逊·玉素甫江·库尔班·阿不都·克里木·依明江·托合提亚"


def add(services: Services, draft: CustomerDraft) -> CustomerId:
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


@pytest.mark.parametrize("name", ["𠮷野家", "王㼆", "欧阳𬎆", LONG_NAME])
def test_rare_and_long_names_are_kept_and_found(services: Services, name: str) -> None:
    number = add(services, CustomerDraft(name=name))
    assert services.customers.get(number).name == name
    assert services.customers.search(name).hits[0].row.id == number
    assert [twin.row.id for twin in services.duplicates.twins(CustomerDraft(name=name))] == [number]


def test_signs_that_nobody_sees_are_taken_out(services: Services) -> None:
    number = add(services, CustomerDraft(name="周\u200b雅 琴\ufeff"))
    assert services.customers.get(number).name == "周雅琴"


def test_a_smile_in_a_name_is_doubted_and_too_long_a_name_refused(services: Services) -> None:
    draft = CustomerDraft(name="周雅琴😀", phone="13812345678")
    assert [doubt.field for doubt in services.customers.check(draft)] == ["name"]
    with pytest.raises(InvalidDraftError) as refused:
        services.customers.add(CustomerDraft(name="周" * 51))
    assert [problem.field for problem in refused.value.problems] == ["name"]


def test_a_note_of_ten_thousand_signs_is_kept_and_one_more_is_refused(services: Services) -> None:
    number = add(services, CustomerDraft(name="周雅琴", note="长" * 10_000))
    assert len(services.customers.get(number).facts.note) == 10_000
    with pytest.raises(InvalidDraftError, match="10,001"):
        services.customers.add(CustomerDraft(name="周雅琴", note="长" * 10_001))


@pytest.mark.parametrize("birthday", ["农历2000-02-31", "农历2001-闰04-31", "2月30日"])
def test_a_day_that_does_not_exist_is_refused(services: Services, birthday: str) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        services.customers.add(CustomerDraft(name="周雅琴", birthday=birthday))
    assert [problem.field for problem in refused.value.problems] == ["birthday"]


@pytest.mark.parametrize(
    ("birthday", "is_right"),
    [
        ("农历2000-闰03-10", False),
        ("农历2020-闰04-10", True),
        ("农历2020-闰04-30", False),
        ("农历2000-03-10", True),
        ("农历08-30", True),
        ("农历1899-02-10", True),
    ],
)
def test_a_lunar_day_that_its_year_does_not_have_is_refused(
    services: Services, birthday: str, *, is_right: bool
) -> None:
    draft = CustomerDraft(name="周雅琴", birthday=birthday)
    if is_right:
        assert services.customers.get(add(services, draft)).facts.birthday is not None
        return
    with pytest.raises(InvalidDraftError, match="农历里没有"):
        services.customers.add(draft)


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", 'NEAR("周" "雅")', "周*", "AND", "%", "_", "^周", "周:雅"]
)
def test_signs_of_query_languages_are_only_signs(services: Services, text: str) -> None:
    add(services, CustomerDraft(name="周雅琴"))
    assert services.customers.search(text).total >= 0


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("440524188001010014", True),
        ("350627199711275419", True),
        ("130503670401001", True),
        ("23023019950212522X", False),
    ],
)
def test_identity_cards_of_the_standard(services: Services, number: str, *, is_right: bool) -> None:
    draft = CustomerDraft(name="周雅琴", id_number=number)
    if is_right:
        assert services.customers.get(add(services, draft)).facts.id_number
        return
    with pytest.raises(InvalidDraftError):
        services.customers.add(draft)
