"""The form that makes one of several customers: who stays, whose value of each field."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.merge import MergeField, MergePlan
from branchcrm.domain.wording import mark
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.translation import translate

SURVIVOR, ALL = "survivor", "all"
Values = Mapping[str, object]


class MergeDialog(EditDialog):
    """Merges customers; every difference is decided, and undo takes all of it back."""

    def __init__(
        self, context: PageContext, customers: Sequence[CustomerId], parent: QWidget
    ) -> None:
        """Take the customers, the one that is to stay first.

        Raises:
            BranchCrmError: they can never be one.
        """
        self._context, self._customers = context, list(customers)
        plan = context.services.merges.plan(self._customers)
        self._fields = plan.fields
        form = Form([self._survivor_field(), *map(self._choice, plan.fields)], context.formats)
        words = translate(mark("合并 {count} 位客户")).format(count=f"{len(customers):,}")
        super().__init__(words, form, self._save, translate(mark("合并")), parent=parent)
        self.moving = label("", "muted", wraps=True)
        form.add_block(self.moving)
        self._fill(plan)
        form.changed.connect(self._on_form_value_changed)
        self.saved.connect(context.changes.publish)
        self.saved.connect(context.navigator.toast)
        self.finished.connect(self.deleteLater)

    def _survivor_field(self) -> Field:
        rows = self._context.services.customers.rows(self._customers)
        options = [
            Option(str(int(row.id)), " ".join(filter(None, (row.name, row.code, row.phone))))
            for row in rows
        ]
        return Field(
            key=SURVIVOR,
            label=translate(mark("保留哪一位")),
            kind=FieldKind.CHOICE,
            options=options,
            required=True,
            span=2,
            help=translate(mark("其余的进入回收站，可以随时撤销")),
        )

    def _choice(self, field: MergeField) -> Field:
        options = [
            Option(str(int(number)), translate(text) if text else translate(mark("（空）")))
            for number, text in field.values.items()
        ]
        if field.chosen is None:
            options.insert(0, Option(ALL, translate(mark("全部保留"))))
        return Field(
            key=field.name,
            label=translate(field.label),
            kind=FieldKind.CHOICE,
            options=options,
            required=True,
        )

    def _fill(self, plan: MergePlan) -> None:
        values: dict[str, object] = {
            one.name: ALL if one.chosen is None else str(int(one.chosen)) for one in plan.fields
        }
        self.form.set_values({**values, SURVIVOR: str(int(plan.survivor))})
        self._show_moving(plan)

    def _ordered(self) -> list[CustomerId]:
        chosen = CustomerId(int(str(self.form.value(SURVIVOR))))
        return [chosen, *(one for one in self._customers if one != chosen)]

    def _save(self, values: Values) -> Changes:
        keep = {
            one.name: CustomerId(int(str(values[one.name])))
            for one in self._fields
            if values[one.name] != ALL
        }
        return self._context.services.merges.merge(self._ordered(), keep)

    def _show_moving(self, plan: MergePlan) -> None:
        parts = [f"{translate(words)} {count}" for words, count in plan.moving.items()]
        moving = translate(mark("会移到保留的客户名下：{parts}"))
        nothing = translate(mark("没有要移动的记录"))
        self.moving.setText(moving.format(parts="、".join(parts)) if parts else nothing)

    def _on_form_value_changed(self, key: str) -> None:
        if key == SURVIVOR:
            self._fill(self._context.services.merges.plan(self._ordered()))


def open_merge(
    context: PageContext, customers: Sequence[CustomerId], parent: QWidget
) -> MergeDialog | None:
    """Open the form, or say why these can never be one."""
    try:
        dialog = MergeDialog(context, customers, parent)
    except BranchCrmError as error:
        context.prompts.error(error)
        return None
    dialog.show_for_input()
    return dialog
