"""The import wizard: five steps from a file to the book, nothing written before the last."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark
from branchcrm.services.import_check import ImportCheck
from branchcrm.services.import_inspection import Inspection
from branchcrm.services.imports import ImportReport
from ui.exchange.check_step import CheckStep
from ui.exchange.foot_words import FootWords
from ui.exchange.known_step import KnownStep
from ui.exchange.mapping_step import MappingStep
from ui.exchange.progress_view import ProgressView
from ui.exchange.result_step import ResultStep
from ui.exchange.wizard_frame import CHECK, KNOWN, MAPPING, RESULT, WORKING, WizardFrame
from ui.exchange.wizard_state import WizardState, first_state
from ui.exchange.wizard_work import WizardWork
from ui.exchange.words import KIND_TITLES, WORKBOOK_FILTER
from ui.kit.page import PageContext
from ui.kit.questions import FileChoice
from ui.kit.translation import translate


class WizardView(WizardFrame):
    """Leads through matching, checking, known customers and the import itself."""

    left = Signal()
    another_wished = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the steps without a file."""
        super().__init__()
        self._context = context
        self._path = Path()
        self.state: WizardState | None = None
        self._report: ImportReport | None = None
        self._checked: ImportCheck | None = None
        self.work = WizardWork(context, self)
        self.mapping = MappingStep(context.services.imports.fields)
        self.check = CheckStep(context.formats)
        self.known = KnownStep()
        self.progress = ProgressView(context.formats)
        self.result = ResultStep(context.formats)
        self._foot_words = FootWords(context.formats, self.mapping, self.check, self.known)
        for view in (self.mapping, self.check, self.known, self.progress, self.result):
            self.views.addWidget(view)
        self._connect()

    def open_file(self, path: Path) -> None:
        """Read a file and begin with its columns."""
        self._path = path
        self.state = self._report = self._checked = None
        self.header.set_title(self.tr("导入"))
        self.header.set_meta(path.name)
        self._begin(self.tr("正在读取 {file}").format(file=path.name))
        self.work.inspect(path, None)

    def _connect(self) -> None:
        self.cancelled.connect(self._on_cancelled)
        self.went_back.connect(self._on_went_back)
        self.went_on.connect(self._on_went_on)
        self.work.inspected.connect(self._on_work_inspected)
        self.work.checked.connect(self._on_work_checked)
        self.work.imported.connect(self._on_work_imported)
        self.work.handed_back.connect(self._on_work_handed_back)
        self.work.failed.connect(self._on_work_failed)
        self.work.stopped.connect(self._step_back)
        self.work.stepped.connect(self.progress.show_step)
        self.progress.cancelled.connect(self.work.cancel)
        self.mapping.changed.connect(self._renew_foot)
        self.mapping.looked_again.connect(self._on_mapping_looked_again)
        self.check.edited.connect(self._renew_foot)
        self.check.recheck_wished.connect(self._start_check)
        self.check.rejections_wished.connect(self._on_rejections_wished)
        self.known.changed.connect(self._renew_foot)
        self.result.undo_wished.connect(self._on_undo_wished)
        self.result.rejections_wished.connect(self._on_rejections_wished)
        self.result.customers_wished.connect(self._on_customers_wished)
        self.result.another_wished.connect(self.another_wished)

    @property
    def _present(self) -> WizardState:
        if self.state is None:
            message = "no file is open"
            raise RuntimeError(message)
        return self.state

    def _begin(self, title: str) -> None:
        self.progress.start(title)
        self.go(WORKING)

    def _show(self, view: int) -> None:
        self.go(view)
        self._renew_foot()
        if view == KNOWN:
            self.known.setFocus()
        elif view == CHECK:
            self.check.table.setFocus()

    def _renew_foot(self) -> None:
        words = self._foot_words.of(self.view, self._checked)
        if words is not None:
            self.say(words.text, words.forward, is_ready=words.is_ready)

    def _show_mapping(self) -> None:
        state = self._present
        title = KIND_TITLES.get(state.kind)
        self.header.set_title(translate(title) if title else self.tr("导入"))
        self.header.set_meta(_about(self._context, state))
        self.mapping.show_state(state)
        self._show(MAPPING)

    def _start_check(self) -> None:
        self._begin(self.tr("正在校验"))
        self.work.check(self._present.path, self._present.request())

    def _start_import(self) -> None:
        self._begin(self.tr("正在备份并导入"))
        self.work.import_file(self._present.path, self._present.request())

    def _step_back(self) -> None:
        """Return to the step before the work that did not end well."""
        if self._report is not None:
            self._show(RESULT)
        elif self._checked is not None:
            self._show(CHECK)
        elif self.state is not None:
            self._show(MAPPING)
        else:
            self.left.emit()

    def _on_work_inspected(self, inspection: Inspection) -> None:
        state = self.state
        if state is None:
            self.state = first_state(self._path, inspection)
        else:
            kind = state.kind
            found = [one for one in inspection.sheets if one.name == state.sheet.name]
            state.take_sheet(found[0] if found else state.sheet)
            state.kind = state.kind or kind
        self._show_mapping()

    def _on_work_checked(self, check: ImportCheck) -> None:
        self._checked = check
        self.check.show_check(self._present, check)
        self.known.show_known(self._present, check)
        self._show(CHECK)

    def _on_work_imported(self, report: ImportReport) -> None:
        self._report = report
        self.result.show_outcome(report.outcome)
        self._show(RESULT)
        changes = report.outcome.changes
        if changes is not None:
            self._context.changes.publish(changes)
            self._context.navigator.toast(changes)

    def _on_work_handed_back(self, count: int) -> None:
        self._step_back()
        self._context.navigator.toast(self.tr("已导出 {count} 行错误").format(count=f"{count:,}"))

    def _on_work_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)
        self._step_back()

    def _on_went_on(self) -> None:
        if not self.can_go_on:
            return
        if self.view == MAPPING or (self.view == CHECK and self.check.has_unchecked_edits):
            self._start_check()
        elif self.view == CHECK and self._checked is not None and self._checked.known:
            self._show(KNOWN)
        elif self.view == CHECK:
            self._start_import()
        else:
            is_last = self.known.is_last
            self.known.next()
            if is_last:
                self._start_import()

    def _on_went_back(self) -> None:
        if self.view == KNOWN:
            self._show(CHECK)
        elif self.view == CHECK:
            self._checked = None
            self._show_mapping()
        else:
            self.left.emit()

    def _on_cancelled(self) -> None:
        if self.work.is_running:
            self.work.cancel()
        else:
            self.left.emit()

    def _on_mapping_looked_again(self) -> None:
        state = self._present
        if state.header_row or state.kind != state.sheet.kind:
            self._begin(self.tr("正在读取 {file}").format(file=state.path.name))
            self.work.inspect(state.path, state.looking_request())
        else:
            self._show_mapping()

    def _on_rejections_wished(self) -> None:
        state = self._present
        target = _target_for_rejections(self._context, state)
        if target is not None:
            self._begin(self.tr("正在导出错误行"))
            self.work.hand_back(state.path, state.request(), self._report, target)

    def _on_undo_wished(self) -> None:
        operation = self._report.outcome.operation_id if self._report else None
        if operation is not None:
            undo = self._context.services.history.undo
            self._context.navigator.run(partial(undo, operation))
            self.left.emit()

    def _on_customers_wished(self) -> None:
        self.left.emit()
        self._context.navigator.open_page("customers")


def _target_for_rejections(context: PageContext, state: WizardState) -> Path | None:
    """Ask where the rows that were not taken are to be written."""
    name = translate(mark("{name} 错误行.xlsx")).format(name=state.path.stem)
    return context.prompts.save_file(
        FileChoice(
            title=translate(mark("导出没有导入的行")),
            filters=(translate(WORKBOOK_FILTER),),
            start=state.path.with_name(name),
        )
    )


def _about(context: PageContext, state: WizardState) -> str:
    """Name the file, its sheet and its size for the head."""
    words = translate(mark("{file}  工作表“{sheet}” · {rows} 行"))
    rows = context.formats.count(state.sheet.rows)
    about = words.format(file=state.path.name, sheet=state.sheet.name, rows=rows)
    if not state.sheet.profile:
        return about
    program = translate(mark("套用方案：{name}")).format(name=translate(state.sheet.profile))
    return f"{about} · {program}"
