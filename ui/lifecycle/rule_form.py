"""The branch's rules: when stages are proposed, and how the public pool works."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.lifecycle import LifecycleRule
from branchcrm.domain.pool import PoolRule
from branchcrm.domain.tier import CLASSIFIED, Tier
from branchcrm.domain.wording import mark, say
from ui.kit.edit_dialog import EditDialog, Save
from ui.kit.form import Form
from ui.kit.form_field import Field
from ui.kit.page import PageContext
from ui.kit.tier_names import tier_label
from ui.kit.translation import translate

Values = Mapping[str, object]
_STAGE_FIELDS = (
    ("dormant_days", mark("多少天没有交易建议转为沉睡"), mark("银行账户常用 180，零售常用 90")),
    ("gap_factor", mark("往来有规律的客户再放宽到间隔的几倍"), mark("0 表示只看天数")),
    ("lost_days", mark("多少天没有交易建议转为流失"), ""),
)
_LIMITS = (
    ("held_limit", mark("每人名下最多几位"), ""),
    ("monthly_claims", mark("每人每月最多领取几位"), ""),
    ("protected_days", mark("领取后几天内不退回"), ""),
)


def open_stage_rule(context: PageContext, parent: QWidget) -> EditDialog:
    """Open the form that says when stages are proposed."""
    kept = context.services.lifecycles.rule()

    def save(values: Values) -> Changes:
        numbers = _numbers(values)
        return context.services.lifecycles.set_rule(LifecycleRule(**numbers))

    known = {key: str(getattr(kept, key)) for key, _label, _help in _STAGE_FIELDS}
    return _open(context, parent, mark("阶段规则"), (_fields(_STAGE_FIELDS), known, save))


def open_pool_rule(context: PageContext, parent: QWidget) -> EditDialog:
    """Open the form of the public pool's rule."""
    kept = context.services.pools.rule()

    def save(values: Values) -> Changes:
        numbers = _numbers(values)
        days = {tier: numbers.pop(f"return_{tier.value}") for tier in CLASSIFIED}
        rule = replace(kept, return_days={**kept.return_days, **days}, **numbers)
        return context.services.pools.set_rule(rule)

    return _open(context, parent, mark("公海规则"), (_pool_fields(), _pool_values(kept), save))


def _pool_fields() -> list[Field]:
    label = translate(mark("{tier}几天没有有效联系应退回"))
    zero = translate(mark("0 表示不退回"))
    fields = [
        Field(
            key=f"return_{tier.value}",
            label=label.format(tier=tier_label(tier, is_long=True)),
            help=zero if tier is Tier.HIGH else "",
            required=True,
        )
        for tier in CLASSIFIED
    ]
    return [*fields, *_fields(_LIMITS)]


def _pool_values(rule: PoolRule) -> dict[str, str]:
    days = {f"return_{tier.value}": str(rule.return_days[tier]) for tier in CLASSIFIED}
    return days | {key: str(getattr(rule, key)) for key, _label, _help in _LIMITS}


def _fields(listed: Sequence[tuple[str, str, str]]) -> list[Field]:
    return [
        Field(key=key, label=translate(words), help=translate(more) if more else "", required=True)
        for key, words, more in listed
    ]


def _open(
    context: PageContext, parent: QWidget, title: str, parts: tuple[list[Field], Values, Save]
) -> EditDialog:
    fields, known, save = parts
    form = Form(fields, context.formats, columns=1)
    form.set_values(known)
    dialog = EditDialog(translate(title), form, save, translate(mark("保存")), parent=parent)
    dialog.set_width(400)
    dialog.saved.connect(context.changes.publish)
    dialog.saved.connect(context.navigator.toast)
    dialog.show_for_input()
    return dialog


def _numbers(values: Values) -> dict[str, int]:
    """Give whole numbers.

    Raises:
        InvalidDraftError: with every field that holds something else.
    """
    texts = {key: str(value or "").strip() for key, value in values.items()}
    wrong = [key for key, text in texts.items() if not text.isdecimal()]
    if wrong:
        reason = say("填写整数")
        raise InvalidDraftError([FieldError(key, reason) for key in wrong])
    return {key: int(text) for key, text in texts.items()}
