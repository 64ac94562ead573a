"""What a user can do with letters: check a template, write one letter for each customer."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from branchcrm.data.reading import Reading
from branchcrm.domain.changes import Changes
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import Customer, CustomerFilter, CustomerKind, CustomerOrder
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.own_value import own_words
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import in_chinese, mark, say
from branchcrm.services.consents import to_be_reached
from branchcrm.services.context import Context, requires
from branchcrm.services.customer_masks import facts_for_export, own_words_for_export
from branchcrm.services.exports import FULL, MASKED
from branchcrm.services.tier_naming import tier_names

if TYPE_CHECKING:
    from branchcrm.exchange.letters import LetterTemplate

WRITTEN: Final = mark("按模板 {template} 生成 {count} 封信到 {target}（{how}）")
WRITING: Final = mark("生成信函")
MOST_LETTERS: Final = 2000
_SIR, _MADAM, _COMPANY = mark("先生"), mark("女士"), mark("贵单位")
SAMPLE: Final = (
    "尊敬的{{ 姓名 }}{{ 称呼 }}：",
    "您的理财产品即将到期，客户经理{{ 客户经理 }}会与您联系。",
    "{% if 单位 %}{{ 单位 }}{% endif %}",
    "{{ 网点 }}",
    "{{ 今天 }}",
)


class TooManyLettersError(BranchCrmError):
    """More letters than one run writes."""

    happened = mark("没有生成信函：共 {count} 位客户，一次最多 {most} 封")
    remedy = mark("先筛选或勾选一部分客户")


class NobodyToWriteToError(BranchCrmError):
    """No customer is left to write to."""

    happened = mark("没有生成信函：没有可以写信的客户")
    remedy = mark("选择至少一位没有要求“不再联系”的客户")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequest:
    """Who is written to, and whether into one document or one for each customer."""

    filter: CustomerFilter
    order: CustomerOrder
    is_full: bool = False
    in_one: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOutcome:
    """What was written, whom a ban left out, and what letters lack: customers per field.

    `hidden` names what the template asks for and the letters hold masked.
    """

    letters: int
    barred: int
    lacking: Mapping[str, int]
    hidden: tuple[str, ...]
    target: Path
    changes: Changes


def _address_of(customer: Customer) -> str:
    if customer.facts.kind is not CustomerKind.PERSON:
        return in_chinese(_COMPANY)
    if customer.facts.gender is None:
        return ""
    return in_chinese(_SIR if customer.facts.gender is Gender.MALE else _MADAM)


_FIELDS: Final[dict[str, Callable[[Customer], str]]] = {
    "姓名": lambda one: one.name,
    "称呼": _address_of,
    "客户编号": lambda one: one.code,
    "手机": lambda one: one.facts.phone,
    "证件号码": lambda one: one.facts.id_number,
    "银行卡号": lambda one: one.facts.card_number,
    "邮箱": lambda one: one.facts.email,
    "地址": lambda one: one.facts.address,
    "单位": lambda one: one.facts.employer,
    "联系人": lambda one: one.facts.contact_name,
    "生日": lambda one: birthday_text(one.facts.birthday) if one.facts.birthday else "",
    "客户经理": lambda one: one.manager,
}
_MASKED: Final = ("手机", "证件号码", "银行卡号", "邮箱", "地址")
_COMMON: Final = ("网点", "今天", "写信人")
_TIER: Final = "层级"
LETTER_FIELDS: Final = (*_FIELDS, _TIER, *_COMMON)
_NO_WORD: Final = re.compile(r"\W")


def letter_name(field: OwnField) -> str:
    """Give the name by which letters call a branch's own field: signs become underscores."""
    return _NO_WORD.sub("_", field.name)


class LetterService:
    """The use cases of letters."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EXPORT_MASKED)
    def write_sample(self, target: Path) -> None:
        """Write a template to begin from.

        Raises:
            NotWrittenError: nothing was written.
        """
        from branchcrm.exchange.letters import write_sample  # noqa: PLC0415 - loads slowly

        write_sample(target, SAMPLE)

    @requires(Right.EXPORT_MASKED)
    def write(
        self,
        template: Path,
        target: Path,
        request: LetterRequest,
        progress: Progress | None = None,
    ) -> LetterOutcome:
        """Write letters into a document, or into a folder; who wants no contact gets none.

        Raises:
            LetterTemplateError: the template is no Word document.
            UnknownFieldsError: it asks for fields that letters do not have.
            BadTemplateError: its marks cannot be read.
            NobodyToWriteToError: no customer is left.
            TooManyLettersError: more customers than one run writes to.
            NotAllowedError: full numbers need their own right.
            NotWrittenError: nothing was written.
        """
        from branchcrm.exchange.letters import LetterTemplate  # noqa: PLC0415 - loads slowly

        if request.is_full:
            self.context.actor.require(Right.EXPORT_FULL)
        read = LetterTemplate(template)
        asked = read.require_known(self.fields())
        customers, barred = self._people(request)
        filling = _Filling(asked, {}, progress or NoProgress(), request.is_full)
        count = _put(target, self._letters(read, customers, filling), in_one=request.in_one)
        changes = self._log(template.name, target.name, count, customers, is_full=request.is_full)
        return LetterOutcome(
            letters=count,
            barred=barred,
            lacking=filling.lacking,
            hidden=() if request.is_full else tuple(one for one in _MASKED if one in asked),
            target=target,
            changes=changes,
        )

    def _log(
        self, template: str, target: str, count: int, people: Sequence[Customer], *, is_full: bool
    ) -> Changes:
        how = say(FULL if is_full else MASKED)
        summary = say(WRITTEN, template=template, count=count, target=target, how=how)
        with self.context.write("export", summary, is_reversible=False) as work:
            work.mention([one.id for one in people])
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def fields(self) -> tuple[str, ...]:
        """Give the names of everything that a letter can hold, the branch's own fields last."""
        with self.context.read() as work:
            own = work.own_fields.in_use()
        return (*LETTER_FIELDS, *(letter_name(one) for one in own))

    def _people(self, request: LetterRequest) -> tuple[list[Customer], int]:
        with self.context.read() as work:
            wanted, barred = to_be_reached(
                work, request.filter, request.order, MOST_LETTERS, TooManyLettersError
            )
            if not wanted:
                raise NobodyToWriteToError
            found = work.customers.many(wanted)
        return (found if request.is_full else [_as_seen(one) for one in found]), barred

    def _common(self, work: Reading) -> dict[str, str]:
        actor, today = self.context.actor, self.context.clock.today()
        return {
            "网点": work.staff.branch_name(actor.branch_id),
            "今天": f"{today.year} 年 {today.month} 月 {today.day} 日",
            "写信人": actor.name,
        }

    def _letters(
        self, template: "LetterTemplate", customers: Sequence[Customer], filling: "_Filling"
    ) -> Iterator[tuple[str, bytes]]:
        with self.context.read() as work:
            common, own = self._common(work), work.own_fields.in_use()
            tiers = tier_names(work)
        for number, customer in enumerate(customers):
            filling.progress.report(number, len(customers), say(WRITING))
            held = customer.facts.own
            words = own_words if filling.is_full else own_words_for_export
            fields = {letter_name(one): words(one, held.get(one.key)) for one in own}
            fields |= {name: give(customer) for name, give in _FIELDS.items()}
            fields[_TIER] = tiers.of(customer.tier).text()
            for name in filling.asked:
                if name in fields and not fields[name]:
                    filling.lacking[name] = filling.lacking.get(name, 0) + 1
            yield customer.code, template.filled(fields | common)


@dataclass(frozen=True, slots=True)
class _Filling:
    asked: frozenset[str]
    lacking: dict[str, int]
    progress: Progress
    is_full: bool


def _as_seen(customer: Customer) -> Customer:
    """Mask what a letter says about a customer; the customer is still addressed by name."""
    facts = facts_for_export(customer.facts)
    return replace(customer, facts=replace(facts, name=customer.name))


def _put(target: Path, letters: Iterator[tuple[str, bytes]], *, in_one: bool) -> int:
    """Write the letters into one document or into files of a folder; give how many."""
    from branchcrm.exchange.letters import write_each, write_merged  # noqa: PLC0415 - loads slowly

    if in_one:
        return write_merged(target, (letter for _, letter in letters))
    return write_each(target, letters)
