"""What the forms of the settings share."""

from branchcrm.domain.changes import Changes
from branchcrm.domain.wording import mark
from ui.kit.edit_dialog import EditDialog
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate


def password_fields() -> list[Field]:
    """Give the two fields of a password that is being chosen."""
    return [
        Field(
            key="password",
            label=translate(mark("新密码")),
            kind=FieldKind.PASSWORD,
            required=True,
        ),
        Field(
            key="again",
            label=translate(mark("再输一次密码")),
            kind=FieldKind.PASSWORD,
            required=True,
        ),
    ]


def show_form(dialog: EditDialog, context: PageContext) -> None:
    """Open a form; what it saves is told to all screens."""

    def tell(changes: Changes) -> None:
        context.changes.publish(changes)
        context.navigator.toast(changes)

    dialog.saved.connect(tell)
    dialog.show_for_input()
