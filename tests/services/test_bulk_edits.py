"""Many customers changed at once, as one operation, and taken back in one step."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchcrm.domain.attachment import MOST_TAGS
from branchcrm.domain.bulk_edit import (
    BulkAction,
    BulkStep,
    NobodyChangesError,
    NothingChosenError,
    NotInBulkError,
)
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import CancelledError, InvalidDraftError, NotAllowedError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.wording import Sentence
from branchcrm.services.use_cases import Services

SETTING = BulkAction.SET


def setting(field: str, value: str) -> BulkStep:
    return BulkStep(action=SETTING, field=field, value=value)


def clearing(field: str) -> BulkStep:
    return BulkStep(action=BulkAction.CLEAR, field=field)


def tagging(name: str, action: BulkAction = BulkAction.ADD_TAG) -> BulkStep:
    return BulkStep(action=action, value=name)


def add(services: Services, name: str, **values: object) -> CustomerId:
    draft = replace(CustomerDraft(name=name), **values)  # type: ignore[arg-type]
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def three(services: Services) -> list[CustomerId]:
    names = ("周雅琴", "林国栋", "何秀兰")
    return [add(services, name, address="人民路") for name in names]


def facts(services: Services, ids: Sequence[int], field: str) -> list[object]:
    return [getattr(services.customers.get(CustomerId(one)).facts, field) for one in ids]


def picture(services: Services) -> list[tuple[object, ...]]:
    """Give all that a bulk change may touch, row by row."""
    with services.context.read() as work:
        customers = work.connection.exec_driver_sql("SELECT * FROM customer ORDER BY id").all()
        tags = work.connection.exec_driver_sql("SELECT * FROM customer_tag ORDER BY id").all()
    return [tuple(row) for row in (*customers, *tags)]


def test_a_preview_counts_and_shows_before_and_after_without_writing(services: Services) -> None:
    ids = three(services)
    add_one = add(services, "陈静", source="活动")
    before = picture(services)
    plan = services.bulk_edits.plan([*ids, add_one], [setting("source", "活动")])
    assert (plan.total, plan.changed, plan.unchanged) == (4, 3, 1)
    sample = plan.samples[0]
    assert (sample.name, sample.field, sample.before, sample.after) == (
        "周雅琴",
        "source",
        "",
        "活动",
    )
    assert picture(services) == before


def test_values_are_set_cleared_and_tagged_in_one_operation_and_undone(
    services: Services,
) -> None:
    ids = three(services)
    services.attachments.set_tags(ids[0], ["旧", "重点"])
    before = picture(services)
    manager = services.customers.manager_of("王敏")
    steps = [
        setting("stage", "沉睡"),
        setting("manager", str(int(manager))),
        setting("opened_on", "2024-03-05"),
        setting("note", "打 13812345678"),
        clearing("address"),
        tagging("重点"),
        tagging("旧", BulkAction.REMOVE_TAG),
    ]
    plan = services.bulk_edits.plan(ids, steps)
    shown = {one.field: (one.before, one.after) for one in plan.samples[:6]}
    assert shown["manager"] == ("", "王敏")
    assert shown["opened_on"] == ("", "2024-03-05")
    assert shown["note"] == ("", "打 138****5678")
    assert shown["tags"] == ("旧、重点", "重点")
    changes = services.bulk_edits.apply(ids[:2], steps)
    assert changes.summary.text().startswith("批量修改 2 位客户：阶段、客户经理")
    assert facts(services, ids, "stage") == ["dormant", "dormant", "active"]
    assert facts(services, ids, "address") == ["", "", "人民路"]
    assert [services.attachments.tags(one) for one in ids] == [["重点"], ["重点"], []]
    services.history.undo(changes.operation_id)
    after = picture(services)
    assert after == before
    assert all(check.is_ok for check in services.history.verify())


def test_who_cannot_take_it_is_named_and_left_alone(services: Services) -> None:
    ids = three(services)
    shop = add(services, "恒泰五金有限公司", kind="enterprise")
    full = add(services, "陈静")
    services.attachments.set_tags(full, [f"标签{number}" for number in range(MOST_TAGS)])
    services.customers.remove([ids[2]])
    steps = [setting("occupation", "教师"), tagging("新")]
    plan = services.bulk_edits.plan([*ids, shop, full, 999], steps)
    reasons = {one.reason.text(): one.names for one in plan.refused}
    assert reasons == {
        "在回收站里": ("何秀兰",),
        "企业没有职业": ("恒泰五金有限公司",),
        f"已有 {MOST_TAGS} 个标签，加不下了": ("陈静",),
    }
    services.bulk_edits.apply([*ids, shop, full], steps)
    assert facts(services, [*ids, shop], "occupation") == ["教师", "教师", "", ""]
    plan = services.bulk_edits.plan([shop], [setting("industry", "五金"), clearing("occupation")])
    assert plan.changed == 1
    assert services.bulk_edits.plan([ids[0]], [setting("industry", "五金")]).refused


def test_only_a_few_of_many_refused_are_named(services: Services) -> None:
    shops = [add(services, f"恒泰{number}有限公司", kind="enterprise") for number in range(5)]
    (refusal,) = services.bulk_edits.plan(shops, [setting("gender", "女")]).refused
    assert (refusal.count, len(refusal.names)) == (5, 3)


def test_what_cannot_be_done_in_bulk_is_refused_with_words(
    services: Services, clerk: Services
) -> None:
    ids = three(services)
    plan = services.bulk_edits.plan
    with pytest.raises(NothingChosenError):
        plan(ids, [])
    for step in (setting("phone", "1"), setting("shoe_size", "1"), clearing("stage")):
        with pytest.raises(NotInBulkError):
            plan(ids, [step])
    for step in (setting("stage", "飞走"), setting("source", " "), setting("opened_on", "x")):
        with pytest.raises(InvalidDraftError):
            plan(ids, [step])
    with pytest.raises(NobodyChangesError):
        services.bulk_edits.apply(ids, [setting("address", "人民路")])
    manager = str(int(services.customers.manager_of("王敏")))
    with pytest.raises(NotAllowedError):
        clerk.bulk_edits.plan(ids, [setting("manager", manager)])
    assert clerk.bulk_edits.plan(ids, [setting("source", "活动")]).changed == len(ids)
    assert services.bulk_edits.plan(ids, [clearing("manager")]).unchanged == len(ids)


class StopsAtSecondReport:
    """A user who cancels while the change is under way."""

    def __init__(self) -> None:
        self._reports = count(1)

    def report(self, _done: int, _total: int, _note: Sentence | None = None) -> None:
        if next(self._reports) > 1:
            raise CancelledError


def test_cancelled_it_leaves_nothing_behind(services: Services) -> None:
    first = three(services)[0]
    with services.context.write("test", services.history.latest()[0].summary) as work:
        known = work.customers.get(first).facts
        now = work.clock.now()
        for number in range(1200):
            work.customers.add(replace(known, code=f"T-{number}"), services.actor.branch_id, now)
        work.commit()
    ids = list(range(1, 1200))
    before = picture(services)
    with pytest.raises(CancelledError):
        services.bulk_edits.apply(ids, [setting("source", "活动")], StopsAtSecondReport())
    assert picture(services) == before


STEPS = st.lists(
    st.one_of(
        st.builds(setting, st.just("source"), st.sampled_from(["活动", "外拓"])),
        st.builds(setting, st.just("stage"), st.sampled_from(["active", "lost"])),
        st.builds(setting, st.just("occupation"), st.just("教师")),
        st.builds(clearing, st.sampled_from(["address", "source", "manager"])),
        st.builds(
            tagging,
            st.sampled_from(["甲", "乙"]),
            st.sampled_from([BulkAction.ADD_TAG, BulkAction.REMOVE_TAG]),
        ),
    ),
    min_size=1,
    max_size=4,
)


@given(steps=STEPS, chosen=st.sets(st.integers(0, 3)), also_removed=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bulk_change_is_undone_exactly_and_touches_nobody_else(
    services: Services, steps: list[BulkStep], chosen: set[int], *, also_removed: bool
) -> None:
    everybody = [*three(services), add(services, "恒泰有限公司", kind="enterprise")]
    services.attachments.set_tags(everybody[1], ["甲"])
    if also_removed:
        services.customers.remove([everybody[0]])
    ids = [everybody[place] for place in sorted(chosen)]
    before = picture(services)
    plan = services.bulk_edits.plan(ids, steps)
    if not plan.changed:
        return
    operation = services.bulk_edits.apply(ids, steps).operation_id
    changed = {row for row in picture(services) if row not in before}
    owners = {row[0] if len(row) > 10 else row[1] for row in changed}
    removed = {everybody[0]} if also_removed else set()
    assert owners <= set(ids) - removed
    services.history.undo(operation)
    assert picture(services) == before


def test_a_manager_is_named_by_the_id(services: Services) -> None:
    ids = three(services)
    manager = services.customers.manager_of("王敏")
    services.bulk_edits.apply(ids, [setting("manager", str(int(manager)))])
    assert facts(services, ids, "manager_id") == [StaffId(int(manager))] * len(ids)
