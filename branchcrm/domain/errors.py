"""The errors that a user may read: what happened, what was kept, what to do."""

from collections.abc import Callable
from typing import ClassVar

from typing_extensions import override

from branchcrm.domain.wording import SENTENCES, Sentence, in_chinese, listed, mark


class BranchCrmError(Exception):
    """A refusal in the user's words; subclasses give the three sentences."""

    happened: ClassVar[str] = ""
    kept: ClassVar[str] = mark("账本里的内容没有改变")
    remedy: ClassVar[str] = ""

    def __init__(self, **places: object) -> None:
        """Keep the places that fill the sentences; a place may itself be a Sentence."""
        super().__init__(self.happened)
        self.places = places

    def lines(self, translate: Callable[[str], str] = in_chinese) -> list[str]:
        """Give at most three lines: what happened, what was kept, what to do."""
        sources = (self.happened, self.kept, self.remedy)
        return [Sentence(source, self.places).text(translate) for source in sources if source]

    @override
    def __str__(self) -> str:
        """Give the lines in the source language, for logs and tests."""
        return "\n".join(self.lines())


class FieldError(BranchCrmError):
    """A value that a form or a command cannot take, with the field's name."""

    happened = mark("{reason}")
    kept = ""

    def __init__(self, field: str, reason: Sentence) -> None:
        """Name the field as the draft does, and say what is wrong and what is expected."""
        super().__init__(reason=reason)
        self.field = field
        self.reason = reason


class InvalidDraftError(BranchCrmError):
    """A draft with one or more fields that must be changed before it can be saved."""

    happened = mark("没有保存：{problems}")
    kept = ""

    def __init__(self, problems: list[FieldError]) -> None:
        """Carry every problem so that a form can show all of them at once."""
        self.problems = problems
        super().__init__(problems=listed([problem.reason for problem in problems], SENTENCES))


class NotAllowedError(BranchCrmError):
    """The acting person lacks the right that a use case needs."""

    happened = mark("没有执行：这一步需要“{right}”权限，{role}没有")
    remedy = mark("请管理员在 设置 › 员工 里调整角色")


class NotFoundError(BranchCrmError):
    """A record that was asked for is not in the book."""

    happened = mark("没有找到{what} {key}")
    kept = ""


class CancelledError(Exception):
    """The user stopped a long piece of work; nothing of it stays."""
