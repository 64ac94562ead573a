"""One change to many customers: what it would do, whom it leaves out, then doing it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.left_out import LeftOut
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import listed, mark
from ui.kit.buttons import primary, secondary
from ui.kit.form import Form
from ui.kit.latest import Latest
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.translation import spoken, translate

if TYPE_CHECKING:
    from ui.kit.tasks import Task

MOST_REASONS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyWords:
    """The words of such a dialog: its title, its button, and the task under way."""

    title: str
    action: str
    running: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """Who is changed, over which widget that is asked, and what to do once it happened."""

    ids: Sequence[int]
    host: QWidget
    done: Callable[[], object]


class ManyDialog(ModalDialog):
    """Previews off the main thread while the form is filled; undo takes it back in one step."""

    def __init__(
        self, context: PageContext, many: Many, words: ManyWords, form: Form, width: int
    ) -> None:
        """Take the form; a subclass then adds what it shows below, and calls `renew`."""
        super().__init__(words.title, width, many.host)
        self._context, self._many, self._words = context, many, words
        self.form = form
        self.notice = InlineNotice("info")
        self.add(form)
        self.add(self.notice)
        self._previews = Latest(context.tasks, self)
        self._previews.answered.connect(self._on_previews_answered)
        self._previews.failed.connect(self._on_previews_failed)
        self.foot_row.addStretch(1)
        cancel = secondary(translate(mark("取消")))
        cancel.clicked.connect(self.reject)
        self.add_button(cancel)
        self.button = primary(words.action, hint="Ctrl Enter")
        self.button.clicked.connect(self.apply)
        self.add_button(self.button)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.button.click)
        form.changed.connect(self.renew)

    # what a subclass says

    # Fields that the form calls by another name than the use case.
    field_names: Mapping[str, str] = MappingProxyType({})

    def question(self) -> Callable[[], object] | None:
        """Give what works out the preview, None while nothing can be said yet."""
        raise NotImplementedError

    def idle_text(self) -> str:
        """Say what to do while there is no preview."""
        raise NotImplementedError

    def show_plan(self, plan: object) -> None:
        """Show a preview."""
        raise NotImplementedError

    def work(self) -> Callable[[Progress], Changes]:
        """Give what does it."""
        raise NotImplementedError

    # the life of the dialog

    def renew(self, _key: str = "") -> None:
        """Work the preview out for what the form says now."""
        self.button.setEnabled(False)
        problems = self.form.problems()
        if problems:
            self.form.set_errors(problems)
            return
        question = self.question()
        if question is None:
            self.say("info", [self.idle_text()])
        else:
            self._previews.ask(None, question)

    def apply(self) -> None:
        """Do it off the main thread."""
        task: Task[Any] = self._context.tasks.start(
            self.work(), on_success=self._on_success, on_error=self._on_error
        )
        self.button.setEnabled(False)
        words = self._words
        ProgressDialog(words.running, words.kept, task, self._context.formats, self._many.host)

    def say(self, kind: str, lines: Sequence[str]) -> None:
        """Say something below the form."""
        self.notice.set_notice(kind, "\n".join(lines))
        self.fit()

    def left_out_lines(self, found: Sequence[LeftOut], words: str) -> list[str]:
        """Say whom the change leaves alone; `words` hold {count}, {reason} and {names}."""
        count = self._context.formats.count
        lines = [
            words.format(count=count(one.count), reason=spoken(one.reason), names=_names(one))
            for one in found[:MOST_REASONS]
        ]
        others = sum(one.count for one in found[MOST_REASONS:])
        if others:
            rest = translate(mark("另有 {count} 位因为别的原因"))
            lines.append(rest.format(count=count(others)))
        return lines

    def offer(self, text: str, *, is_possible: bool) -> None:
        """Name on the button what it does."""
        self.button.set_text(text)
        self.button.setEnabled(is_possible)

    def _on_success(self, changes: Changes) -> None:
        self._many.done()
        self.accept()
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)

    def _on_error(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._on_previews_failed(error)

    def _on_previews_answered(self, _key: object, plan: object) -> None:
        if self.question() is not None:
            self.show_plan(plan)

    def _on_previews_failed(self, error: object) -> None:
        if isinstance(error, InvalidDraftError):
            named = self.field_names
            problems = [
                FieldError(named.get(one.field, one.field), one.reason) for one in error.problems
            ]
            strangers = self.form.set_errors(problems)
            if strangers:
                self.say("error", [spoken(one.reason) for one in strangers])
        elif isinstance(error, BranchCrmError):
            self.say("error", error.lines(translate))


def _names(one: LeftOut) -> str:
    return spoken(listed(one.names)) + ("…" if one.count > len(one.names) else "")
