"""One change to many customers: what it sets, whom it leaves alone, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from branchcrm.domain.attachment import MOST_TAGS
from branchcrm.domain.customer import FIELD_LABELS, KIND_LABELS, CustomerKind
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.left_out import IN_BIN, LeftOut, LeftOutTally
from branchcrm.domain.own_field import OwnField, own_labels
from branchcrm.domain.own_value import not_of_kind
from branchcrm.domain.wording import Sentence, mark, say

TAGS = "tags"
TAGS_LABEL = mark("标签")
BULK_FIELDS = (
    "manager",
    "stage",
    "source",
    "opened_on",
    "gender",
    "employer",
    "occupation",
    "industry",
    "contact_title",
    "address",
    "note",
)
NEVER_EMPTY = frozenset({"stage"})
ONLY_PERSONS = frozenset({"gender", "employer", "occupation"})
ONLY_COMPANIES = frozenset({"industry", "contact_title"})
NOT_OF_KIND = mark("{kind}没有{field}")
TAGS_FULL = mark("已有 {limit} 个标签，加不下了")


class BulkAction(StrEnum):
    """What is done with a field or with tags."""

    SET = "set"
    CLEAR = "clear"
    ADD_TAG = "add_tag"
    REMOVE_TAG = "remove_tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkStep:
    """One thing to do with every customer, as it was typed; a manager is named by the id."""

    action: BulkAction
    field: str = TAGS
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOrder:
    """The checked steps: values by field, tags to add and to take away.

    `own` are the branch's own fields by key, whether they are set or not.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, OwnField] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Name the fields that it sets."""
        return tuple(self.values)

    @property
    def own_fields(self) -> tuple[str, ...]:
        """Name the branch's own fields among them."""
        return tuple(name for name in self.values if name in self.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkLine:
    """A customer as a bulk change sees it; values by field, as they are kept."""

    customer_id: int
    name: str
    kind: CustomerKind
    is_removed: bool
    values: Mapping[str, object]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkSample:
    """One value before and after, as a form shows it."""

    customer_id: int
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPlan:
    """What a bulk change would do."""

    total: int
    changed: int
    unchanged: int
    refused: tuple[LeftOut, ...] = ()
    samples: tuple[BulkSample, ...] = ()


class NothingChosenError(BranchCrmError):
    """A bulk change without anything to change."""

    happened = mark("没有修改：没有说要改什么")
    remedy = mark("至少填一项要改的内容")


class NobodyChangesError(BranchCrmError):
    """Nobody among the chosen would be different afterwards."""

    happened = mark("没有修改：所选客户里没有需要改的")
    remedy = mark("看预览里不能改和不用改的原因")


class NotInBulkError(BranchCrmError):
    """The field belongs to one customer alone, or may not be empty."""

    happened = mark("没有修改：{field}不能批量改成这样")
    remedy = mark("可用的名称：{names}")


def require_step(step: BulkStep, own: Mapping[str, OwnField]) -> None:
    """Refuse a step that cannot be done with many customers.

    Raises:
        NotInBulkError: names the fields that can.
    """
    if step.action in (BulkAction.ADD_TAG, BulkAction.REMOVE_TAG):
        return
    is_needed = step.field in own and own[step.field].is_required
    is_emptied = step.action is BulkAction.CLEAR and (step.field in NEVER_EMPTY or is_needed)
    if step.field not in {*BULK_FIELDS, *own} or is_emptied:
        label = (FIELD_LABELS | own_labels(own.values())).get(step.field, step.field)
        names = ", ".join([*BULK_FIELDS, *(one.name for one in own.values())])
        raise NotInBulkError(field=say(label), names=names)


def refusal_of(line: BulkLine, order: BulkOrder) -> Sentence | None:
    """Tell why a customer is left alone, or None."""
    if line.is_removed:
        return say(IN_BIN)
    foreign = ONLY_COMPANIES if line.kind is CustomerKind.PERSON else ONLY_PERSONS
    for name in order.fields:
        if name in foreign and order.values[name] is not None:
            return say(NOT_OF_KIND, kind=say(KIND_LABELS[line.kind]), field=say(FIELD_LABELS[name]))
    for name in order.own_fields:
        if not order.own[name].is_of(line.kind):
            return not_of_kind(order.own[name], say(KIND_LABELS[line.kind]))
    if len(tags_after(line, order)) > max(MOST_TAGS, len(line.tags)):
        return say(TAGS_FULL, limit=MOST_TAGS)
    return None


def tags_after(line: BulkLine, order: BulkOrder) -> tuple[str, ...]:
    """Give the tags of a customer as they are afterwards."""
    kept = [name for name in line.tags if name not in order.removed]
    return tuple(dict.fromkeys([*kept, *order.added]))


def changed_fields(line: BulkLine, order: BulkOrder) -> tuple[str, ...]:
    """Name what would be different about a customer, tags last."""
    names = [name for name in order.fields if line.values[name] != order.values[name]]
    if set(tags_after(line, order)) != set(line.tags):
        names.append(TAGS)
    return tuple(names)


def label_of(name: str, own: Mapping[str, OwnField] | None = None) -> str:
    """Name a field, or the tags."""
    if own and name in own:
        return own[name].name
    return TAGS_LABEL if name == TAGS else FIELD_LABELS[name]


@dataclass(slots=True)
class BulkTally:
    """Counts the outcome line by line."""

    changed: int = 0
    unchanged: int = 0
    refused: LeftOutTally = field(default_factory=LeftOutTally)

    def take(self, line: BulkLine, order: BulkOrder) -> tuple[str, ...]:
        """Count a customer; give what changes about it, nothing where it is left alone."""
        reason = refusal_of(line, order)
        if reason is not None:
            self.refused.take(line.name, reason)
            return ()
        names_changed = changed_fields(line, order)
        self.changed += bool(names_changed)
        self.unchanged += not names_changed
        return names_changed

    def plan(self, samples: Sequence[BulkSample]) -> BulkPlan:
        """Give the plan of what was counted."""
        refused = self.refused.found()
        left = sum(one.count for one in refused)
        return BulkPlan(
            total=self.changed + self.unchanged + left,
            changed=self.changed,
            unchanged=self.unchanged,
            refused=refused,
            samples=tuple(samples),
        )
