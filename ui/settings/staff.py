"""Settings of the people: accounts made, disabled, reset; people without a login; roles."""

from functools import partial

from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.rights import ROLE_LABELS, Right
from branchcrm.domain.staff import Staff
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, small
from ui.kit.page import PageContext
from ui.kit.questions import Question
from ui.kit.translation import translate
from ui.settings.rows import Section, SettingRow
from ui.settings.staff_forms import StaffForms
from ui.shell.main_window import MainWindow


class StaffSection(Section):
    """Lists the people with what can be done about each."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show the heading; the people come with `reload`."""
        super().__init__(translate(mark("账号与权限")), context, window)
        self._may = context.services.actor.may(Right.MANAGE_STAFF)
        self._forms = StaffForms(context, self)
        self.add_person = small(self.tr("增加员工…"), icon="plus")
        self.add_person.setObjectName("add_staff")
        self.add_person.clicked.connect(self._forms.add)
        self.add_person.setEnabled(self._may)
        if not self._may:
            self.add_person.setToolTip(self.tr("只有管理员可以管理员工"))
        self.add_to_head(self.add_person)
        context.changes.changed.connect(self._on_changes)

    @override
    def reload(self) -> None:
        people = self.context.services.staff.people(with_inactive=True)
        self.replace_rows([self._row(person) for person in people])

    def row_of(self, name: str) -> SettingRow:
        """Give the row of a person."""
        return next(row for row in self.rows if row.title.text() == name)

    def _row(self, person: Staff) -> SettingRow:
        facts = [translate(ROLE_LABELS[person.role])]
        if person.login is None:
            facts.append(self.tr("没有账号"))
        elif person.login != person.name:
            facts.append(self.tr("账号 {login}").format(login=person.login))
        if not person.is_active:
            facts.append(self.tr("已停用"))
        if person.needs_review:
            facts.append(self.tr("导入时新增，请核对"))
        buttons = self._buttons(person) if self._may else []
        row = SettingRow(person.name, " · ".join(facts), *buttons)
        row.setObjectName(f"staff_{int(person.id)}")
        return row

    def _buttons(self, person: Staff) -> list[Button]:
        offers = [("edit", self.tr("修改…"), self._forms.edit)]
        if person.login is None:
            offers.append(("login", self.tr("开通账号…"), self._forms.give_login))
        elif person.is_active:
            offers.append(("reset", self.tr("重设密码…"), self._forms.reset_password))
        else:
            offers.append(("enable", self.tr("重新启用…"), self._forms.reset_password))
        if person.is_active and person.id != self.context.services.actor.staff_id:
            offers.append(("disable", self.tr("停用"), self._disable))
        buttons = []
        for name, text, act in offers:
            button = small(text)
            button.setObjectName(name)
            button.clicked.connect(partial(_call, act, person))
            buttons.append(button)
        return buttons

    def _disable(self, person: Staff) -> None:
        question = Question(
            title=self.tr("停用{name}？").format(name=person.name),
            text=self.tr("密码马上失效，记录里的名字保留。之后可以重新启用。"),
            action=self.tr("停用{name}").format(name=person.name),
            is_dangerous=True,
        )
        if self.context.prompts.confirm(question):
            service = self.context.services.staff
            self.context.navigator.run(partial(service.disable, person.id))

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches(Aspect.STAFF):
            self.reload()


def _call(act: "partial[None] | object", person: Staff, *_checked: object) -> None:
    act(person)  # type: ignore[operator]  # a bound method
