"""Settings of safety: when the window locks, one's own password, the recovery key."""

from collections.abc import Mapping

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from ui.kit.buttons import small
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.questions import Question
from ui.kit.translation import translate
from ui.settings.forms import password_fields, show_form
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow
from ui.shell.preferences import LOCK_MINUTES
from ui.shell.recovery_views import RecoveryKeyView


class SafetySection(Section):
    """Auto-lock, own password, recovery key."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show what is in force."""
        super().__init__(translate(mark("安全与隐私")), context, window)
        words = self.tr("{minutes} 分钟没有操作")
        options = [Option(n, words.format(minutes=n)) for n in LOCK_MINUTES]
        self.lock_after = ComboBox([*options, Option(0, self.tr("不自动锁定"))])
        self.lock_after.setAccessibleName(self.tr("自动锁定"))
        self.lock_after.set_value(window.parts.preferences.lock_minutes)
        self.lock_after.chosen.connect(self._on_lock_after_chosen)
        remark = self.tr("离开电脑时保护客户资料")
        self.add_row(SettingRow(self.tr("自动锁定"), remark, self.lock_after))
        self.password = small(self.tr("修改密码…"))
        self.password.setObjectName("change_password")
        self.password.clicked.connect(self._on_password_clicked)
        remark = self.tr("至少 6 个字符，用来打开账本和解锁")
        self.add_row(SettingRow(self.tr("我的密码"), remark, self.password))
        self.recovery = small(self.tr("换新密钥…"))
        self.recovery.setObjectName("renew_recovery")
        self.recovery.clicked.connect(self._on_recovery_clicked)
        self.recovery.setEnabled(context.services.actor.may(Right.MANAGE_STAFF))
        self.recovery.setToolTip("" if self.recovery.isEnabled() else self.tr("只有管理员可以更换"))
        remark = self.tr("忘记密码时用它打开账本。换新后，旧的不再有效")
        self.add_row(SettingRow(self.tr("恢复密钥"), remark, self.recovery))

    def _on_lock_after_chosen(self, minutes: int) -> None:
        self.main_window.parts.preferences.lock_minutes = minutes
        self.main_window.idle_watch.start(minutes)

    def _on_password_clicked(self) -> None:
        current = Field(
            key="current", label=self.tr("现在的密码"), kind=FieldKind.PASSWORD, required=True
        )
        fields = [current, *password_fields()]
        form = Form(fields, self.context.formats, columns=1)
        dialog = EditDialog(
            self.tr("修改我的密码"), form, self._change_password, self.tr("修改密码"), parent=self
        )
        dialog.set_width(400)
        show_form(dialog, self.context)

    def _change_password(self, values: Mapping[str, object]) -> Changes:
        chosen, again = str(values["password"] or ""), str(values["again"] or "")
        if chosen != again:
            raise InvalidDraftError([FieldError("again", say("两次输入的密码不一样"))])
        current = str(values["current"] or "")
        return self.context.services.staff.change_password(current, chosen)

    def _on_recovery_clicked(self) -> None:
        question = Question(
            title=self.tr("换新的恢复密钥？"),
            text=self.tr("旧的恢复密钥从此打不开账本。已有的备份仍用旧密钥。"),
            action=self.tr("换新密钥"),
        )
        if not self.context.prompts.confirm(question):
            return
        try:
            renewed = self.context.services.staff.renew_recovery_key()
        except BranchCrmError as error:
            self.context.prompts.error(error)
            return
        self.context.changes.publish(renewed.changes)
        view = RecoveryKeyView(renewed.recovery_key)
        view.confirmed.connect(self.main_window.leave_gate)
        self.main_window.show_gate(view)
