"""The form of a branch's own field: its name, kind, choices, and whose it is."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import KIND_LABELS, CustomerKind
from branchcrm.domain.own_field import (
    OWN_KIND_LABELS,
    OwnChoice,
    OwnField,
    OwnFieldDraft,
    OwnFieldUse,
    OwnKind,
)
from branchcrm.domain.own_field_check import LONGEST_NAME
from branchcrm.domain.wording import listed, mark, say
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import spoken, translate
from ui.settings.choice_list import ChoiceListEditor

FIRST_CHOICES = (OwnChoice(text=""), OwnChoice(text=""))


class OwnFieldDialog(EditDialog):
    """Defines a field or changes one; what a change does to values is said before."""

    def __init__(self, context: PageContext, field: OwnField | None, parent: QWidget) -> None:
        """Take which field is changed; without one, a fresh one is defined."""
        self._context, self._field = context, field
        service = context.services.own_fields
        self._use = OwnFieldUse() if field is None else service.use(field.id)
        form = Form(_fields(is_fresh=field is None), context.formats)
        words = mark("新建自定义字段") if field is None else mark("修改自定义字段")
        super().__init__(translate(words), form, self._save, translate(mark("保存")), parent=parent)
        self.set_width(560)
        self.finished.connect(self.deleteLater)
        form.changed.connect(self._on_form_changed_here)
        self._fill(OwnFieldDraft(choices=FIRST_CHOICES) if field is None else field.draft())

    def _fill(self, draft: OwnFieldDraft) -> None:
        self.form.set_values(
            {
                "name": draft.name,
                "kind": str(draft.kind),
                "choices": draft.choices,
                "kinds": frozenset(str(kind) for kind in draft.kinds),
                "is_required": draft.is_required,
            }
        )
        self._show_choices()

    def draft(self, values: Mapping[str, object]) -> OwnFieldDraft:
        """Give what the form holds."""
        kind = str(values["kind"])
        chosen = values["kinds"]
        kinds = chosen if isinstance(chosen, frozenset | set | tuple | list) else ()
        typed = values["choices"] if kind == OwnKind.CHOICE else ()
        return OwnFieldDraft(
            name=str(values["name"] or ""),
            kind=kind,
            choices=typed if isinstance(typed, tuple) else (),
            is_required=bool(values["is_required"]),
            kinds=tuple(one for one in CustomerKind if str(one) in kinds),
        )

    def _save(self, values: Mapping[str, object]) -> Changes:
        service, draft = self._context.services.own_fields, self.draft(values)
        if self._field is None:
            return service.add(draft)
        return service.edit(self._field.id, draft, self._field.version)

    def _on_form_changed_here(self, _key: str = "") -> None:
        self._show_choices()

    def _show_choices(self) -> None:
        is_shown = self.form.value("kind") == OwnKind.CHOICE
        self.form.set_shown("choices", is_shown=is_shown)
        if is_shown and self._field is not None:
            text, tone = self._loss()
            self.form.set_help("choices", text, tone)
        self.fit()

    def _loss(self) -> tuple[str, str]:
        """Say what becomes of the values of choices that were taken out."""
        kept, choices = self._field, self.form.value("choices")
        present = {one.key for one in choices} if isinstance(choices, tuple) else set()
        gone = [one for one in kept.offered if one.key not in present] if kept else []
        counts = {one.text: self._use.by_choice.get(one.key, 0) for one in gone}
        held = {text: count for text, count in counts.items() if count}
        if held:
            each = listed(
                say("“{text}” {count} 位", text=text, count=count) for text, count in held.items()
            )
            words = say("{each}客户已选：他们保留这个值，只是以后不能再选", each=each)
            return spoken(words), "warn"
        former = [one.text for one in kept.choices if not one.is_offered] if kept else []
        if former:
            words = say("不再提供：{former}。写上同样的字就恢复", former=listed(former))
            return spoken(words), ""
        return translate(mark("改字会连同已选的客户一起改")), ""


def _fields(*, is_fresh: bool) -> list[Field]:
    return [*_first_fields(is_fresh=is_fresh), *_further_fields()]


def _first_fields(*, is_fresh: bool) -> list[Field]:
    kinds = [Option(key.value, translate(words)) for key, words in OWN_KIND_LABELS.items()]
    return [
        Field(
            key="name",
            label=translate(mark("字段名称")),
            required=True,
            max_length=LONGEST_NAME,
            placeholder=translate(mark("如 推荐渠道")),
        ),
        Field(
            key="kind",
            label=translate(mark("类型")),
            kind=FieldKind.CHOICE,
            options=kinds,
            required=True,
            is_read_only=not is_fresh,
            help=translate(mark("定下后不能改")),
        ),
    ]


def _further_fields() -> list[Field]:
    customers = [Option(key.value, translate(words)) for key, words in KIND_LABELS.items()]
    return [
        Field(
            key="choices",
            label=translate(mark("选项")),
            kind=FieldKind.CUSTOM,
            editor=ChoiceListEditor,
            required=True,
            span=2,
        ),
        Field(
            key="kinds",
            label=translate(mark("哪些客户有")),
            kind=FieldKind.CHIPS,
            options=customers,
            is_multiple=True,
            span=2,
        ),
        Field(
            key="is_required",
            label=translate(mark("新建和修改客户时必须填写")),
            kind=FieldKind.CHECK,
            span=2,
        ),
    ]
