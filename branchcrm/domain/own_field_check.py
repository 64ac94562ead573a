"""Checks what was said about a branch's own field, and refuses names that are taken."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.filter_words import RESERVED
from branchcrm.domain.ids import OwnFieldId
from branchcrm.domain.own_field import (
    OWN_KIND_LABELS,
    OwnChoice,
    OwnField,
    OwnFieldDraft,
    OwnKind,
    is_own,
    name_key,
)
from branchcrm.domain.wording import Sentence, listed, mark, say

LONGEST_NAME: Final = 20
LONGEST_CHOICE: Final = 40
MOST_CHOICES: Final = 100
MOST_FIELDS: Final = 60
_NAME: Final = re.compile(r"\w(?:[\w·/-]| (?! ))*")


class OwnNameTakenError(BranchCrmError):
    """Another field, built in or the branch's own, has the name."""

    happened = mark("没有保存：“{name}”已经是一个字段的名称")
    remedy = mark("换一个名称")


class OwnNameRetiredError(BranchCrmError):
    """A retired field has the name."""

    happened = mark("没有保存：停用的字段里有“{name}”")
    remedy = mark("恢复那个字段，或换一个名称")


class OwnFieldChangedError(BranchCrmError):
    """Somebody else changed the definition since it was opened."""

    happened = mark("没有保存：字段“{name}”刚被别人改过")
    remedy = mark("重新打开，看过现在的内容再改")


class TooManyOwnFieldsError(BranchCrmError):
    """A book has room for so many own fields and not more."""

    happened = mark("没有新建：最多 {limit} 个自定义字段")
    remedy = mark("先停用不再用的字段")


def checked_own_field(draft: OwnFieldDraft, kept: OwnField | None = None) -> OwnFieldDraft:
    """Give a definition as it is kept, choices with their keys, former ones behind.

    A choice that the draft leaves out is not offered any more; one that is named anew like a
    former one brings that back.

    Raises:
        InvalidDraftError: something must be changed first.
    """
    problems: list[FieldError] = []
    name = " ".join(plain(draft.name).split())
    kind = _kind(draft.kind, kept, problems)
    _check_name(name, problems)
    choices: tuple[OwnChoice, ...] = ()
    if kind is OwnKind.CHOICE:
        choices = _choices(draft.choices, kept, problems)
    elif draft.choices:
        problems.append(FieldError("choices", say("只有“选项”字段有选项")))
    kinds = tuple(one for one in CustomerKind if one in draft.kinds)
    if not kinds:
        problems.append(FieldError("kinds", say("至少选一种客户")))
    if problems:
        raise InvalidDraftError(problems)
    return OwnFieldDraft(
        name=name, kind=kind, choices=choices, is_required=draft.is_required, kinds=kinds
    )


def require_free_name(
    name: str, fields: Iterable[OwnField], built_in: Iterable[str], own: OwnFieldId | None = None
) -> None:
    """Refuse a name that another field has.

    Raises:
        OwnNameTakenError: a field that is in use has it.
        OwnNameRetiredError: a retired one has it.
    """
    key = name_key(name)
    if key in {name_key(word) for word in built_in}:
        raise OwnNameTakenError(name=name)
    for one in fields:
        if one.id != own and name_key(one.name) == key:
            raise (OwnNameRetiredError if one.is_retired else OwnNameTakenError)(name=one.name)


def _kind(text: str, kept: OwnField | None, problems: list[FieldError]) -> OwnKind:
    word = without_spaces(plain(text)).casefold()
    kind = next((one for one, label in OWN_KIND_LABELS.items() if word in {one.value, label}), None)
    if kind is None:
        words = listed(
            say("{word} {label}", word=one.value, label=say(label))
            for one, label in OWN_KIND_LABELS.items()
        )
        reason = say("没有“{text}”这种字段，可用：{kinds}", text=text, kinds=words)
        problems.append(FieldError("kind", reason))
        return OwnKind.TEXT
    if kept is not None and kind is not kept.kind:
        reason = say("类型定下后不能改。要换类型，停用这个字段后另建一个")
        problems.append(FieldError("kind", reason))
    return kind


def _check_name(name: str, problems: list[FieldError]) -> None:
    reason: Sentence | None = None
    if not name:
        reason = say("填写字段名称后才能保存")
    elif len(name) > LONGEST_NAME:
        reason = say("最长 {limit} 个字，现在是 {count} 个", limit=LONGEST_NAME, count=len(name))
    elif not _NAME.fullmatch(name):
        reason = say("名称只用文字、数字、空格和 - / · _，以文字或数字开头")
    elif name.casefold() in RESERVED or is_own(name.casefold()):
        reason = say("“{word}”在筛选里有别的意思，换一个名称", word=name)
    if reason is not None:
        problems.append(FieldError("name", reason))


def _choices(
    drafts: Sequence[OwnChoice], kept: OwnField | None, problems: list[FieldError]
) -> tuple[OwnChoice, ...]:
    known = kept.choices if kept is not None else ()
    named = [replace(one, text=" ".join(one.text.split()), is_offered=True) for one in drafts]
    named = [one for one in named if one.text]
    reason = _problem_of_choices(named)
    if reason is not None:
        problems.append(FieldError("choices", reason))
        return ()
    give = _keys(known)
    used = {one.key for one in named if one.key}
    former = {name_key(one.text): one.key for one in known if one.key not in used}
    offered = []
    for one in named:
        key = one.key or former.pop(name_key(one.text), "") or give()
        offered.append(replace(one, key=key))
    present = {one.key for one in offered}
    left = [replace(one, is_offered=False) for one in known if one.key not in present]
    return (*offered, *left)


def _problem_of_choices(choices: Sequence[OwnChoice]) -> Sentence | None:
    if not choices:
        return say("至少写一个选项")
    if len(choices) > MOST_CHOICES:
        return say("最多 {limit} 个选项，现在是 {count} 个", limit=MOST_CHOICES, count=len(choices))
    seen: set[str] = set()
    for one in choices:
        if len(one.text) > LONGEST_CHOICE:
            return say("选项“{text}”太长，最长 {limit} 个字", text=one.text, limit=LONGEST_CHOICE)
        if name_key(one.text) in seen:
            return say("选项“{text}”写了两次", text=one.text)
        seen.add(name_key(one.text))
    return None


def _keys(known: Iterable[OwnChoice]) -> Callable[[], str]:
    """Give keys that no choice of the field ever had: c1, c2, c3."""
    last = max((int(one.key[1:]) for one in known), default=0)

    def give() -> str:
        nonlocal last
        last += 1
        return f"c{last}"

    return give
