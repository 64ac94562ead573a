"""Every version of the rule with who wrote and who approved it; each can be started from again."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.domain.rights import Right
from branchcrm.domain.tier_draft import Approval
from branchcrm.domain.tier_outcome import StoredPolicy
from branchcrm.domain.wording import mark
from ui.kit.buttons import small
from ui.kit.labels import label, rule
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.translation import translate
from ui.tiers.words import rule_lines

UNDO_WITHIN = timedelta(hours=24)
"""How long the list of versions itself offers to take the newest one back."""


class VersionsDialog(ModalDialog):
    """Lists the versions, the newest first."""

    chosen = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Read the versions."""
        super().__init__(translate(mark("分层规则的历史版本")), 720, parent)
        self._context = context
        services = context.services
        approvals = services.tier_drafts.approvals()
        active = services.tiers.policy()
        for stored in services.tiers.policies():
            approval = approvals.get(stored.id)
            self.add(self._row(stored, approval, is_active=stored.id == active.id))
            self.add(rule())
        self._body.addStretch(1)

    def _row(self, stored: StoredPolicy, approval: Approval | None, *, is_active: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        words = QVBoxLayout()
        name = f"v{stored.version} {translate(stored.policy.text.name)}"
        if is_active:
            name += " · " + translate(mark("生效中"))
        elif stored.is_withdrawn:
            name += " · " + translate(mark("已撤销"))
        words.addWidget(label(name, "strong"))
        words.addWidget(label(self._facts(stored, approval), "label", wraps=True))
        for line in rule_lines(stored.policy):
            words.addWidget(label(line, "meta", wraps=True))
        row.addLayout(words, 1)
        may_edit = self._context.services.actor.may(Right.EDIT_POLICY)
        if may_edit and is_active and self._is_fresh(stored):
            back = small(translate(mark("撤销应用")))
            back.clicked.connect(partial(self._take_back, stored))
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        button = small(translate(mark("以此为草稿")))
        button.setVisible(may_edit)
        button.clicked.connect(partial(self._choose, stored))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _facts(self, stored: StoredPolicy, approval: Approval | None) -> str:
        facts = [translate(mark("{day} 起生效")).format(day=stored.effective_on.isoformat())]
        if approval is not None:
            facts.append(translate(mark("起草 {name}")).format(name=approval.author))
            facts.append(translate(mark("复核 {name}")).format(name=approval.approver))
            facts += [approval.note] if approval.note else []
        return " · ".join(facts)

    def _is_fresh(self, stored: StoredPolicy) -> bool:
        """Tell whether the rule was put in force within a day; later, history takes it back."""
        age = self._context.clock.now() - stored.created_at
        return stored.version > 1 and age <= UNDO_WITHIN

    def _take_back(self, stored: StoredPolicy, *_checked: object) -> None:
        undo = self._context.services.history.undo
        if self._context.navigator.run(partial(undo, stored.operation_id)) is not None:
            self.accept()

    def _choose(self, stored: StoredPolicy, *_checked: object) -> None:
        self.chosen.emit(stored.policy)
        self.accept()
