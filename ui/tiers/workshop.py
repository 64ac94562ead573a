"""The bench on which the next rule is made: tried a moment after every change, then applied."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_draft import DraftState, StoredDraft
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_trial import Trial
from ui.kit.detail_pane import Debounce
from ui.kit.latest import Latest
from ui.kit.page import PageContext
from ui.tiers.override_dialog import OverrideReportDialog
from ui.tiers.text_dialog import TextDialog
from ui.tiers.versions_dialog import VersionsDialog
from ui.tiers.workshop_buttons import ButtonState, WorkshopButtons
from ui.tiers.workshop_card import WorkshopCard
from ui.tiers.workshop_questions import choice_of_return, question_about, question_of_two

if TYPE_CHECKING:
    from branchcrm.domain.tier_outcome import StoredPolicy

DELAY_MS = 250


class Workshop(QObject):
    """Holds the draft, the buttons about it, and the newest trial."""

    tried = Signal(object)
    turned = Signal()

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Make the card and the buttons; nothing is read before `refresh`."""
        super().__init__(parent)
        self._context, self._page = context, parent
        self.card = WorkshopCard()
        self.card.hide()
        self.buttons = WorkshopButtons()
        self.trial: Trial | None = None
        self.kept: StoredPolicy | None = None
        self.draft: StoredDraft | None = None
        self.is_open = False
        self._is_in_front = True
        self._needs_second = False
        self._next_version = 0
        self._settled = Debounce(self, DELAY_MS)
        self._latest = Latest(context.tasks, self)
        self._ready = Latest(context.tasks, self)
        self._connect()
        self._show_buttons()

    def _connect(self) -> None:
        self.buttons.edit.clicked.connect(self.begin)
        self.buttons.versions.clicked.connect(self.show_versions)
        self.buttons.by_hand.clicked.connect(self.show_overrides)
        self.buttons.words.clicked.connect(self.edit_words)
        self.buttons.preset.clicked.connect(self._on_preset_clicked)
        self.buttons.save.clicked.connect(self.save)
        self.buttons.give_up.clicked.connect(self.give_up)
        self.buttons.submit.clicked.connect(self.submit)
        self.buttons.back.clicked.connect(self.send_back)
        self.buttons.apply.clicked.connect(self.apply)
        self.card.changed.connect(self._on_card_changed)
        self.card.link_clicked.connect(self.begin)
        self._settled.settled.connect(self._on_settled)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_latest_failed)

    @property
    def name(self) -> str:
        """Name the draft: 草稿 v4."""
        return self.tr("草稿 v{version}").format(version=self._next_version)

    def refresh(self) -> None:
        """Read the rule in force and the draft; a draft that is there is shown.

        What was changed on the bench and not saved stays on it.
        """
        services = self._context.services
        unsaved = self._unsaved()
        self.kept = services.tiers.policy()
        self._next_version = services.tiers.policies()[0].version + 1
        now = services.tier_drafts.draft()
        self._needs_second = services.tier_drafts.needs_second()
        if unsaved is not None:
            # Another draft than the one this began from is asked about before it is replaced.
            if now is None or (self.draft is not None and now.policy == self.draft.policy):
                self.draft = now
            self.start_from(unsaved)
            return
        self.draft = now
        if self.draft is not None:
            self.start_from(self.draft.policy)
        elif not self.is_open:
            self._show_buttons()
            self._warm()

    def _unsaved(self) -> Policy | None:
        """Give the rule on the bench where somebody moved something since it was put there."""
        if not self.is_open or self.kept is None:
            return None
        known = replace(self.kept.policy, effective_from=None)
        begun = self.draft.policy if self.draft is not None else known
        return None if self.card.policy == begun else self.card.policy

    def set_in_front(self, *, is_in_front: bool) -> None:
        """Show the buttons only while the board is in front; the draft stays meanwhile."""
        self._is_in_front = is_in_front
        self._show_buttons()

    def begin(self) -> None:
        """Start from the rule in force."""
        if self.kept is not None:
            self.start_from(replace(self.kept.policy, effective_from=None))

    def show_versions(self) -> VersionsDialog:
        """List every version of the rule."""
        dialog = VersionsDialog(self._context, self._page)
        dialog.chosen.connect(self.start_from)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_overrides(self) -> OverrideReportDialog:
        """List every tier that was set by hand, per person."""
        dialog = OverrideReportDialog(self._context, self._page)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def edit_words(self) -> None:
        """Change what the rule says about itself, and its first day."""
        policy = self.card.policy
        if policy is not None:
            TextDialog(self._context, policy, self.start_from, self._page).show_for_input()

    def give_up(self) -> None:
        """Leave the rule as it is."""
        self.is_open, self.trial = False, None
        self.card.hide()
        if self.draft is not None:
            self._context.navigator.run(self._context.services.tier_drafts.discard)
            self.draft = None
        self._show_buttons()
        self.turned.emit()

    def save(self) -> None:
        """Keep the draft in the book for later, or for another desk."""
        if self._save():
            self.refresh()

    def submit(self) -> None:
        """Save the draft and hand it to a second person."""
        if self._save():
            self._context.navigator.run(self._context.services.tier_drafts.submit)
            self.refresh()

    def send_back(self) -> None:
        """Give a submitted draft back to its author."""
        reason = self._context.prompts.ask_reason(choice_of_return())
        if reason is not None:
            send_back = self._context.services.tier_drafts.send_back
            self._context.navigator.run(partial(send_back, reason))
            self.refresh()

    def apply(self) -> None:
        """Put the draft in force, after the totals were seen."""
        trial, policy = self.trial, self.card.policy
        if trial is None or policy is None:
            return
        question = question_about(trial, self.name, self._context.formats)
        if not self._context.prompts.confirm(question) or not self._save():
            return
        self.buttons.apply.setEnabled(False)
        apply = self._context.services.tier_drafts.apply
        self._context.tasks.start(
            lambda _progress: apply(is_sure=True, tried=trial.operation),
            on_success=self._on_applied,
            on_error=self._on_apply_failed,
        )

    def settle(self) -> None:
        """Try at once what was changed last."""
        self._settled.finish()

    def _on_applied(self, changes: Changes) -> None:
        self.is_open, self.trial, self.draft = False, None, None
        self.card.hide()
        self._show_buttons()
        self.turned.emit()
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)

    def _save(self) -> bool:
        """Keep the draft in the book where it is another one than that kept there."""
        policy = self.card.policy
        if policy is None or not self._is_latest():
            return False
        if self.draft is not None and self.draft.policy == policy:
            return True
        seen = None if self.draft is None else self.draft.edit
        save = self._context.services.tier_drafts.save
        changes = self._context.navigator.run(partial(save, policy, seen))
        self.draft = self._context.services.tier_drafts.draft()
        return changes is not None

    def _is_latest(self) -> bool:
        """Ask what counts where somebody else saved the draft since it was read here."""
        now = self._context.services.tier_drafts.draft()
        if now is None or (self.draft is not None and now.edit == self.draft.edit):
            return True
        self.draft = now
        if self._context.prompts.confirm(question_of_two(now.author)):
            self.start_from(now.policy)
        return False

    def start_from(self, policy: Policy) -> None:
        """Put a rule on the bench and try it."""
        if self.kept is None:
            return
        is_same = self.is_open and self.card.policy == policy
        self.is_open, self.trial = True, None
        if not is_same:
            names = (self.name, f"v{self.kept.version}")
            self.card.show_policy(policy, self.kept.policy, names)
        self.card.show()
        self._show_buttons()
        self._try(policy)
        self.turned.emit()

    def _show_buttons(self) -> None:
        actor = self._context.services.actor
        is_ours = self.draft is None or self.draft.author_id == actor.staff_id
        self.buttons.show_state(
            ButtonState(
                is_in_front=self._is_in_front,
                may_edit=actor.may(Right.EDIT_POLICY),
                is_open=self.is_open,
                is_submitted=self.draft is not None and self.draft.state is DraftState.SUBMITTED,
                can_apply=not (is_ours and self._needs_second),
                is_changed=self._is_changed(),
            )
        )
        version = f"v{self._next_version}"
        self.buttons.apply.set_text(self.tr("应用 {name}…").format(name=version))
        self.buttons.apply.setEnabled(self.trial is not None)

    def _on_preset_clicked(self) -> None:
        self.buttons.offer_presets(self.start_from)

    def _is_changed(self) -> bool:
        """Tell whether the rule on the bench is another one than the draft that is kept."""
        policy = self.card.policy
        return policy is not None and (self.draft is None or self.draft.policy != policy)

    def _on_card_changed(self, policy: object) -> None:
        """Let nobody apply what was not tried."""
        self.trial = None
        self._show_buttons()
        self.buttons.apply.setEnabled(False)
        self._settled.tell(policy)

    def _on_settled(self, policy: object) -> None:
        if isinstance(policy, Policy):
            self._try(policy)

    def _warm(self) -> None:
        """Have the figures ready when the bench opens; what fails here is told by the trial."""
        if self._context.services.actor.may(Right.EDIT_POLICY):
            self._ready.ask("warm", self._context.services.tier_trials.warm)

    def _try(self, policy: Policy) -> None:
        if self.card.policy is not None:
            preview = self._context.services.tier_trials.preview
            self._latest.ask(policy, partial(preview, policy))

    def _on_latest_answered(self, _key: object, trial: object) -> None:
        if isinstance(trial, Trial) and self.is_open:
            self.trial = trial
            self.buttons.apply.setEnabled(True)
            self.tried.emit(trial)

    def _on_apply_failed(self, error: Exception) -> None:
        """Tell why, and try the rule again on the book as it is now."""
        self._on_latest_failed(error)
        if self.card.policy is not None:
            self.start_from(self.card.policy)

    def _on_latest_failed(self, error: Exception) -> None:
        self._show_buttons()
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)
