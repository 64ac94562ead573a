"""A branch's own fields: defined, filled in, filtered by, merged, looked back on, taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchcrm.data.customer_orders import CustomerOrders
from branchcrm.data.tables_own import own_value
from branchcrm.domain.bulk_edit import BulkAction, BulkStep, NotInBulkError
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import (
    CustomerDraft,
    CustomerFilter,
    CustomerKind,
    CustomerOrder,
    OwnValues,
)
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError, NotFoundError
from branchcrm.domain.field_history import UnknownFieldError
from branchcrm.domain.filter_tokens import FilterTextError
from branchcrm.domain.ids import CustomerId, OperationId, OwnFieldId
from branchcrm.domain.merge import MergeChoiceError
from branchcrm.domain.own_field import OwnChoice, OwnField, OwnFieldDraft, OwnKind
from branchcrm.domain.own_field_check import (
    MOST_FIELDS,
    OwnFieldChangedError,
    OwnNameRetiredError,
    OwnNameTakenError,
    TooManyOwnFieldsError,
)
from branchcrm.domain.saved_view import ViewColumn, ViewDraft
from branchcrm.services.use_cases import Services

CHANNELS = ("朋友", "网点", "网络")


def define(services: Services, name: str, kind: OwnKind = OwnKind.TEXT, **more: object) -> OwnField:
    texts = CHANNELS if kind is OwnKind.CHOICE else ()
    choices = tuple(OwnChoice(text=text) for text in texts)
    draft = replace(OwnFieldDraft(name=name, kind=kind, choices=choices), **more)  # type: ignore[arg-type]
    services.own_fields.add(draft)
    return services.own_fields.named(name)


def add(services: Services, name: str, own: Mapping[OwnField, str], **more: str) -> CustomerId:
    texts = {one.key: text for one, text in own.items()}
    draft = CustomerDraft(name=name, own=texts, **more)  # type: ignore[arg-type]
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def fill(services: Services, number: CustomerId, own: Mapping[OwnField, str]) -> OperationId:
    texts = {one.key: text for one, text in own.items()}
    kept = services.customers.draft_of(number)
    draft = replace(kept, own={**kept.own, **texts})
    return services.customers.edit(number, draft).operation_id


def held(services: Services, number: CustomerId) -> OwnValues:
    return services.customers.get(number).facts.own


def asked(services: Services, text: str) -> list[int]:
    where = services.filters.read(text)
    return sorted(services.customers.ids(CustomerFilter(where=where), CustomerOrder()))


def test_fields_are_defined_renamed_ordered_retired_and_brought_back(services: Services) -> None:
    channel, tea = define(services, "推荐渠道", OwnKind.CHOICE), define(services, "喜欢的茶")
    assert [one.name for one in services.own_fields.all()] == ["推荐渠道", "喜欢的茶"]
    services.own_fields.order([tea.id, OwnFieldId(99)])
    services.own_fields.rename(tea.id, "爱喝的茶")
    services.own_fields.rename_choice(channel.id, "网 点", "厅堂")
    assert [one.name for one in services.own_fields.in_use()] == ["爱喝的茶", "推荐渠道"]
    assert [one.text for one in services.own_fields.named("own.1").offered] == [
        "朋友",
        "厅堂",
        "网络",
    ]
    services.own_fields.retire(channel.id)
    assert [one.name for one in services.own_fields.in_use()] == ["爱喝的茶"]
    assert services.own_fields.named("1").is_retired
    services.own_fields.restore(channel.id)
    services.history.undo()
    services.history.undo()
    assert not services.own_fields.named("推荐渠道").is_retired
    assert all(check.is_ok for check in services.history.verify())


def test_names_are_free_of_built_in_and_retired_ones(services: Services) -> None:
    retired = define(services, "老字段")
    services.own_fields.retire(retired.id)
    for name in ("手机", "Phone", "phone", "层级", "称呼", "近12个月金额"):
        with pytest.raises(OwnNameTakenError):
            define(services, name)
    with pytest.raises(OwnNameRetiredError):
        define(services, "老字段")
    with pytest.raises(NotFoundError):
        services.own_fields.named("没有")
    with pytest.raises(NotFoundError):
        services.own_fields.use(OwnFieldId(99))
    with pytest.raises(NotFoundError):
        services.own_fields.rename_choice(define(services, "渠道", OwnKind.CHOICE).id, "电视", "x")
    with pytest.raises(InvalidDraftError):
        services.own_fields.rename_choice(services.own_fields.named("渠道").id, "朋友", "网络")


def test_a_book_has_room_for_so_many(services: Services) -> None:
    for number in range(MOST_FIELDS):
        define(services, f"字段{number}")
    with pytest.raises(TooManyOwnFieldsError):
        define(services, "再一个")


def test_two_people_defining_at_the_same_time_do_not_overwrite_each_other(
    services: Services,
) -> None:
    seen = define(services, "推荐渠道", OwnKind.CHOICE)
    services.own_fields.rename(seen.id, "来访渠道")
    with pytest.raises(OwnFieldChangedError):
        services.own_fields.edit(seen.id, replace(seen.draft(), is_required=True), seen.version)
    with pytest.raises(OwnNameTakenError):
        define(services, "来访渠道")
    now = services.own_fields.named("来访渠道")
    services.own_fields.edit(now.id, replace(now.draft(), is_required=True), now.version)
    assert services.own_fields.named("来访渠道").is_required


def test_a_clerk_sees_fields_but_defines_none(services: Services, clerk: Services) -> None:
    tea = define(services, "喜欢的茶")
    assert services.own_fields.may_define
    assert not clerk.own_fields.may_define
    assert clerk.own_fields.in_use() == (tea,)
    with pytest.raises(NotAllowedError):
        clerk.own_fields.retire(tea.id)


def everything(services: Services) -> dict[OwnKind, OwnField]:
    return {kind: define(services, f"{kind}字段", kind) for kind in OwnKind}


FILLED = {
    OwnKind.TEXT: "龙井",
    OwnKind.NUMBER: "2.5",
    OwnKind.MONEY: "1.2万",
    OwnKind.DAY: "2026-12-01",
    OwnKind.CHOICE: "网点",
    OwnKind.FLAG: "是",
    OwnKind.LINK: "example.com",
}
KEPT = {
    OwnKind.TEXT: "龙井",
    OwnKind.NUMBER: 25_000,
    OwnKind.MONEY: 1_200_000,
    OwnKind.DAY: date(2026, 12, 1),
    OwnKind.CHOICE: "c2",
    OwnKind.FLAG: "yes",
    OwnKind.LINK: "https://example.com",
}


def test_every_kind_is_filled_in_cleared_undone_and_done_again(services: Services) -> None:
    fields = everything(services)
    number = add(services, "周雅琴", {fields[kind]: text for kind, text in FILLED.items()})
    full = {fields[kind].key: value for kind, value in KEPT.items()}
    assert held(services, number) == full
    fill(services, number, dict.fromkeys(fields.values(), ""))
    assert held(services, number) == {}
    services.history.undo()
    assert held(services, number) == full
    services.history.redo()
    assert held(services, number) == {}
    fill(services, number, {fields[OwnKind.TEXT]: "普洱"})
    assert held(services, number) == {fields[OwnKind.TEXT].key: "普洱"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("text字段 包含 龙", [1]),
        ("text字段 为空", [2, 3]),
        ("text字段 不包含 龙", [2, 3]),
        ("number字段 in 2..3", [1]),
        ("number字段 = 2.5|7", [1, 2]),
        ("number字段 < 8 且 非 number字段 = 7", [1]),
        ("money字段 >= 1万", [1]),
        ("date字段 > 2026-11-30", [1]),
        ("date字段 in 2026-01-01..2026-06-30", [2]),
        ("choice字段 = 网点", [1]),
        ("choice字段 != 网点", [2, 3]),
        ("yes_no字段 = 否", [2]),
        ("yes_no字段 is not empty", [1, 2]),
        ("link字段 contains EXAMPLE", [1]),
        ("own.2 = 7 or own.1 = 龙井", [1, 2]),
    ],
)
def test_filters_ask_for_own_fields(services: Services, text: str, names: list[int]) -> None:
    fields = everything(services)
    add(services, "周雅琴", {fields[kind]: said for kind, said in FILLED.items()})
    other = {OwnKind.NUMBER: "7", OwnKind.DAY: "2026-05-01", OwnKind.FLAG: "否"}
    add(services, "林国栋", {fields[kind]: said for kind, said in other.items()})
    add(services, "何秀兰", {})
    assert asked(services, text) == names


def test_lists_show_and_sort_by_own_fields(services: Services) -> None:
    fields = everything(services)
    one = add(services, "周雅琴", {fields[kind]: said for kind, said in FILLED.items()})
    two = add(services, "林国栋", {fields[OwnKind.NUMBER]: "10"})
    three = add(services, "何秀兰", {})
    columns = [one for one in services.filters.catalogue().columns if one.key.startswith("own.")]
    assert [column.label for column in columns] == [f"{kind}字段" for kind in OwnKind]
    row = services.customers.rows([one], fields=columns)[0]
    shown = {fields[kind].key: value for kind, value in KEPT.items()}
    assert row.more == shown | {
        fields[OwnKind.DAY].key: (date(2026, 12, 1) - date(1970, 1, 1)).days
    }
    number = services.filters.catalogue().named("number字段")
    order = CustomerOrder(by=number, is_descending=False)
    assert list(services.customers.ids(CustomerFilter(), order)) == [one, two, three]
    order = CustomerOrder(by=number, is_descending=True)
    assert list(services.customers.ids(CustomerFilter(), order)) == [two, one, three]


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("kind", OwnKind)
def test_the_whole_book_stands_by_an_own_field_as_a_few_do(
    services: Services, kind: OwnKind, *, is_descending: bool
) -> None:
    fields = everything(services)
    second = {OwnKind.NUMBER: "7", OwnKind.DAY: "2026-05-01", OwnKind.FLAG: "否"}
    for number in range(9):
        values = (FILLED, {}, second)[number % 3]
        add(services, f"客户{number}", {fields[one]: said for one, said in values.items()})
    gone = CustomerId(1)
    services.customers.remove([gone])
    field = services.filters.catalogue().named(f"{kind}字段")
    order = CustomerOrder(by=field, is_descending=is_descending)
    whole = list(services.customers.ids(CustomerFilter(), order))
    with services.context.read() as work:
        alone = CustomerOrders(work).alone(sorted(whole), order)
    assert whole == list(alone)
    assert len(whole) == 8


def test_a_retired_field_is_asked_for_no_more_and_loses_nothing(services: Services) -> None:
    tea = define(services, "喜欢的茶")
    number = add(services, "周雅琴", {tea: "龙井"})
    services.own_fields.retire(tea.id)
    with pytest.raises(FilterTextError):
        services.filters.read("喜欢的茶 = 龙井")
    assert services.customers.draft_of(number).own == {}
    fill(services, number, {})
    services.customers.edit(number, replace(services.customers.draft_of(number), note="改过"))
    services.own_fields.restore(tea.id)
    assert asked(services, "喜欢的茶 = 龙井") == [number]


def test_what_hangs_on_a_field_is_told_before_it_is_retired(services: Services) -> None:
    channel, tea = define(services, "推荐渠道", OwnKind.CHOICE), define(services, "喜欢的茶")
    add(services, "周雅琴", {channel: "网点", tea: "龙井"})
    two = add(services, "林国栋", {channel: "网点"})
    three = add(services, "何秀兰", {channel: "朋友"})
    services.customers.remove([three])
    services.views.add(ViewDraft(name="网点来的", condition="推荐渠道 = 网点 且 层级 = 高"))
    services.views.add(ViewDraft(name="茶", columns=(ViewColumn(key=tea.key),)))
    use = services.own_fields.use(channel.id)
    assert (use.customers, use.by_choice, use.views) == (2, {"c2": 2}, ("网点来的",))
    use = services.own_fields.use(tea.id)
    assert (use.customers, use.by_choice, use.views) == (1, {}, ("茶",))
    fill(services, two, {channel: ""})
    assert services.own_fields.use(channel.id).customers == 1


def test_a_former_choice_stays_where_it_was_chosen(services: Services) -> None:
    channel = define(services, "推荐渠道", OwnKind.CHOICE)
    one, two = add(services, "周雅琴", {channel: "网点"}), add(services, "林国栋", {})
    draft = channel.draft()
    fewer = replace(draft, choices=draft.choices[:1])
    services.own_fields.edit(channel.id, fewer)
    fill(services, one, {})
    assert services.customers.draft_of(one).own == {channel.key: "网点"}
    assert not services.customers.check(services.customers.draft_of(one), one)[1:]
    with pytest.raises(InvalidDraftError, match="已经不用了"):
        fill(services, two, {channel: "网点"})
    with pytest.raises(InvalidDraftError):
        services.customers.check(CustomerDraft(name="甲", own={channel.key: "网点"}))
    assert asked(services, "推荐渠道 = 网点") == [one]


def test_a_needed_field_is_asked_for_where_its_kind_of_customer_is_made(
    services: Services,
) -> None:
    tea = define(services, "喜欢的茶", is_required=True, kinds=(CustomerKind.PERSON,))
    with pytest.raises(InvalidDraftError, match="填写喜欢的茶"):
        add(services, "周雅琴", {})
    company = add(services, "滨江商贸有限公司", {}, kind="enterprise")
    with pytest.raises(InvalidDraftError, match="企业没有喜欢的茶"):
        fill(services, company, {tea: "龙井"})
    number = add(services, "周雅琴", {tea: "龙井"})
    with pytest.raises(InvalidDraftError, match="填写喜欢的茶"):
        fill(services, number, {tea: " "})


def test_many_customers_get_a_value_at_once_and_lose_it_again(services: Services) -> None:
    channel = define(services, "推荐渠道", OwnKind.CHOICE, kinds=(CustomerKind.PERSON,))
    ids = [add(services, name, {}) for name in ("周雅琴", "林国栋")]
    ids.append(add(services, "滨江商贸有限公司", {}, kind="enterprise"))
    fill(services, ids[0], {channel: "网点"})
    step = BulkStep(action=BulkAction.SET, field=channel.key, value="网点")
    plan = services.bulk_edits.plan(ids, [step])
    assert (plan.changed, plan.unchanged) == (1, 1)
    assert plan.refused[0].reason.text() == "企业没有推荐渠道"
    assert [(one.field, one.before, one.after) for one in plan.samples] == [
        (channel.key, "", "网点")
    ]
    services.bulk_edits.apply(ids, [step, BulkStep(action=BulkAction.SET, field="note", value="x")])
    assert [held(services, one) for one in ids] == [{channel.key: "c2"}, {channel.key: "c2"}, {}]
    clear = BulkStep(action=BulkAction.CLEAR, field=channel.key)
    services.bulk_edits.apply(ids, [clear])
    assert held(services, ids[0]) == {}
    services.history.undo()
    services.history.undo()
    assert [held(services, one) for one in ids] == [{channel.key: "c2"}, {}, {}]


def test_a_bulk_change_takes_only_what_the_field_takes(services: Services) -> None:
    count = define(services, "子女数", OwnKind.NUMBER, is_required=True)
    ids = [add(services, "周雅琴", {count: "1"})]
    for value in ("很多", "不详"):
        with pytest.raises(InvalidDraftError):
            services.bulk_edits.plan(
                ids, [BulkStep(action=BulkAction.SET, field=count.key, value=value)]
            )
    with pytest.raises(NotInBulkError, match="子女数"):
        services.bulk_edits.plan(ids, [BulkStep(action=BulkAction.CLEAR, field=count.key)])
    with pytest.raises(NotInBulkError):
        services.bulk_edits.plan(ids, [BulkStep(action=BulkAction.CLEAR, field="own.99")])


def test_a_merge_keeps_one_value_of_each_field_and_undo_brings_back_both(
    services: Services,
) -> None:
    fields = [define(services, name) for name in ("茶", "花", "酒")]
    tea, flower, wine = fields
    one = add(services, "周雅琴", {tea: "龙井", wine: "黄酒"}, phone="13812345678")
    two = add(services, "周雅芹", {tea: "普洱", flower: "兰", wine: "黄酒"}, phone="13912345678")
    plan = services.merges.plan([one, two])
    told = {one.label: dict(one.values) for one in plan.fields if one.name.startswith("own.")}
    assert told == {"茶": {one: "龙井", two: "普洱"}, "花": {one: "", two: "兰"}}
    assert "其他记录" not in plan.moving
    with pytest.raises(MergeChoiceError, match="茶"):
        services.merges.plan([one, two], {"own.9": two})
    before = (held(services, one), held(services, two))
    services.merges.merge([one, two], {tea.key: two, flower.key: one})
    assert held(services, one) == {tea.key: "普洱", wine.key: "黄酒"}
    services.history.undo()
    assert (held(services, one), held(services, two)) == before
    services.merges.merge([one, two])
    assert held(services, one) == {tea.key: "龙井", flower.key: "兰", wine.key: "黄酒"}
    services.history.undo()
    assert (held(services, one), held(services, two)) == before


def past(services: Services, number: CustomerId, field: str | None = None) -> list[tuple[str, ...]]:
    found = services.field_history.of_customer(number, field)
    return [(one.field, one.before, one.after) for one in found]


def test_the_past_of_an_own_field_is_listed_and_brought_back(services: Services) -> None:
    channel = define(services, "推荐渠道", OwnKind.CHOICE)
    number = add(services, "周雅琴", {channel: "网点"})
    first = fill(services, number, {channel: "朋友"})
    fill(services, number, {channel: ""})
    services.customers.edit(number, replace(services.customers.draft_of(number), note="别的"))
    key = channel.key
    listed = [(key, "朋友", ""), (key, "网点", "朋友"), (key, "", "网点")]
    assert past(services, number, "推荐渠道") == listed
    assert past(services, number, key) == listed
    assert (key, "", "网点") in past(services, number)
    services.field_history.restore(number, key, first)
    assert held(services, number) == {key: "c2"}
    services.own_fields.retire(channel.id)
    assert past(services, number, key)[0] == (key, "", "网点")
    with pytest.raises(UnknownFieldError, match="没有“own"):
        services.field_history.restore(number, key, first)
    services.own_fields.restore(channel.id)
    services.own_fields.edit(channel.id, replace(channel.draft(), choices=channel.choices[2:]))
    fill(services, number, {channel: ""})
    with pytest.raises(InvalidDraftError, match="已经不用了"):
        services.field_history.restore(number, key, OperationId(services.history.latest()[0].id))


def test_the_past_follows_merges_and_undone_fillings(services: Services) -> None:
    tea = define(services, "茶")
    one, two = add(services, "周雅琴", {}), add(services, "周雅芹", {tea: "普洱"})
    services.merges.merge([one, two])
    assert past(services, one, "茶") == [(tea.key, "", "普洱")]
    services.history.undo()
    assert past(services, one, "茶") == [(tea.key, "普洱", ""), (tea.key, "", "普洱")]
    fill(services, one, {tea: "龙井"})
    services.history.undo()
    services.history.redo()
    assert past(services, one, "茶")[:3] == [
        (tea.key, "", "龙井"),
        (tea.key, "龙井", ""),
        (tea.key, "", "龙井"),
    ]
    fill(services, two, {tea: "红茶"})
    services.merges.merge([one, two], {tea.key: two})
    assert held(services, one) == {tea.key: "红茶"}
    services.history.undo()
    assert held(services, two) == {tea.key: "红茶"}
    assert past(services, two, "茶")[-1] == (tea.key, "", "普洱")


def test_undoing_a_definition_that_is_in_use_keeps_it_and_names_it(services: Services) -> None:
    tea = define(services, "茶")
    operation = services.history.latest()[0].id
    add(services, "周雅琴", {tea: "龙井"})
    changes = services.history.undo(operation)
    assert [(kept.row, kept.why.text()) for kept in changes.kept] == [
        ("茶", "之后有人在上面办过业务")
    ]
    assert services.own_fields.in_use() == (tea,)


def test_doing_again_does_not_run_into_a_value_that_was_given_since(services: Services) -> None:
    tea = define(services, "茶")
    number = add(services, "周雅琴", {})
    filled = fill(services, number, {tea: "龙井"})
    undone = services.history.undo(filled).operation_id
    fill(services, number, {tea: "普洱"})
    changes = services.history.undo(undone)
    assert [kept.why.text() for kept in changes.kept] == ["之后有人修改过"]
    assert held(services, number) == {tea.key: "普洱"}


def test_the_recycle_bin_keeps_and_returns_them(services: Services) -> None:
    tea = define(services, "茶")
    number = add(services, "周雅琴", {tea: "龙井"})
    services.customers.remove([number])
    services.customers.restore([number])
    assert held(services, number) == {tea.key: "龙井"}


def test_who_is_erased_for_good_leaves_nothing_in_own_fields(services: Services) -> None:
    tea = define(services, "茶")
    number, other = add(services, "周雅琴", {tea: "龙井"}), add(services, "林国栋", {tea: "普洱"})
    services.customers.remove([number])
    services.purges.purge(number, services.customers.get(number).code)
    assert services.own_fields.use(tea.id).customers == 1
    assert held(services, other) == {tea.key: "普洱"}
    assert [row[2] for row in values(services)] == ["普洱"]


texts = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from([0, 1, 2]), st.sampled_from(["", "a", "b"])),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(texts)
def test_undoing_everything_in_turn_leaves_nothing(
    services: Services, steps: list[tuple[int, int, str]]
) -> None:
    if not services.own_fields.all():
        for name in ("甲", "乙", "丙"):
            define(services, name)
        for name in ("周雅琴", "林国栋"):
            add(services, name, {})
    fields = services.own_fields.all()
    before = values(services)
    done = []
    for customer, place, text in steps:
        stood = values(services)
        operation = fill(services, CustomerId(customer + 1), {fields[place]: text})
        done += [operation] if values(services) != stood else []
    for operation in reversed(done):
        assert not services.history.undo(operation).kept
    assert values(services) == before


def values(services: Services) -> list[tuple[object, ...]]:
    """Give what customers hold, whether a row stands empty or is not there."""
    with services.context.read() as work:
        rows = work.connection.execute(own_value.select().order_by(own_value.c.id)).all()
    return [tuple(row[1:6]) for row in rows if any(part is not None for part in row[3:6])]
