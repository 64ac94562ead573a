"""The forms about a person of the branch."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.rights import ROLE_LABELS, Role
from branchcrm.domain.staff import Staff
from branchcrm.domain.wording import mark, say
from branchcrm.services.staff import StaffDraft
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog, Save
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate
from ui.settings.forms import password_fields, show_form

Values = Mapping[str, object]


class StaffForms:
    """Opens the forms of the staff section and saves what they collect."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Open them over a widget."""
        self._context = context
        self._parent = parent

    def add(self) -> None:
        """Bring a person in, with or without an account."""
        help_text = translate(mark("留空则没有账号，只在记录里出现"))
        login = Field(key="login", label=translate(mark("账号")), help=help_text)
        fields = [_name(), _role(), login, *_optional_passwords()]
        title, action = translate(mark("增加员工")), translate(mark("增加员工"))
        self._show(title, fields, self._add, action)

    def edit(self, person: Staff) -> None:
        """Change a person's name and role."""
        fields = [_name(), _role()]
        title, action = translate(mark("修改员工")), translate(mark("保存"))
        dialog = self._dialog(title, fields, partial(self._edit, person), action)
        dialog.form.set_values({"name": person.name, "role": person.role.value})
        show_form(dialog, self._context)

    def give_login(self, person: Staff) -> None:
        """Give a person an account."""
        login = Field(key="login", label=translate(mark("账号")), required=True)
        title = translate(mark("给{name}开通账号")).format(name=person.name)
        fields = [login, *password_fields()]
        dialog = self._dialog(
            title, fields, partial(self._give_login, person), translate(mark("开通账号"))
        )
        dialog.form.set_values({"login": person.name})
        show_form(dialog, self._context)

    def reset_password(self, person: Staff) -> None:
        """Set a person's password anew; a disabled one can work again."""
        title = translate(mark("重设{name}的密码")).format(name=person.name)
        save = partial(self._reset_password, person)
        self._show(title, password_fields(), save, translate(mark("重设密码")))

    def _show(self, title: str, fields: list[Field], save: Save, action: str) -> None:
        show_form(self._dialog(title, fields, save, action), self._context)

    def _dialog(self, title: str, fields: list[Field], save: Save, action: str) -> EditDialog:
        form = Form(fields, self._context.formats, columns=1)
        dialog = EditDialog(title, form, save, action, parent=self._parent)
        dialog.setObjectName("staff_form")
        dialog.set_width(400)
        return dialog

    def _add(self, values: Values) -> Changes:
        login, password = _text(values, "login"), str(values["password"] or "")
        if login:
            _require_same(values)
        elif password:
            reason = say("填写账号，或者把密码留空")
            raise InvalidDraftError([FieldError("login", reason)])
        draft = StaffDraft(
            name=_text(values, "name"),
            role=Role(str(values["role"])),
            login=login,
            password=password,
        )
        return self._context.services.staff.add(draft)

    def _edit(self, person: Staff, values: Values) -> Changes:
        return self._context.services.staff.edit(
            person.id, name=_text(values, "name"), role=Role(str(values["role"]))
        )

    def _give_login(self, person: Staff, values: Values) -> Changes:
        _require_same(values)
        return self._context.services.staff.give_login(
            person.id, _text(values, "login"), str(values["password"] or "")
        )

    def _reset_password(self, person: Staff, values: Values) -> Changes:
        _require_same(values)
        return self._context.services.staff.reset_password(person.id, str(values["password"] or ""))


def _name() -> Field:
    return Field(key="name", label=translate(mark("姓名")), required=True)


def _role() -> Field:
    options = [Option(role.value, translate(words)) for role, words in ROLE_LABELS.items()]
    return Field(key="role", label=translate(mark("角色")), kind=FieldKind.CHOICE, options=options)


def _optional_passwords() -> list[Field]:
    return [
        Field(key="password", label=translate(mark("密码")), kind=FieldKind.PASSWORD),
        Field(key="again", label=translate(mark("再输一次密码")), kind=FieldKind.PASSWORD),
    ]


def _text(values: Values, key: str) -> str:
    return str(values[key] or "").strip()


def _require_same(values: Values) -> None:
    if values["password"] != values["again"]:
        raise InvalidDraftError([FieldError("again", say("两次输入的密码不一样"))])
