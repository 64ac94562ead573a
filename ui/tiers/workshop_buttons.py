"""The buttons about a rule in the making, and when each of them is there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QMenu

from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_policy_presets import PRESETS
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, ghost, primary, secondary
from ui.kit.translation import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonState:
    """What the buttons depend on."""

    is_in_front: bool
    may_edit: bool
    is_open: bool
    is_submitted: bool
    can_apply: bool
    is_changed: bool


class WorkshopButtons:
    """Start, ready-made rules, give up, send back, submit, apply."""

    def __init__(self) -> None:
        """Make them; `show_state` shows those that fit."""
        self.preset = ghost(translate(mark("从现成规则开始")))
        self.versions = ghost(translate(mark("历史版本")))
        self.by_hand = ghost(translate(mark("人工定层级")))
        self.words = ghost(translate(mark("规则说明…")))
        self.edit = secondary(translate(mark("调整规则…")), icon="ph.sliders-horizontal")
        self.save = ghost(translate(mark("保存草稿")))
        self.give_up = secondary(translate(mark("放弃草稿")))
        self.back = secondary(translate(mark("退回…")))
        self.submit = primary(translate(mark("提交复核")))
        self.apply = primary(translate(mark("应用…")))

    @property
    def beside(self) -> tuple[Button, ...]:
        """Give those that stand before the page's own actions."""
        return (
            *(self.versions, self.by_hand, self.words, self.preset),
            *(self.save, self.edit, self.give_up, self.back),
        )

    @property
    def last(self) -> tuple[Button, ...]:
        """Give the primary ones, of which one shows at a time."""
        return self.submit, self.apply

    def show_state(self, state: ButtonState) -> None:
        """Show what can be done now."""
        may_edit = state.may_edit and state.is_in_front
        is_bench = may_edit and state.is_open
        self.edit.setVisible(may_edit and not state.is_open)
        self.preset.setVisible(is_bench)
        self.words.setVisible(is_bench)
        self.versions.setVisible(state.is_in_front)
        self.save.setVisible(is_bench and state.is_changed)
        self.by_hand.setVisible(may_edit and not state.is_open)
        self.give_up.setVisible(is_bench)
        self.back.setVisible(is_bench and state.is_submitted and state.can_apply)
        is_handed_in = state.is_submitted and not state.is_changed
        self.submit.setVisible(is_bench and not is_handed_in and not state.can_apply)
        self.apply.setVisible(is_bench and state.can_apply)

    def offer_presets(self, chosen: Callable[[Policy], None]) -> None:
        """Open the menu of ready-made rules."""
        menu = QMenu(self.preset)
        menu.aboutToHide.connect(menu.deleteLater)
        for preset in PRESETS:
            policy = preset()
            menu.addAction(translate(policy.text.name), partial(chosen, policy))
        menu.popup(self.preset.mapToGlobal(self.preset.rect().bottomLeft()))
