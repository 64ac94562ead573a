"""What the bench asks before it changes anything: a rule that counts, a draft of two people."""

from branchcrm.domain.tier_trial import Trial
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.questions import Question, ReasonChoice
from ui.kit.translation import translate

_REASONS = (mark("先看名单"), mark("变动太大"), mark("权重需要商量"))


def question_about(trial: Trial, name: str, formats: Formats) -> Question:
    """Ask before a rule is applied; a rule that moves many wants their number typed."""
    words = translate(mark("{up} 位升，{down} 位降。之后可以撤销。"))
    words = words.format(up=formats.count(trial.up), down=formats.count(trial.down))
    if trial.gone:
        gone = translate(mark("{count} 位没有这条规则要看的数字，不再有层级。"))
        words += gone.format(count=formats.count(trial.gone))
    if trial.is_large:
        words = translate(mark("超过一半的客户会变动。")) + words
    return Question(
        title=translate(mark("应用{name}？")).format(name=name),
        text=words,
        action=translate(mark("应用{name}")).format(name=name),
        count=trial.moved if trial.is_large else None,
    )


def question_of_two(name: str) -> Question:
    """Ask whether the draft that somebody else saved meanwhile takes the place of this one."""
    words = mark("载入后这里的改动会丢掉。取消则留着这里的改动，再次保存会换下同事的内容。")
    return Question(
        title=translate(mark("{name}刚刚改过同一份草稿")).format(name=name),
        text=translate(words),
        action=translate(mark("载入同事的草稿")),
    )


def choice_of_return() -> ReasonChoice:
    """Ask why a draft goes back to its author."""
    return ReasonChoice(
        title=translate(mark("退回规则草稿")),
        text="",
        action=translate(mark("退回")),
        reasons=tuple(translate(reason) for reason in _REASONS),
    )
