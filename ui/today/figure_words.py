"""The words above the list of the day: key figures, and the odd day ahead."""

from collections.abc import Sequence
from datetime import date

from branchcrm.domain.today import TodayBoard
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.key_figures import KeyFigure
from ui.kit.translation import translate


def odd_day_words(odd_day: tuple[date, str], formats: Formats) -> str:
    """Tell of a weekend day that is worked, or of a weekday that is off."""
    day, name = odd_day
    words = mark("{weekday} {day}{name}放假") if name else mark("{weekday} {day}为调休上班日")
    return translate(words).format(
        weekday=formats.weekday(day), day=formats.day_in_text(day), name=name
    )


def key_figures(board: TodayBoard, formats: Formats) -> Sequence[KeyFigure]:
    """Give the key figures of the day; each is named after the page behind it."""
    figures, count = board.figures, formats.count
    late = translate(mark("{count} 个逾期")).format(count=count(figures.visits_overdue))
    moves = translate(mark("升 {up}，降 {down}"))
    return (
        KeyFigure(
            key="visits",
            label=translate(mark("待回访")),
            value=count(figures.visits_due),
            fact=late if figures.visits_overdue else "",
            tone="danger",
        ),
        KeyFigure(
            key="complaints",
            label=translate(mark("投诉 24 小时内到期")),
            value=count(figures.complaints_soon),
            fact=translate(mark("共 {count} 件处理中")).format(
                count=count(figures.complaints_open)
            ),
        ),
        KeyFigure(
            key="tiers",
            label=translate(mark("本周层级变化")),
            value=count(figures.tier_up + figures.tier_down),
            fact=moves.format(up=count(figures.tier_up), down=count(figures.tier_down)),
        ),
        KeyFigure(
            key="customers",
            label=translate(mark("本月新增客户")),
            value=count(figures.fresh_customers),
            fact=translate(mark("上月同期 {count}")).format(count=count(figures.fresh_last_month)),
        ),
    )
