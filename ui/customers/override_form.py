"""A tier set by hand: the form that sets it, and the notice that says that it counts."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import CLASSIFIED, Tier
from branchcrm.domain.tier_override import TierOverride
from branchcrm.domain.wording import mark
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.tier_names import tier_label
from ui.kit.translation import spoken, translate

USUAL_DAYS = 90


class OverrideDialog(EditDialog):
    """Asks for the tier, the reason and the last day."""

    def __init__(self, context: PageContext, customer: Customer, parent: QWidget) -> None:
        """Ask about a customer."""
        self._context, self._customer = context, customer
        tiers = [Option(tier.value, tier_label(tier, is_long=True)) for tier in CLASSIFIED]
        fields = [
            Field(
                key="tier",
                label=translate(mark("层级")),
                kind=FieldKind.SEGMENTED,
                options=tiers,
                required=True,
            ),
            Field(key="reason", label=translate(mark("理由")), required=True, max_length=200),
            Field(
                key="ends_on",
                label=translate(mark("到期日")),
                kind=FieldKind.DATE,
                help=translate(mark("最长半年，到期自己结束")),
                required=True,
            ),
        ]
        form = Form(fields, context.formats, columns=1)
        usual = context.clock.today() + timedelta(days=USUAL_DAYS)
        form.set_values({"tier": Tier.HIGH.value, "ends_on": usual})
        title = translate(mark("人工定{name}的层级")).format(name=customer.name)
        super().__init__(title, form, self._set, translate(mark("保存")), parent=parent)
        self.set_width(400)
        self.saved.connect(context.changes.publish)
        self.saved.connect(context.navigator.toast)
        self.finished.connect(self.deleteLater)

    def _set(self, values: Mapping[str, object]) -> Changes:
        ends_on = values.get("ends_on")
        return self._context.services.tier_overrides.set(
            self._customer.id,
            Tier(str(values.get("tier") or Tier.NONE)),
            str(values.get("reason") or ""),
            ends_on if isinstance(ends_on, date) else None,
        )


def override_notice(context: PageContext, override: TierOverride) -> InlineNotice:
    """Say that a tier was set by hand, by whom, why and until when; offer to lift it."""
    words = spoken(override.sentence)
    may = context.services.actor.may(Right.APPLY_TIERS)
    notice = InlineNotice("accent", words, translate(mark("恢复按规则")) if may else "")
    lift = partial(context.services.tier_overrides.lift, override.customer_id)
    notice.link_clicked.connect(partial(context.navigator.run, lift))
    return notice
