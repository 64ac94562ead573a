"""The words of a rule: its name, purpose, principles, standards, method, and its first day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import OperationId
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.wording import mark, say
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate

_LINES = 3


class TextDialog(EditDialog):
    """Changes the words of the rule on the bench; they are kept with the draft."""

    def __init__(
        self, context: PageContext, policy: Policy, take: Callable[[Policy], None], parent: QWidget
    ) -> None:
        """Take the rule and whom to give the changed one to."""
        self._policy, self._give = policy, take
        text = policy.text
        fields = [
            Field(key="name", label=translate(mark("名称")), required=True, max_length=60),
            _words("purpose", mark("目的")),
            _words("principles", mark("原则（每行一条）")),
            _words("standards", mark("标准")),
            _words("method", mark("方法")),
            Field(
                key="effective_from",
                label=translate(mark("生效日")),
                kind=FieldKind.DATE,
                help=translate(mark("留空则应用时生效")),
            ),
        ]
        form = Form(fields, context.formats, columns=1)
        form.set_values(
            {
                "name": translate(text.name),
                "purpose": translate(text.purpose),
                "principles": "\n".join(translate(one) for one in text.principles),
                "standards": translate(text.standards),
                "method": translate(text.method),
                "effective_from": policy.effective_from,
            }
        )
        title, action = translate(mark("规则说明与生效日")), translate(mark("保存"))
        super().__init__(title, form, self._take, action, parent=parent)
        self.set_width(560)
        self.finished.connect(self.deleteLater)

    def _take(self, values: Mapping[str, object]) -> Changes:
        words = {key: str(values.get(key) or "").strip() for key in ("name", *_MORE)}
        lines = str(values.get("principles") or "").splitlines()
        principles = tuple(line.strip() for line in lines if line.strip())
        text = replace(self._policy.text, principles=principles, **words)
        first = values.get("effective_from")
        day = first if isinstance(first, date) else None
        self._give(replace(self._policy, text=text, effective_from=day))
        # Nothing is written yet: the draft is kept when it is submitted or applied.
        return Changes(operation_id=OperationId(0), summary=say(""))


_MORE = ("purpose", "standards", "method")


def _words(key: str, words: str) -> Field:
    return Field(
        key=key, label=translate(words), kind=FieldKind.MULTILINE, lines=_LINES, max_length=500
    )
