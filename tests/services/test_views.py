"""Views of the customer list are kept, found again, shared by right, and taken back."""

from dataclasses import replace

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError, NotFoundError
from branchcrm.domain.filter_text import filter_text
from branchcrm.domain.filter_tokens import FilterTextError
from branchcrm.domain.ids import ViewId
from branchcrm.domain.ready_view import READY_VIEWS
from branchcrm.domain.saved_view import (
    LONGEST_NAME,
    MOST_COLUMNS,
    ForeignViewError,
    ViewColumn,
    ViewDraft,
    ViewNameTakenError,
)
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services

GOLD = ViewDraft(
    name=" 重点  客户 ",
    condition="层级 = 高|中 且 未联系天数 >= 30",
    columns=(ViewColumn(key="name", width=200), ViewColumn(key="tag")),
    sort_key="tag",
    is_descending=False,
    density="compact",
)


def add(services: Services, draft: ViewDraft = GOLD) -> ViewId:
    """Keep a view."""
    return ViewId(services.views.add(draft).only_id(Aspect.VIEW))


def names(services: Services) -> list[str]:
    """Give the names of the views that a person sees."""
    return [view.name for view in services.views.all()]


def test_a_view_is_kept_as_it_looks_in_stored_words(services: Services) -> None:
    number = add(services)
    view = services.views.get(number)
    assert view.name == "重点 客户"
    assert view.owner == "王敏"
    kept = replace(GOLD, name="重点 客户", condition="tier = high|mid and no_contact >= 30")
    assert view.draft == kept
    assert services.views.named("重点 客户") == view
    assert services.views.named("没有") is None


def test_everything_done_to_views_is_undone_and_redone(services: Services) -> None:
    first, second = add(services), add(services, ViewDraft(name="乙"))
    services.views.save_over(first, replace(GOLD, name="甲", is_pinned=True))
    services.views.place([second, first])
    assert names(services) == ["乙", "甲"]
    services.history.undo()
    assert names(services) == ["甲", "乙"]
    services.history.undo()
    assert names(services) == ["重点 客户", "乙"]
    services.views.remove(first)
    assert names(services) == ["乙"]
    services.history.undo()
    assert names(services) == ["重点 客户", "乙"]
    assert all(check.is_ok for check in services.history.verify())


def test_a_view_shows_whom_its_condition_names(services: Services) -> None:
    zhou = services.customers.add(CustomerDraft(name="周雅琴", stage="lost"))
    services.customers.add(CustomerDraft(name="何秀兰"))
    add(services, ViewDraft(name="周姓", condition="name contains 周"))

    def shown(name: str) -> list[int]:
        return list(services.customers.ids(services.views.filter_of(name), CustomerOrder()))

    assert shown("周姓") == [zhou.only_id(Aspect.CUSTOMER)]
    assert shown("lost") == [zhou.only_id(Aspect.CUSTOMER)]
    assert len(shown("none")) == 2
    assert shown("removed") == []
    assert services.views.filter_of("bin").is_removed
    for key in READY_VIEWS:
        assert isinstance(services.views.filter_of(key), CustomerFilter)
    with pytest.raises(NotFoundError, match="视图"):
        services.views.filter_of("没有")


def test_a_view_is_pinned_and_shared_by_right(services: Services, clerk: Services) -> None:
    number = add(services)
    services.views.pin(number, is_pinned=True)
    assert names(clerk) == []
    services.views.share(number, is_shared=True)
    assert names(clerk) == ["重点 客户"]
    assert services.views.get(number).draft.is_pinned
    own = add(clerk, ViewDraft(name="我的"))
    assert names(services) == ["重点 客户"]
    with pytest.raises(NotAllowedError):
        clerk.views.share(own, is_shared=True)
    with pytest.raises(ForeignViewError, match="王敏"):
        clerk.views.save_over(number, replace(GOLD, name="改"))
    with pytest.raises(ForeignViewError):
        clerk.views.remove(number)
    with pytest.raises(ForeignViewError):
        services.views.remove(own)
    assert not clerk.views.may_share
    clerk.views.place([number, own])
    assert [view.position for view in services.views.all()] == [1]
    services.views.remove(number)


def test_a_shared_view_is_left_alone_by_one_who_lost_the_right(
    services: Services, clerk: Services
) -> None:
    number = add(clerk, ViewDraft(name="我的"))
    with services.context.write("view.edit", say("共享")) as work:
        shared = ViewDraft(name="我的", is_shared=True)
        work.views.change(number, shared, work.clock.now())
        work.commit()
    with pytest.raises(NotAllowedError):
        clerk.views.save_over(number, ViewDraft(name="我的", density="roomy"))
    with pytest.raises(NotAllowedError):
        clerk.views.remove(number)
    services.views.save_over(number, ViewDraft(name="大家的", is_shared=True))
    assert names(clerk) == ["大家的"]


def test_a_view_needs_a_name_that_nobody_has(services: Services) -> None:
    add(services)
    with pytest.raises(ViewNameTakenError):
        add(services, replace(GOLD, name="重点 客户"))
    for draft in (
        ViewDraft(name="  "),
        ViewDraft(name="长" * (LONGEST_NAME + 1)),
        ViewDraft(name="多", columns=(ViewColumn(key="x"),) * (MOST_COLUMNS + 1)),
        ViewDraft(name="宽", columns=(ViewColumn(key="x", width=0),)),
        ViewDraft(name="高", density="huge"),
    ):
        with pytest.raises(InvalidDraftError):
            add(services, draft)
    with pytest.raises(FilterTextError):
        add(services, ViewDraft(name="坏", condition="tier ="))
    with pytest.raises(NotFoundError):
        services.views.get(ViewId(99))


def test_filters_are_read_in_both_languages_and_know_the_people(services: Services) -> None:
    node = services.filters.read("客户经理 = 王敏|本人 且 层级 = 高")
    assert filter_text(node) == "manager = 王敏|me and tier = high"
    assert services.filters.read("") is None
    with pytest.raises(NotFoundError, match="无此人"):
        services.filters.read("manager = 无此人")
    assert services.filters.catalogue().get("tier") is not None


def test_what_the_book_has_no_more_is_left_out_of_a_look(services: Services) -> None:
    columns = (ViewColumn(key="gone"), ViewColumn(key="tag"), ViewColumn(key="contacts"))
    add(services, ViewDraft(name="甲", columns=columns, sort_key="gone"))
    look = services.views.look_of("甲")
    assert [field.key for field in look.columns] == ["tag"]
    assert look.order == CustomerOrder()
    assert services.views.look_of("all").columns == ()


def test_fields_are_found_by_name_pinyin_and_initials_in_their_groups(services: Services) -> None:
    choices = services.filters.choices()
    words = {choice.field.key: choice.words.split() for choice in choices}
    assert {"未联系天数", "weilianxitianshu", "wlxts", "no_contact"} <= set(words["no_contact"])
    groups = [choice.field.group for choice in choices]
    assert groups == sorted(groups, key=list(type(groups[0])).index)
    assert len(choices) == len(services.filters.catalogue().fields)
