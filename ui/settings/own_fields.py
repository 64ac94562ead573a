"""Settings of the branch's own fields: define, change, put into order, retire, bring back."""

from functools import partial

from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.customer import KIND_LABELS, CustomerKind
from branchcrm.domain.own_field import OWN_KIND_LABELS, OwnField, OwnFieldUse
from branchcrm.domain.wording import listed, mark, say
from ui.kit.buttons import Button, IconButton, small
from ui.kit.page import PageContext
from ui.kit.questions import Question
from ui.kit.translation import spoken, translate
from ui.settings.forms import show_form
from ui.settings.own_field_form import OwnFieldDialog
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow


class OwnFieldSection(Section):
    """Lists the fields in the order of the form, retired ones last."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show the heading; the fields come with `reload`."""
        super().__init__(translate(mark("自定义字段")), context, window)
        self._may = context.services.own_fields.may_define
        self.add_field = small(self.tr("新建字段…"), icon="plus")
        self.add_field.setObjectName("add_own_field")
        self.add_field.clicked.connect(self._on_add_field_clicked)
        self.add_field.setEnabled(self._may)
        if not self._may:
            self.add_field.setToolTip(self.tr("只有网点负责人和管理员可以定义字段"))
        self.add_to_head(self.add_field)
        context.changes.changed.connect(self._on_changes)

    @override
    def reload(self) -> None:
        fields = self.context.services.own_fields.all()
        used = [one for one in fields if not one.is_retired]
        retired = [one for one in fields if one.is_retired]
        rows = [self._row(one, used) for one in (*used, *retired)]
        self.replace_rows(rows or [self._empty()])

    def row_of(self, name: str) -> SettingRow:
        """Give the row of a field."""
        return next(row for row in self.rows if row.title.text() == name)

    def _empty(self) -> SettingRow:
        remark = self.tr("本网点自己要记的客户资料，如推荐渠道。和内置字段一样填写、筛选、导入导出")
        return SettingRow(self.tr("还没有自定义字段"), remark)

    def _row(self, field: OwnField, used: list[OwnField]) -> SettingRow:
        buttons = self._buttons(field, used) if self._may else []
        row = SettingRow(field.name, self._remark(field), *buttons)
        row.setObjectName(f"own_field_{int(field.id)}")
        return row

    def _remark(self, field: OwnField) -> str:
        facts = [translate(OWN_KIND_LABELS[field.kind])]
        if field.choices:
            choices = spoken(listed(one.text for one in field.offered))
            facts[0] += self.tr("（{choices}）").format(choices=choices)
        if len(field.kinds) < len(CustomerKind):
            facts.append(spoken(listed(say(KIND_LABELS[kind]) for kind in field.kinds)))
        if field.is_required:
            facts.append(self.tr("必填"))
        if field.is_retired:
            facts.append(self.tr("已停用，值都保留着"))
        return " · ".join(facts)

    def _buttons(self, field: OwnField, used: list[OwnField]) -> list[Button | IconButton]:
        if field.is_retired:
            restore = small(self.tr("恢复"))
            restore.setObjectName("restore")
            restore.clicked.connect(partial(self._restore, field))
            return [restore]
        up = IconButton("ph.arrow-up", self.tr("上移"), is_small=True)
        up.setEnabled(field is not used[0])
        up.clicked.connect(partial(self._move, field, used, -1))
        down = IconButton("ph.arrow-down", self.tr("下移"), is_small=True)
        down.setEnabled(field is not used[-1])
        down.clicked.connect(partial(self._move, field, used, 1))
        edit = small(self.tr("修改…"))
        edit.clicked.connect(partial(self.open_form, field))
        retire = small(self.tr("停用字段"))
        retire.clicked.connect(partial(self._retire, field))
        for name, button in (("up", up), ("down", down), ("edit", edit), ("retire", retire)):
            button.setObjectName(name)
        return [up, down, edit, retire]

    def open_form(self, field: OwnField | None, *_checked: object) -> OwnFieldDialog:
        """Open the form of a field; without one, a fresh one is defined."""
        dialog = OwnFieldDialog(self.context, field, self)
        show_form(dialog, self.context)
        return dialog

    def _on_add_field_clicked(self) -> None:
        self.open_form(None)

    def _move(self, field: OwnField, used: list[OwnField], step: int, *_checked: object) -> None:
        order = [one.id for one in used]
        place = order.index(field.id)
        order.insert(place + step, order.pop(place))
        service = self.context.services.own_fields
        self.context.navigator.run(partial(service.order, order))

    def _restore(self, field: OwnField, *_checked: object) -> None:
        service = self.context.services.own_fields
        self.context.navigator.run(partial(service.restore, field.id))

    def _retire(self, field: OwnField, *_checked: object) -> None:
        service = self.context.services.own_fields
        question = Question(
            title=self.tr("停用“{name}”？").format(name=field.name),
            text=self._consequence(service.use(field.id)),
            action=self.tr("停用字段"),
        )
        if self.context.prompts.confirm(question):
            self.context.navigator.run(partial(service.retire, field.id))

    def _consequence(self, use: OwnFieldUse) -> str:
        count = self.context.formats.count(use.customers)
        words = self.tr(
            "{count} 位客户填过它。值都保留，只是表单、列表、筛选、导入导出里不再出现。"
        )
        parts = [words.format(count=count)]
        if use.views:
            views = self.tr("用到它的视图打开时会提示：{views}。")
            parts.append(views.format(views=spoken(listed(use.views))))
        parts.append(self.tr("随时可以恢复。"))
        return "".join(parts)

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches(Aspect.OWN_FIELD):
            self.reload()
