"""How a complaint is said: what is due, how severe it is, what happened to it."""

from collections.abc import Mapping

from branchcrm.domain.complaint import ComplaintEvent, ComplaintRow
from branchcrm.domain.complaint_deadline import DEADLINE_LABELS, Deadline, DeadlineKind
from branchcrm.domain.complaint_kind import (
    ACTION_LABELS,
    ESCALATION_LABELS,
    LEVEL_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
    ComplaintAction,
    ComplaintState,
    Escalation,
    Level,
    Severity,
)
from branchcrm.domain.complaint_list import TAB_LABELS, ComplaintTab
from branchcrm.domain.wording import mark
from ui.kit.count_tabs import CountTab
from ui.kit.formats import Formats, Toned
from ui.kit.table_lines import LineBadge, TwoLines
from ui.kit.translation import translate

SEVERITY_KINDS = {
    Severity.GENERAL: ("neutral", ""),
    Severity.IMPORTANT: ("warn", ""),
    Severity.URGENT: ("danger", "ph.warning"),
}


def severity_badge(severity: Severity) -> LineBadge:
    """Give a severity as the badge of a list line."""
    kind, icon = SEVERITY_KINDS[severity]
    return LineBadge(translate(SEVERITY_LABELS[severity]), kind, icon)


def time_left(state: ComplaintState, nearest: Deadline | None, formats: Formats) -> Toned:
    """Give the time to the nearest deadline, or why there is none."""
    if state is ComplaintState.PAUSED:
        return Toned(translate(mark("计时已暂停")))
    if nearest is None:
        return Toned("")
    left = formats.countdown(nearest.at)
    return Toned(left.text, "warn") if _is_callback_late(nearest, left) else left


def _is_callback_late(nearest: Deadline, left: Toned) -> bool:
    return nearest.kind is DeadlineKind.CALLBACK and left.tone == "danger"


def list_lines(row: ComplaintRow, formats: Formats) -> TwoLines:
    """Give what the list shows of a complaint."""
    left = time_left(row.state, row.nearest, formats)
    text = left.text
    if not row.is_open:
        text = formats.moment(row.closed_at)
    badges = [severity_badge(row.severity)]
    if row.reopen_count:
        times = translate(mark("第 {times} 次打开")).format(times=row.reopen_count + 1)
        badges.append(LineBadge(times, "neutral", "ph.arrow-counter-clockwise"))
    return TwoLines(
        title=row.subject,
        state=text,
        state_tone=left.tone or ("t2" if row.is_open else "t3"),
        state_icon="ph.clock" if left.tone == "danger" else "",
        subject=row.complainant or translate(mark("未知客户")),
        tier="" if row.customer_id is None or row.tier == "none" else row.tier,
        badges=tuple(badges),
        note=state_word(row),
    )


def state_word(row: ComplaintRow) -> str:
    """Give what a complaint waits for; a proposed answer waits for approval or for its telling."""
    if row.state is ComplaintState.PROPOSED:
        return translate(mark("待审批")) if row.needs_approval else translate(mark("待答复"))
    return translate(STATE_LABELS[row.state])


def deadline_words(nearest: Deadline, severity: Severity, workdays: int, formats: Formats) -> str:
    """Give the nearest deadline with its name, its moment and where it comes from."""
    words = f"{translate(DEADLINE_LABELS[nearest.kind])} {formats.moment(nearest.at)}"
    if nearest.kind is not DeadlineKind.ANSWER:
        return words
    source = translate(mark("（{severity}：{days} 个工作日）")).format(
        severity=translate(SEVERITY_LABELS[severity]), days=workdays
    )
    return words + source


def event_title(event: ComplaintEvent) -> str:
    """Give what was done in one line of the log."""
    title = translate(ACTION_LABELS[event.action])
    detail = event.detail
    if event.action is ComplaintAction.ASSIGN:
        return translate(mark("转派给{name}")).format(name=detail.get("to", ""))
    if event.action is ComplaintAction.ESCALATE:
        to = Escalation(int(str(detail.get("to", 0))))
        return f"{title}：{translate(ESCALATION_LABELS[to])}"
    if event.action is ComplaintAction.EXTEND:
        level = Level(str(detail.get("level", Level.COMPLEX)))
        return f"{title}：{translate(LEVEL_LABELS[level])}"
    if event.action is ComplaintAction.ATTEMPT:
        has_reached = bool(detail.get("reached"))
        return translate(mark("联系上客户")) if has_reached else translate(mark("没有联系上客户"))
    return title


def event_line(event: ComplaintEvent) -> str:
    """Give the second line of the log: the note, or what the step settled."""
    if event.note:
        return event.note
    detail = event.detail
    if event.action in (ComplaintAction.LOG, ComplaintAction.ASSESS) and "severity" in detail:
        severity = Severity(str(detail["severity"]))
        return translate(mark("级别：{severity}")).format(
            severity=translate(SEVERITY_LABELS[severity])
        )
    if event.action is ComplaintAction.EXTEND:
        return translate(mark("批准：{name}")).format(name=detail.get("approver", ""))
    return ""


def part_tabs(counts: Mapping[ComplaintTab, int], formats: Formats) -> list[CountTab]:
    """Give the parts of the list as tabs with their counts."""
    return [
        CountTab(
            key=tab.value,
            label=translate(words),
            count=formats.count(counts[tab]) if tab in counts else "",
        )
        for tab, words in TAB_LABELS.items()
    ]


def status_words(opened: int, on_time: float | None, formats: Formats) -> str:
    """Give what the status bar says about complaints."""
    words = translate(mark("处理中 {count} 件")).format(count=formats.count(opened))
    if on_time is None:
        return words
    ratio = formats.ratio(on_time)
    return words + translate(mark("，时限达成率 {ratio}（近 90 天）")).format(ratio=ratio)
