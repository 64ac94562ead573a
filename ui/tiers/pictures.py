"""The pictures of the tiers: how to reach each screen."""

from functools import partial
from typing import TYPE_CHECKING

from branchcrm.domain.tier_measure import Measure
from ui.screenshots import Screen, settle
from ui.tiers.rule_bench import ScoreBench
from ui.tiers.tier_page import BOARD, FAIRNESS, HISTORY, LAYERS, OFFERS, TierPage

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.tiers.room import PAGE


def _show(window: "MainWindow", view: str) -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"view": view})


def _show_checked(window: "MainWindow") -> None:
    _show(window, FAIRNESS)
    page = window.workplace.pages.current_page if window.workplace is not None else None
    from ui.tiers.fairness_view import FairnessView  # noqa: PLC0415 - views load when shown

    view = page.shown if isinstance(page, TierPage) else None
    if isinstance(view, FairnessView):
        view.check()


def _show_workshop(window: "MainWindow") -> None:
    """Open the bench with a higher weight of the amount and a lower line, as in the picture."""
    _show(window, BOARD)
    settle(window)
    page = window.workplace.pages.page(PAGE) if window.workplace is not None else None
    if not isinstance(page, TierPage):
        return
    page.overview.workshop.begin()
    bench = page.overview.workshop.card.bench
    if isinstance(bench, ScoreBench):
        for measure, weight in ((Measure.AMOUNT, 40), (Measure.FREQUENCY, 30)):
            bench.numbers[measure].setValue(weight)
        bench.cuts.set_values((35, 68))
        bench.cuts.moved.emit((35, 68))
    page.overview.workshop.settle()


SCREENS = (
    Screen("04_tiers", partial(_show, view=BOARD)),
    Screen("04b_tier_workshop", _show_workshop),
    Screen("04c_tiers_offers", partial(_show, view=OFFERS)),
    Screen("04d_tiers_history", partial(_show, view=HISTORY)),
    Screen("04e_tiers_layers", partial(_show, view=LAYERS)),
    Screen("04f_tiers_fairness", _show_checked),
)
