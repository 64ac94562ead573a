"""Ready-made reports that a manager takes out to Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from branchcrm.data.tier_shares import TierShare, tier_shares
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import TIER_LABELS, Tier
from branchcrm.domain.wording import Translate, in_chinese, mark, say
from branchcrm.exchange.list_writer import ColumnKind, ListColumn, write_list
from branchcrm.services.context import Context, requires
from branchcrm.services.exports import ExportOutcome, about_list

REPORT = mark("分层报表")
MANAGER = mark("客户经理")
NO_MANAGER = mark("未分配")
ALL_MANAGERS = mark("全网点")
PEOPLE = mark("{tier}人数")
AMOUNT = mark("{tier}近 12 个月金额(元)")
TOTAL = mark("合计")
TIERS = (Tier.HIGH, Tier.MID, Tier.LOW, Tier.NONE)
_CENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One account manager: people and money (分) per tier, the total last."""

    manager: str
    people: tuple[int, ...]
    amounts: tuple[int, ...]


class ReportService:
    """The use cases of reports."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_BRANCH)
    def tier_lines(self) -> list[ReportLine]:
        """Give people and money per account manager and tier, the most valuable book first."""
        with self.context.read() as work:
            shares = tier_shares(work)
        return _lines(shares)

    @requires(Right.EXPORT_MASKED)
    def tiers(self, target: Path, words: Translate = in_chinese) -> ExportOutcome:
        """Write the report of tiers per account manager, and write down who took it.

        Raises:
            NotWrittenError: nothing was written.
        """
        cells = list(_cells(self.tier_lines(), words))
        with self.context.read() as work:
            about = about_list(self.context, work, REPORT, words, rows=len(cells))
        rows = write_list(target, about, _columns(words), cells)
        summary = say("导出分层报表到 {file}", file=target.name)
        with self.context.write("export", summary, is_reversible=False) as work:
            changes = work.commit()
        return ExportOutcome(rows=rows, file=target, changes=changes)


def _lines(shares: Sequence[TierShare]) -> list[ReportLine]:
    if not shares:
        return []
    from branchcrm.analysis.pivot import pivot  # noqa: PLC0415 - pandas loads with a report

    managers = [share.manager for share in shares]
    tiers = [share.tier.value for share in shares]
    order = [tier.value for tier in TIERS]
    money = pivot(managers, tiers, [share.amount_cents for share in shares], order)
    counted = pivot(managers, tiers, [share.people for share in shares], order)
    people = {line.name: line.numbers for line in counted}
    return [
        ReportLine(manager=line.name, people=people[line.name], amounts=line.numbers)
        for line in money
    ]


def _columns(words: Translate) -> list[ListColumn]:
    names = [*(words(TIER_LABELS[tier]) for tier in TIERS), words(TOTAL)]
    people = [
        ListColumn(heading=words(PEOPLE).format(tier=name), kind=ColumnKind.NUMBER, width=12)
        for name in names
    ]
    amounts = [
        ListColumn(heading=words(AMOUNT).format(tier=name), kind=ColumnKind.MONEY, width=24)
        for name in names
    ]
    return [ListColumn(heading=words(MANAGER), width=14), *people, *amounts]


def _cells(lines: Sequence[ReportLine], words: Translate) -> Iterator[list[object]]:
    for line in lines:
        yield _line(line.manager or words(NO_MANAGER), line.people, line.amounts)
    if lines:
        people = [sum(numbers) for numbers in zip(*(line.people for line in lines), strict=True)]
        amounts = [sum(cents) for cents in zip(*(line.amounts for line in lines), strict=True)]
        yield _line(words(ALL_MANAGERS), people, amounts)


def _line(name: str, people: Sequence[int], cents: Sequence[int]) -> list[object]:
    return [name, *people, *(Decimal(amount) / _CENTS for amount in cents)]
