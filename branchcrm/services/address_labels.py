"""What a user can do with address labels: see who gets one, write them as PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from branchcrm.domain.changes import Changes
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerFilter, CustomerKind, CustomerOrder
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.label_sheet import LabelSheet, checked_sheet
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import Translate, in_chinese, mark, say
from branchcrm.exchange.target import check_ending
from branchcrm.services.consents import to_be_reached
from branchcrm.services.context import Context, requires

LABELS: Final = mark("地址标签")
LABELS_WRITTEN: Final = mark("导出地址标签 {count} 张到 {file}（完整）")
MOST_LABELS: Final = 2000
_TITLES: Final = {Gender.MALE: "先生", Gender.FEMALE: "女士"}


class NoLabelsError(BranchCrmError):
    """Nobody is left whose address is known."""

    happened = mark("没有地址标签：没有可以寄信的客户")
    remedy = mark("选择写有地址、没有要求“不再联系”的客户")


class TooManyLabelsError(BranchCrmError):
    """More labels than one run makes."""

    happened = mark("没有地址标签：共 {count} 位客户，一次最多 {most} 张")
    remedy = mark("先筛选或勾选一部分客户")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label: where to and to whom, in Chinese as the post reads it."""

    customer_id: CustomerId
    address: str
    addressee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRun:
    """The labels of a list, and whom they leave out: by a ban, or for want of an address."""

    labels: tuple[Label, ...]
    barred: int
    lacking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRequest:
    """Whose labels, on what sheets."""

    filter: CustomerFilter = field(default_factory=CustomerFilter)
    order: CustomerOrder = field(default_factory=CustomerOrder)
    sheet: LabelSheet = field(default_factory=LabelSheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelOutcome:
    """What was written."""

    run: LabelRun
    file: Path
    changes: Changes


class AddressLabelService:
    """The use cases of address labels; addresses stand on them in full."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EXPORT_FULL)
    def labels(self, asked: CustomerFilter, order: CustomerOrder) -> LabelRun:
        """Give the labels of a list; who wants no contact or has no address gets none.

        Raises:
            NoLabelsError: nobody is left.
            TooManyLabelsError: more than one run makes.
        """
        with self.context.read() as work:
            wanted, barred = to_be_reached(work, asked, order, MOST_LABELS, TooManyLabelsError)
            facts = work.imports.facts([int(one) for one in wanted])
        labels = tuple(_label(one, facts[int(one)]) for one in wanted if facts[int(one)].address)
        if not labels:
            raise NoLabelsError
        return LabelRun(labels=labels, barred=barred, lacking=len(wanted) - len(labels))

    @requires(Right.EXPORT_FULL)
    def write(
        self, target: Path, request: LabelRequest, translate: Translate = in_chinese
    ) -> LabelOutcome:
        """Write the labels of a list as PDF.

        Raises:
            InvalidDraftError: an address has no room on such labels.
            NoLabelsError: nobody is left.
            TooManyLabelsError: more than one run makes.
            NotWrittenError: nothing was written.
        """
        from branchcrm.exchange.label_writer import write_labels  # noqa: PLC0415 - rarely needed
        from branchcrm.exchange.pdf_pages import PdfAbout  # noqa: PLC0415

        check_ending(target, frozenset([".pdf"]))
        sheet = checked_sheet(request.sheet)
        run = self.labels(request.filter, request.order)
        about = PdfAbout(
            title=translate(LABELS), author=self.context.actor.name, at=self.context.clock.now()
        )
        write_labels(target, [(one.address, one.addressee) for one in run.labels], sheet, about)
        return LabelOutcome(run=run, file=target, changes=self._log(run.labels, target))

    def _log(self, labels: Sequence[Label], target: Path) -> Changes:
        summary = say(LABELS_WRITTEN, count=len(labels), file=target.name)
        with self.context.write("export", summary, is_reversible=False) as work:
            work.mention([one.customer_id for one in labels])
            return work.commit()


def _label(number: CustomerId, facts: CustomerFacts) -> Label:
    if facts.kind is CustomerKind.PERSON:
        title = _TITLES[facts.gender] if facts.gender else ""
        addressee = f"{facts.name} {title}".strip()
    else:
        addressee = f"{facts.name} {facts.contact_name}".strip()
    return Label(customer_id=number, address=facts.address, addressee=f"{addressee} 收")
