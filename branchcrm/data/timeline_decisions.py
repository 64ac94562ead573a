"""Tells decisions about a customer as events: tiers, stages, hands, consents, files, merges."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from branchcrm.data.columns import day_from_number, instant_from_number
from branchcrm.domain.consent import PURPOSE_LABELS, Purpose
from branchcrm.domain.contact_channel import CHANNEL_LABELS, Channel
from branchcrm.domain.customer import STAGE_LABELS, Stage
from branchcrm.domain.masking import mask_free_text
from branchcrm.domain.tier import TIER_LABELS, Tier
from branchcrm.domain.tier_review import EVENT_LABELS, ReviewEvent
from branchcrm.domain.timeline import TimelineEvent, TimelineKind
from branchcrm.domain.wording import Sentence, mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_HANDS = {
    "claim": mark("认领：{to}"),
    "release": mark("退回公海"),
    "return": mark("自动回到公海"),
    "hand_over": mark("移交：{former} → {to}"),
}
_SQL = {
    "override": "SELECT t.*, ifnull(s.name, '') AS who FROM tier_override t"
    " LEFT JOIN staff s ON s.id = t.staff_id",
    "move": "SELECT t.*, p.version FROM tier_change t"
    " LEFT JOIN tier_review r ON r.id = t.review_id"
    " LEFT JOIN tier_policy p ON p.id = r.policy_id",
    "decision": "SELECT t.*, ifnull(s.name, '') AS who FROM stage_decision t"
    " LEFT JOIN staff s ON s.id = t.staff_id",
    "hands": "SELECT t.*, ifnull(f.name, '') AS former, ifnull(s.name, '') AS taker"
    " FROM customer_assignment t LEFT JOIN staff f ON f.id = t.from_staff_id"
    " LEFT JOIN staff s ON s.id = t.to_staff_id",
    "consent": "SELECT t.*, ifnull(s.name, '') AS who FROM consent t"
    " LEFT JOIN staff s ON s.id = t.staff_id",
    "ban": "SELECT t.*, ifnull(s.name, '') AS who FROM contact_ban t"
    " LEFT JOIN staff s ON s.id = t.staff_id",
    "attachment": "SELECT t.*, ifnull(s.name, '') AS who FROM attachment t"
    " LEFT JOIN staff s ON s.id = t.staff_id",
    "merge": "SELECT t.*, c.name FROM customer_merge t JOIN customer c ON c.id = t.merged_id",
}
Midnight = Callable[[int], datetime]


class DecisionReader:
    """Reads the rows behind decisions and tells them as events."""

    def __init__(self, work: "Reading") -> None:
        """Read through the work's snapshot."""
        self._work = work

    def read(self, aspect: str, ids: Sequence[int]) -> Iterator[TimelineEvent]:
        """Give the events of rows of one sort."""
        table, tell = _TOLD[aspect]
        sql = f"{_SQL[table]} WHERE t.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
        for row in self._work.connection.exec_driver_sql(sql, (json.dumps(list(ids)),)).all():
            yield tell(row, self._midnight)

    def _midnight(self, day: int) -> datetime:
        return datetime.combine(day_from_number(day), time(), self._work.clock.zone).astimezone(UTC)


def _move(row: Any, _midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    event = ReviewEvent(row.reason)
    return TimelineEvent(
        at=instant_from_number(row.at),
        kind=TimelineKind.TIER,
        aspect=event,
        title=say(
            mark("{before} → {after}"),
            before=say(TIER_LABELS[Tier(row.from_tier)]),
            after=say(TIER_LABELS[Tier(row.to_tier)]),
        ),
        detail=_score_words(event, row.from_score_centi, row.to_score_centi),
        who="" if row.version is None else say("规则 v{version}", version=row.version),
        ref_id=row.id,
    )


def _by_hand(row: Any, midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    return TimelineEvent(
        at=midnight(row.starts_on),
        kind=TimelineKind.TIER,
        aspect="by_hand",
        title=say("人工定为{tier}", tier=say(TIER_LABELS[Tier(row.tier)])),
        detail=say(
            "{reason}（到 {day}）",
            reason=mask_free_text(row.reason),
            day=day_from_number(row.ends_on).isoformat(),
        ),
        who=row.who,
        ref_id=row.id,
        has_time=False,
    )


def _lifted(row: Any, _midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    return TimelineEvent(
        at=instant_from_number(row.lifted_at),
        kind=TimelineKind.TIER,
        aspect="lifted",
        title=say("不再人工定为{tier}", tier=say(TIER_LABELS[Tier(row.tier)])),
        ref_id=row.id,
    )


def _decision(row: Any, _midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    words = mark("{before} → {after}") if row.is_accepted else mark("不改为{after}")
    return TimelineEvent(
        at=instant_from_number(row.at),
        kind=TimelineKind.STAGE,
        aspect="decision",
        title=say(
            words,
            before=say(STAGE_LABELS[Stage(row.from_stage)]),
            after=say(STAGE_LABELS[Stage(row.to_stage)]),
        ),
        detail=mask_free_text(row.reason),
        who=row.who,
        ref_id=row.id,
    )


def _hands(row: Any, _midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    is_own = row.cause == "hand_over"
    return TimelineEvent(
        at=instant_from_number(row.at),
        kind=TimelineKind.STAGE,
        aspect="hands",
        title=say(_HANDS[row.cause], former=row.former, to=row.taker),
        # A hand-over keeps the name of who left, which the title tells.
        detail="" if is_own else mask_free_text(row.reason),
        ref_id=row.id,
    )


def _consent(row: Any, _midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    words = mark("同意{what}") if row.is_given else mark("不同意{what}")
    return TimelineEvent(
        at=instant_from_number(row.at),
        kind=TimelineKind.RECORD,
        aspect="consent" if row.is_given else "refused",
        title=say(words, what=_agreed(row)),
        detail=mask_free_text(row.evidence),
        who=row.who,
        ref_id=row.id,
    )


def _withdrawn(row: Any, midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    return TimelineEvent(
        at=midnight(row.withdrawn_on),
        kind=TimelineKind.RECORD,
        aspect="refused",
        title=say("撤回{what}", what=_agreed(row)),
        ref_id=row.id,
        has_time=False,
    )


def _ban(row: Any, midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    return TimelineEvent(
        at=midnight(row.since),
        kind=TimelineKind.RECORD,
        aspect="refused",
        title=say("不再联系"),
        detail=mask_free_text(row.reason),
        who=row.who,
        ref_id=row.id,
        has_time=False,
    )


def _attachment(row: Any, _midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    return TimelineEvent(
        at=instant_from_number(row.at),
        kind=TimelineKind.RECORD,
        aspect="attachment",
        title=say("添加附件：{file}", file=mask_free_text(row.name)),
        who=row.who,
        ref_id=row.id,
    )


def _merge(row: Any, _midnight: Midnight) -> TimelineEvent:  # noqa: ANN401 - a row of a query
    return TimelineEvent(
        at=instant_from_number(row.at),
        kind=TimelineKind.RECORD,
        aspect="merge",
        title=say("合并了{name}的档案", name=row.name),
        ref_id=row.id,
    )


def _agreed(row: Any) -> Sentence:  # noqa: ANN401 - a row of a consent
    return say(
        "{purpose} · {channel}",
        purpose=say(PURPOSE_LABELS[Purpose(row.purpose)]),
        channel=say(CHANNEL_LABELS[Channel(row.channel)]),
    )


def _score_words(event: ReviewEvent, before: int | None, after: int | None) -> Sentence:
    """Tell what a review did, with the scores before and after where there are any."""
    label = say(EVENT_LABELS[event])
    if after is None:
        return label
    if before is None:
        return say("{event}，评分 {after}", event=label, after=f"{after / 100:.1f}")
    return say(
        "{event}，评分 {before} → {after}",
        event=label,
        before=f"{before / 100:.1f}",
        after=f"{after / 100:.1f}",
    )


_TOLD: Mapping[str, tuple[str, Callable[[Any, Midnight], TimelineEvent]]] = {
    "by_hand": ("override", _by_hand),
    "lifted": ("override", _lifted),
    "move": ("move", _move),
    "decision": ("decision", _decision),
    "hands": ("hands", _hands),
    "consent": ("consent", _consent),
    "withdrawn": ("consent", _withdrawn),
    "ban": ("ban", _ban),
    "attachment": ("attachment", _attachment),
    "merge": ("merge", _merge),
}
