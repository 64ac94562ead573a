"""Is the rule fair: its promises tried on the own book, and groups of people side by side."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.fairness import PROMISE_LABELS, FairnessReport, Promise
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_measure import BLOCKED_INPUTS
from ui.kit.buttons import primary
from ui.kit.labels import IconMark, label
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import Card, InlineNotice, first_line
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.translation import spoken, translate
from ui.tiers.difference_card import DifferenceCard

WATCHED = (Aspect.BOOK, Aspect.CUSTOMER, Aspect.TIER)


class PromiseLine(QWidget):
    """One promise: whether it was kept, and what was found."""

    def __init__(self, promise: Promise) -> None:
        """Begin without a finding."""
        super().__init__()
        self.promise = promise
        self._mark = IconMark("ph.circle", "t3")
        self._finding = label("", "muted", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(10)
        row.addWidget(first_line(self._mark), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(translate(PROMISE_LABELS[promise]), wraps=True))
        words.addWidget(self._finding)
        row.addLayout(words, 1)
        self._finding.hide()

    def show_result(self, report: FairnessReport) -> None:
        """Show what was found."""
        result = next(one for one in report.results if one.promise is self.promise)
        icon, tone = (
            ("ph.check-circle", "ok") if result.is_kept else ("ph.warning-circle", "danger")
        )
        self._mark.set_icon(icon, tone)
        self._finding.setText(spoken(result.finding))
        self._finding.show()


class FairnessView(Page):
    """A button that tries every promise, its findings, and the differences between groups."""

    def __init__(self, context: PageContext) -> None:
        """Build the view."""
        super().__init__(context)
        self.report: FairnessReport | None = None
        self.check_button = primary(self.tr("检查公正性"), icon="ph.check-circle")
        self.check_button.clicked.connect(self.check)
        self.notice = InlineNotice("info")
        self.lines = {promise: PromiseLine(promise) for promise in Promise}
        self.differences = DifferenceCard(context.formats)
        self._promises = Card(self.tr("规则的承诺"))
        self._latest = Latest(context.tasks, self)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_failed)
        self._arrange()
        self._may = context.services.actor.may(Right.SEE_BRANCH)
        self.check_button.setEnabled(self._may)
        self._tell_start()

    def _arrange(self) -> None:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 12)
        row.addWidget(self.check_button)
        row.addStretch(1)
        for line in self.lines.values():
            self._promises.add(line)
        self._promises.add(foot)
        blocked = Card(self.tr("不能进入规则的信息"))
        names = "、".join(translate(name) for name in dict.fromkeys(BLOCKED_INPUTS.values()))
        words = self.tr("规则文件里写了其中任何一项都会被拒绝：{names}").format(names=names)
        blocked.add_padded(label(words, "label", wraps=True))
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self._promises)
        left.addWidget(blocked)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.differences)
        right.addStretch(1)
        body = QWidget()
        body.setProperty("ground", "bg")
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.notice)
        column.addLayout(columns, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scrolled(body))

    def _tell_start(self) -> None:
        words = self.tr("按现行规则、用本网点的真实数字逐项检查；检查不改动任何客户")
        if not self._may:
            words = self.tr("网点负责人、审计员和管理员可以检查公正性和查看差异")
        self.notice.set_notice("info", words)

    # what the page asks

    @override
    def activate(self, **params: object) -> None:
        self.refresh()

    @override
    def refresh(self) -> None:
        if self._may:
            self._latest.ask(None, self.context.services.tier_views.fairness.differences)

    @override
    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(aspect) for aspect in WATCHED):
            self.refresh()

    @override
    def regions(self) -> list[QWidget]:
        return [self.check_button]

    # doing

    def check(self) -> None:
        """Try every promise on the book."""
        self.check_button.setEnabled(False)
        task = self.context.tasks.start(
            self.context.services.tier_views.fairness.check,
            on_success=self._on_check_success,
            on_error=self._on_failed,
            on_cancelled=partial(self.check_button.setEnabled, True),  # noqa: FBT003 - Qt's setter
        )
        ProgressDialog(
            self.tr("检查公正性"),
            self.tr("逐项检查，不改动任何客户"),
            task,  # type: ignore[arg-type] # any outcome
            self.context.formats,
            self,
        )

    def _on_check_success(self, report: FairnessReport) -> None:
        self.check_button.setEnabled(True)
        self.report = report
        for line in self.lines.values():
            line.show_result(report)
        words = self.tr("规则 v{version} 在 {count} 位客户上守住了全部 {promises} 项承诺")
        if not report.is_fair:
            words = self.tr("规则 v{version} 在 {count} 位客户上没有守住全部 {promises} 项承诺")
        text = words.format(
            version=report.version,
            count=self.context.formats.count(report.customers),
            promises=f"{len(report.results):,}",
        )
        self.notice.set_notice("ok" if report.is_fair else "error", text)

    def _on_latest_answered(self, _key: object, answer: object) -> None:
        if isinstance(answer, list):
            self.differences.show_groups(answer)

    def _on_failed(self, error: Exception) -> None:
        self.check_button.setEnabled(self._may)
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)


def _scrolled(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area
