"""Settings of the book's files: where it lies, backups, restoring, verifying."""

from functools import partial
from pathlib import Path

from typing_extensions import override

from branchcrm.domain.backup import Backup
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.kit.buttons import small
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.questions import FileChoice, Question
from ui.kit.tasks import Task
from ui.kit.translation import spoken, translate
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow


class StorageSection(Section):
    """Shows where the book and its backups lie, and acts on them."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show the rows; the facts come with `reload`."""
        super().__init__(translate(mark("数据与备份")), context, window)
        self.facts = label("", "meta")
        self.add_to_head(self.facts)
        self.change = small(self.tr("更改…"))
        self.change.setObjectName("backup_folder")
        self.change.clicked.connect(self._on_change_clicked)
        self.place = SettingRow(self.tr("备份位置"), "", self.change)
        self.add_row(self.place)
        self.restore = small(self.tr("从备份恢复…"))
        self.restore.setObjectName("restore")
        self.restore.clicked.connect(self._on_restore_clicked)
        self.backup = small(self.tr("立即备份"))
        self.backup.setObjectName("back_up")
        self.backup.clicked.connect(self._on_backup_clicked)
        self.last = SettingRow(self.tr("上次备份"), "", self.restore, self.backup)
        self.add_row(self.last)
        self.verify = small(self.tr("校验账本"))
        self.verify.setObjectName("verify")
        self.verify.clicked.connect(self._on_verify_clicked)
        remark = self.tr("核对数据库文件、记录关联和操作链")
        self.checked = SettingRow(self.tr("完好性"), remark, self.verify)
        self.add_row(self.checked)
        self._require_rights()

    @override
    def reload(self) -> None:
        services, formats = self.context.services, self.context.formats
        book = services.book.place.folder
        size = formats.file_size(services.backups.size_bytes())
        self.facts.setText(f"{book} · {size}")
        self.place.set_remark(str(self._folder() or services.book.place.backups))
        last = services.backups.last_at()
        words = self.tr("上次备份 {time}").format(time=formats.moment(last)) if last else ""
        self.last.set_title(words or self.tr("还没有备份"))
        remark = self.tr("每份备份都经过试恢复") if last else self.tr("先做一次备份")
        self.last.set_remark(remark, "ok-meta" if last else "warn-meta")

    def back_up(self) -> None:
        """Copy the book into the place of backups."""
        work = partial(self._make_backup, self._folder())
        task = self.context.tasks.start(
            work, on_success=self._on_backed_up, on_error=self._on_refused
        )
        self._follow(task, self.tr("正在备份"))

    def _require_rights(self) -> None:
        actor = self.context.services.actor
        for button, right in (
            (self.backup, Right.BACKUP),
            (self.change, Right.BACKUP),
            (self.restore, Right.RESTORE),
            (self.verify, Right.SEE_HISTORY),
        ):
            button.setEnabled(actor.may(right))
            if not actor.may(right):
                button.setToolTip(self.tr("你的角色没有这个权限"))

    def _folder(self) -> Path | None:
        return self.main_window.parts.preferences.backup_folder

    def _follow(self, task: Task[Backup], title: str) -> None:
        remark = self.tr("备份完成后会试恢复一次")
        ProgressDialog(title, remark, task, self.context.formats, self)  # type: ignore[arg-type]  # any task

    def _make_backup(self, folder: Path | None, progress: Progress) -> Backup:
        return self.context.services.backups.back_up(folder, progress)

    def _on_change_clicked(self) -> None:
        choice = FileChoice(title=self.tr("选择备份位置"), start=self._folder())
        folder = self.context.prompts.choose_folder(choice)
        if folder is not None:
            self.main_window.parts.preferences.backup_folder = folder
            self.reload()

    def _on_backup_clicked(self) -> None:
        self.back_up()

    def _on_backed_up(self, made: Backup) -> None:
        self.reload()
        words = self.tr("已备份到 {file}，试恢复通过").format(file=made.path.name)
        self.context.navigator.toast(words)
        if self.main_window.workplace is not None:
            self.main_window.workplace.status.set_backup(self.context.services.backups.last_at())

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)

    def _on_restore_clicked(self) -> None:
        choice = FileChoice(
            title=self.tr("选择备份文件"),
            filters=(self.tr("备份 (*.crmbackup)"),),
            start=self._folder() or self.context.services.book.place.backups,
        )
        file = self.context.prompts.open_file(choice)
        if file is None:
            return
        question = Question(
            title=self.tr("用备份替换现在的账本？"),
            text=self.tr("备份之后的改动不在里面。现在的账本会移到一旁，不会被删除。"),
            action=self.tr("替换账本"),
            is_dangerous=True,
        )
        if self.context.prompts.confirm(question):
            self.main_window.restore_requested.emit(file)

    def _on_verify_clicked(self) -> None:
        self.verify.setEnabled(False)
        self.checked.set_remark(self.tr("正在校验…"))
        self.context.tasks.start(
            self._verify, on_success=self._on_verified, on_error=self._on_refused
        )

    def _verify(self, _progress: Progress) -> tuple[bool, str]:
        checks = self.context.services.history.verify()
        lines = "；".join(spoken(check.detail) for check in checks)
        return all(check.is_ok for check in checks), lines

    def _on_verified(self, found: tuple[bool, str]) -> None:
        is_ok, lines = found
        self.verify.setEnabled(True)
        self.checked.set_remark(lines, "ok-meta" if is_ok else "danger-meta")
