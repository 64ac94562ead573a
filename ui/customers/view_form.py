"""The form that keeps the customer list as it looks now under a name."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.saved_view import LONGEST_NAME, ViewDraft
from branchcrm.domain.wording import mark
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate


class ViewDialog(EditDialog):
    """Asks for the name of a view, whether it is pinned, and whether everybody sees it."""

    def __init__(self, context: PageContext, draft: ViewDraft, parent: QWidget) -> None:
        """Take what is kept."""
        self._context, self._draft = context, draft
        fields = [
            Field(
                key="name",
                label=translate(mark("名称")),
                required=True,
                max_length=LONGEST_NAME,
                help=translate(mark("条件、列、排序和行高一起保存")),
            ),
            Field(key="is_pinned", label=translate(mark("固定在导航栏")), kind=FieldKind.SWITCH),
        ]
        if context.services.views.may_share:
            words = translate(mark("共享给全网点"))
            fields.append(Field(key="is_shared", label=words, kind=FieldKind.SWITCH))
        form = Form(fields, context.formats, columns=1)
        title = translate(mark("另存为视图"))
        super().__init__(title, form, self._keep, translate(mark("保存视图")), parent=parent)
        self.set_width(400)
        self.saved.connect(context.changes.publish)
        self.saved.connect(context.navigator.toast)
        self.finished.connect(self.deleteLater)

    def _keep(self, values: Mapping[str, object]) -> Changes:
        draft = replace(
            self._draft,
            name=str(values.get("name") or ""),
            is_pinned=bool(values.get("is_pinned")),
            is_shared=bool(values.get("is_shared")),
        )
        return self._context.services.views.add(draft)
