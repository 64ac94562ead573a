"""The desk that keeps the book clean: customers who may be one, records that miss something."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.customer import CustomerRow
from branchcrm.domain.duplicate import REASON_LABELS, DuplicateGroup
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.quality import ISSUE_LABELS, WRONG, Quality
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import CLAUSES, listed, mark, named, say
from branchcrm.services.quality import QualityReport
from ui.cleanup.merge_dialog import MergeDialog, open_merge
from ui.cleanup.room import DUPLICATES, MISSING
from ui.kit.buttons import secondary
from ui.kit.count_tabs import CountTab, CountTabs
from ui.kit.desk_list import DeskList, DeskRow, Head
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.translation import page_title, spoken, translate

if TYPE_CHECKING:
    from ui.kit.tasks import Task

WRONG_TAB, OWN = "wrong", "own"
LABELS = {
    DUPLICATES: mark("可能重复"),
    WRONG_TAB: mark("资料有误"),
    MISSING: mark("资料不全"),
    OWN: mark("我名下的"),
}
SURE = 85
SMALL_BOOK = 20_000


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the desk found."""

    groups: list[DuplicateGroup]
    rows: dict[int, CustomerRow]
    report: QualityReport
    own: QualityReport

    def without(self, changed: Collection[int]) -> "Findings":
        """Give the same without the groups of customers that were changed since."""
        groups = [one for one in self.groups if not any(int(m) in changed for m in one.members)]
        return replace(self, groups=groups)


class CleanupPage(Page):
    """Looks the whole book over in the background, then lists what is to be done."""

    def __init__(self, context: PageContext) -> None:
        """Build the lists; they are filled by a scan."""
        super().__init__(context)
        self.header = PageHeader(page_title(mark("数据整理")))
        self.tabs = CountTabs()
        self.lists = _lists()
        self.findings: Findings | None = None
        self._task: Task[Any] | None = None
        self._stack = QStackedWidget()
        self.scan_button = secondary(self.tr("重新检查"), icon="ph.arrows-clockwise")
        self.scan_button.clicked.connect(self.scan)
        self._arrange()
        self._offer()
        self._count()
        self.tabs.changed.connect(self._on_tabs_changed)

    def _arrange(self) -> None:
        self.header.add_action(self.scan_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        for key, found in self.lists.items():
            self._stack.addWidget(found)
            found.opened.connect(partial(self._open, key))

    def _offer(self) -> None:
        may, bulk = self.context.services.actor.may, self.lists[DUPLICATES].bulk
        if may(Right.REMOVE_CUSTOMERS):
            bulk.add_action(self.tr("合并…"), "ph.users", self.merge)
        if may(Right.EDIT_CUSTOMERS):
            bulk.add_action(self.tr("不是同一人"), "ph.prohibit", self.keep_apart)

    # what the window asks

    @override
    def activate(self, **params: object) -> None:
        if params.get("tab") in LABELS:
            self.tabs.set_value(str(params["tab"]))
        self._turn()
        if self.findings is None:
            self.scan()
        self.shown.table.setFocus()

    @override
    def refresh(self) -> None:
        self.scan()

    @override
    def on_changes(self, changes: Changes) -> None:
        if not changes.touches(Aspect.CUSTOMER) and not changes.touches(Aspect.BOOK):
            return
        found = self.findings
        if not self.is_in_front:
            self.findings = None
        elif found is None or found.report.customers <= SMALL_BOOK:
            self.scan()
        else:
            self._show(found.without(changes.ids.get(Aspect.CUSTOMER) or ()))

    @override
    def status_text(self) -> str:
        if self.findings is None:
            return ""
        report, count = self.findings.report, self.context.formats.count
        words = self.tr("完整度 {share}%，{valid} / {total} 位没有错误")
        return words.format(
            share=report.completeness, valid=count(report.valid), total=count(report.customers)
        )

    @override
    def regions(self) -> list[QWidget]:
        return [self.shown.table]

    @property
    def shown(self) -> DeskList:
        """Give the list in front."""
        return self.lists[self.tabs.value() or DUPLICATES]

    # what is done

    def scan(self) -> None:
        """Look the whole book over in the background."""
        if self._task is not None:
            self._task.cancel()
        task: Task[Any] = self.context.tasks.start(
            self._read,
            on_success=self._on_success,
            on_error=self._on_error,
            on_cancelled=self._on_cancelled,
        )
        self._task = task
        title, remark = self.tr("正在检查客户资料"), self.tr("只读取，不改动任何资料")
        ProgressDialog(title, remark, task, self.context.formats, self.window())

    def merge(self) -> MergeDialog | None:
        """Make one of the customers of the chosen group, or of all chosen groups' members."""
        groups = self._chosen_groups()
        members = list(dict.fromkeys(chain.from_iterable(one.members for one in groups)))
        return open_merge(self.context, members, self.window()) if members else None

    def keep_apart(self) -> None:
        """Say of the chosen groups that they are different customers."""
        for group in self._chosen_groups():
            keep = self.context.services.duplicates.keep_apart
            self.context.navigator.run(partial(keep, group.members))

    def _chosen_groups(self) -> list[DuplicateGroup]:
        chosen = set(self.lists[DUPLICATES].chosen())
        groups = self.findings.groups if self.findings is not None else []
        return [one for one in groups if one.members[0] in chosen]

    def _open(self, key: str, customer_id: object) -> None:
        if not isinstance(customer_id, int):
            return
        if key == DUPLICATES and self.context.services.actor.may(Right.REMOVE_CUSTOMERS):
            self.lists[DUPLICATES].table.rows.check_only([customer_id])
            self.merge()
        else:
            ids = list(self.shown.table.rows.ids)
            self.context.navigator.open_customer(customer_id, ids)

    # reading

    def _read(self, progress: Progress) -> Findings:
        services = self.context.services
        groups = services.duplicates.scan(progress)
        members = list(chain.from_iterable(group.members for group in groups))
        return Findings(
            groups=groups,
            rows={int(row.id): row for row in services.customers.rows(members)},
            report=services.quality.report(None, progress),
            own=services.quality.report(services.actor.staff_id, progress),
        )

    def _on_success(self, findings: Findings) -> None:
        self._task = None
        self._show(findings)

    def _show(self, findings: Findings) -> None:
        self.findings = findings
        self._count()
        rows = findings.report.rows
        _show_rows(self.lists[DUPLICATES], [_group_row(g, findings.rows) for g in findings.groups])
        _show_rows(self.lists[WRONG_TAB], [_quality_row(one) for one in rows if one.is_wrong])
        _show_rows(self.lists[MISSING], [_quality_row(one) for one in rows if not one.is_wrong])
        _show_rows(self.lists[OWN], [_quality_row(one) for one in findings.own.rows])
        self.status_changed.emit(self.status_text())

    def _on_error(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)

    def _on_cancelled(self) -> None:
        self._task = None

    def _count(self) -> None:
        counts = dict.fromkeys(LABELS, 0)
        if self.findings is not None:
            wrong = sum(one.is_wrong for one in self.findings.report.rows)
            counts[DUPLICATES] = len(self.findings.groups)
            counts[WRONG_TAB] = wrong
            counts[MISSING] = len(self.findings.report.rows) - wrong
            counts[OWN] = len(self.findings.own.rows)
        chosen = self.tabs.value()
        shown = self.context.formats.count
        self.tabs.set_tabs(
            [
                CountTab(key=key, label=translate(words), count=shown(counts[key]))
                for key, words in LABELS.items()
            ]
        )
        self.tabs.set_value(chosen or DUPLICATES)

    def _on_tabs_changed(self, _key: str) -> None:
        self._turn()

    def _turn(self) -> None:
        self._stack.setCurrentWidget(self.shown)
        self.status_changed.emit(self.status_text())


def _show_rows(shown: DeskList, rows: Sequence[DeskRow]) -> None:
    known = {row.customer_id: row for row in rows}
    shown.show_ids(list(known), lambda ids: [known[one] for one in ids if one in known])


def _lists() -> dict[str, DeskList]:
    names = {key: translate(words) for key, words in LABELS.items()}
    whole = Head(translate(mark("完整度")), is_figure=True, width=96)
    issues = Head(translate(mark("要补充或更正的")))
    clean = translate(mark("没有要整理的资料"))
    none = translate(mark("没有发现重复的客户"))
    return {
        DUPLICATES: DeskList(
            names[DUPLICATES], Head(translate(mark("把握"))), Head(translate(mark("理由"))), none
        ),
        WRONG_TAB: DeskList(names[WRONG_TAB], whole, issues, clean),
        MISSING: DeskList(names[MISSING], whole, issues, clean),
        OWN: DeskList(names[OWN], whole, issues, clean),
    }


def _group_row(group: DuplicateGroup, rows: dict[int, CustomerRow]) -> DeskRow:
    first = rows[int(group.members[0])]
    names = listed(f"{rows[int(one)].name} {rows[int(one)].code}" for one in group.members)
    reasons = listed((say(REASON_LABELS[one]) for one in group.reasons), CLAUSES)
    words = translate(mark("{count} 位 · {score} 分"))
    return DeskRow(
        customer_id=int(group.members[0]),
        name=first.name,
        tier=first.tier.value,
        fact=words.format(count=f"{len(group.members):,}", score=group.score),
        why=spoken(named(reasons, names)),
        tone="warn" if group.score >= SURE else "",
    )


def _quality_row(one: Quality) -> DeskRow:
    issues = [translate(ISSUE_LABELS[issue]) for issue in one.issues]
    return DeskRow(
        customer_id=int(one.customer_id),
        name=one.name,
        tier=one.tier.value,
        fact=f"{one.completeness}%",
        why=translate(mark("，")).join(issues),
        tone="danger" if not WRONG.isdisjoint(one.issues) else "",
    )
