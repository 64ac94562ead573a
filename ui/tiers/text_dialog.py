"""The words of a rule: its name, what it calls its tiers, purpose and method, its first day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import OperationId
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_policy_check import EVERY_LEVEL, TWICE, twice_named
from branchcrm.domain.wording import mark, say
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate

_LINES = 2
_NAME = 20
"""How many signs the name of a tier may have, about."""


class TextDialog(EditDialog):
    """Changes the words of the rule on the bench; they are kept with the draft."""

    def __init__(
        self, context: PageContext, policy: Policy, take: Callable[[Policy], None], parent: QWidget
    ) -> None:
        """Take the rule and whom to give the changed one to."""
        self._policy, self._give = policy, take
        text = policy.text
        form = Form(_fields(policy), context.formats, columns=1)
        form.set_values(
            {
                "name": translate(text.name),
                "labels": "\n".join(map(translate, reversed(policy.labels))),
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
        text = replace(self._policy.text, principles=_lines_of(values, "principles"), **words)
        first = values.get("effective_from")
        day = first if isinstance(first, date) else None
        labels = self._labels(values)
        self._give(replace(self._policy, text=text, labels=labels, effective_from=day))
        # Nothing is written yet: the draft is kept when it is submitted or applied.
        return Changes(operation_id=OperationId(0), summary=say(""))

    def _labels(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Give what the tiers are to be called, lowest first.

        Raises:
            InvalidDraftError: some of them have a name and others have none, or share one.
        """
        known = {translate(label): label for label in self._policy.labels}
        labels = tuple(known.get(line, line) for line in reversed(_lines_of(values, "labels")))
        if labels and len(labels) != len(self._policy.levels):
            raise InvalidDraftError([FieldError("labels", say(EVERY_LEVEL))])
        twice = twice_named(labels)
        if twice:
            raise InvalidDraftError([FieldError("labels", say(TWICE, name=twice))])
        return labels


_MORE = ("purpose", "standards", "method")


def _fields(policy: Policy) -> list[Field]:
    return [
        Field(key="name", label=translate(mark("名称")), required=True, max_length=60),
        Field(
            key="labels",
            label=translate(mark("层级名称（每行一层，从高到低）")),
            kind=FieldKind.MULTILINE,
            lines=len(policy.levels),
            max_length=len(policy.levels) * _NAME,
            help=translate(mark("留空则用通常的叫法")),
        ),
        _words("purpose", mark("目的")),
        _words("principles", mark("原则（每行一条）"), _LINES + 1),
        _words("standards", mark("标准")),
        _words("method", mark("方法")),
        Field(
            key="effective_from",
            label=translate(mark("生效日")),
            kind=FieldKind.DATE,
            help=translate(mark("留空则应用时生效")),
        ),
    ]


def _lines_of(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    lines = str(values.get(key) or "").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def _words(key: str, words: str, lines: int = _LINES) -> Field:
    return Field(
        key=key, label=translate(words), kind=FieldKind.MULTILINE, lines=lines, max_length=500
    )
