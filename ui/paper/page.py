"""The page before paper: a preview, what is chosen about it, to the printer or into a PDF."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import say
from branchcrm.services.address_labels import LabelRun
from branchcrm.services.papers import PaperHead, PaperList
from ui.kit.buttons import IconButton, primary, secondary
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.questions import FileChoice
from ui.kit.translation import translate
from ui.paper.card import foot_words
from ui.paper.ink import Ink
from ui.paper.labels import LabelDocument, LabelSubject
from ui.paper.list_table import is_wide as is_wide_list
from ui.paper.output import print_document, write_pdf
from ui.paper.panel import PrintPanel
from ui.paper.preview import PreviewArea
from ui.paper.preview_foot import PreviewFoot
from ui.paper.sheets import Document, Margins, width_between_margins
from ui.paper.subjects import Content, Making, Subject, subject_of


def _labels_of(params: Mapping[str, object]) -> Subject | None:
    asked, order = params.get("labels"), params.get("order")
    if isinstance(asked, CustomerFilter) and isinstance(order, CustomerOrder):
        return LabelSubject(asked, order)
    return None


class PaperPage(Page):
    """Shows what will be printed; opened with a subject, never from the rail."""

    def __init__(self, context: PageContext) -> None:
        """Build the page; `activate` says what is printed."""
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", "true")
        self.subject: Subject | None = None
        self.document: Document | None = None
        self._read: tuple[Content, PaperHead] | None = None
        self._is_full = False
        self._latest = Latest(context.tasks, self)
        self._latest.answered.connect(self._on_answered)
        self._latest.failed.connect(self._on_failed)
        self.header = PageHeader(self.tr("打印"))
        self.preview = PreviewArea()
        self.foot = PreviewFoot(self.preview)
        self.panel = PrintPanel(context)
        self.save_button = secondary(self.tr("另存为 PDF"), icon="ph.file-text")
        self.print_button = primary(self.tr("打印"), icon="ph.printer", hint="Ctrl P")
        back = IconButton("ph.arrow-left", self.tr("返回"))
        back.set_name(self.tr("返回"), "Alt ←")
        back.clicked.connect(context.navigator.back)
        self.header.add_action(self.save_button)
        self.header.add_action(self.print_button)
        self.header.lead_with(back)
        self.save_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_out)
        self.panel.changed.connect(self._on_panel_changed)
        self._lay_out()

    @override
    def activate(self, **params: object) -> None:
        subject = _labels_of(params) or subject_of(params)
        if subject is not None:
            self.subject = subject
            are_labels = isinstance(subject, LabelSubject)
            self.panel.offer(
                has_parts=subject.has_parts,
                full_right=subject.full_right,
                are_labels=are_labels,
            )
            self.refresh()
        self.setFocus()

    @override
    def refresh(self) -> None:
        if self.subject is not None:
            self._is_full = not self.panel.layout_wish.is_masked
            load = partial(self._load, self.subject, is_full=self._is_full)
            self._latest.ask(self.subject, load)

    @override
    def regions(self) -> list[QWidget]:
        return [self.preview, self.panel]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.context.navigator.back()
            return
        super().keyPressEvent(event)

    @override
    def print_page(self) -> None:
        self.print_out()

    def print_out(self) -> None:
        """Print, and write down that it was."""
        if not self.print_button.isEnabled() or self.document is None:
            return
        title = self._title()
        try:
            print_document(self.document, self.panel.print_wish, title)
        except BranchCrmError as error:
            self.context.prompts.error(error)
            return
        self._note()
        self.context.navigator.toast(
            say("已送往打印机 {printer}", printer=self.panel.print_wish.printer)
        )

    def save_pdf(self) -> None:
        """Ask for a file and write the PDF into it."""
        if self.document is None:
            return
        title = self._title()
        choice = FileChoice(
            title=self.tr("另存为 PDF"),
            filters=(self.tr("PDF 文件 (*.pdf)"),),
            start=Path.home() / f"{title}.pdf",
        )
        target = self.context.prompts.save_file(choice)
        if target is None:
            return
        target = target if target.suffix else target.with_suffix(".pdf")
        try:
            write_pdf(self.document, target, title, is_grey=self.panel.layout_wish.is_grey)
        except BranchCrmError as error:
            self.context.prompts.error(error)
            return
        self._note()
        self.context.navigator.toast(say("已保存到 {file}", file=target.name))

    def _load(self, subject: Subject, *, is_full: bool) -> tuple[Content, PaperHead]:
        services = self.context.services
        return subject.read(services, is_full=is_full), services.papers.head()

    def _on_answered(self, _key: object, answer: object) -> None:
        if isinstance(answer, tuple):
            self._read = answer
            self._renew()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)
        self.context.navigator.back()

    def _renew(self) -> None:
        """Lay the sheets out anew with what is chosen."""
        if self._read is None or self.subject is None:
            return
        (content, head), wish = self._read, self.panel.layout_wish
        ink = Ink(is_grey=wish.is_grey)
        left, right, page = foot_words(head)
        margins = Margins(
            name=translate(content.name),
            code=content.code,
            kind=translate(content.kind),
            left=left,
            right=right,
            page=page,
        )
        is_wide = isinstance(content.body, PaperList) and is_wide_list(
            content.body, ink, width_between_margins(wish.size)
        )
        width = width_between_margins(wish.size, is_wide=is_wide)
        making = Making(self.context.formats, ink, width, wish.parts)
        if isinstance(content.body, LabelRun):
            self.panel.labels.show_run(content.body)
            sheet = self.panel.labels.sheet()
            if sheet is None:
                return
            self.document = LabelDocument(content.body.labels, sheet)
        else:
            pieces = self.subject.pieces(content, making)
            self.document = Document(pieces, margins, wish.size, is_wide=is_wide)
        self.header.set_title(self.tr("打印{kind}").format(kind=translate(content.kind)))
        is_card = content.known != content.kind
        self.header.set_meta(content.known if is_card else content.code)
        self.foot.show_count(len(self.document.sheets))
        may = self.context.services.actor.may(Right.EXPORT_MASKED)
        self.save_button.setEnabled(may)
        self.print_button.setEnabled(may and bool(self.panel.print_wish.printer))
        self.preview.show_document(self.document, ink)

    def _title(self) -> str:
        if self._read is None:
            return ""
        content = self._read[0]
        parts = (translate(content.kind), translate(content.name), content.code)
        return " ".join(dict.fromkeys(part for part in parts if part))

    def _note(self) -> None:
        if self._read is None:
            return
        content = self._read[0]
        is_full = isinstance(content.body, LabelRun) or not self.panel.layout_wish.is_masked
        papers = self.context.services.papers
        right = self.subject.full_right if is_full and self.subject else None
        changes = papers.note_printed(content.logged, content.customers, full_right=right)
        self.context.changes.publish(changes)

    def _on_panel_changed(self) -> None:
        if self.subject is None:
            return
        is_full = not self.panel.layout_wish.is_masked
        if is_full != self._is_full:
            self.refresh()
        else:
            self._renew()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.preview, 1)
        left.addWidget(self.foot)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)
