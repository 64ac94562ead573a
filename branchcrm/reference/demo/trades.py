"""Invents the business of customers: who trades how often, when and for how much."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from branchcrm.reference.demo.products import COMPANY_MENU, MENUS, PLACES
from branchcrm.reference.demo.records import DemoTrade, Worth

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

EPOCH = date(1970, 1, 1).toordinal()
ZONE_S = 8 * 3600
DAY_S = 86_400
YEAR = 365
HISTORY_YEARS = 3
# How business goes by month (a rush in January, quiet around the Spring Festival) and weekday.
_MONTHS = (1.5, 0.7, 1.15, 1.0, 0.9, 1.25, 0.95, 0.95, 1.1, 0.8, 1.0, 1.3)
_WEEKDAYS = (1.2, 1.05, 1.0, 1.0, 1.1, 0.45, 0.3)
# Typical amount of one trade in yuan, and how widely amounts differ, by worth.
_AMOUNTS = {Worth.SMALL: 5_000, Worth.MEDIUM: 40_000, Worth.LARGE: 45_000}
_SPREAD = 0.75
_REFUND_SHARE = 0.012
_PLACES_OF_TRADE = ("柜面办理", "手机银行", "柜面办理", "自助机具", "客户经理协助办理", None)
_COUNTED_WORTHS = 4
_MOST_LINES = 3


@dataclass(slots=True, kw_only=True)
class TradeWish:
    """What is known of a chunk's customers before their business is invented."""

    first: int
    worths: Ints
    since: Ints
    is_company: npt.NDArray[np.bool_]
    managers: Ints
    count: int
    today: date


def invent_trades(wish: TradeWish, seed: int, chunk: int) -> list[DemoTrade]:
    """Give exactly `count` trades of the customers, in the order of customers and days."""
    random = np.random.default_rng([seed, chunk])
    owners, days = _plan(wish, random)
    owners, days = _fit(owners, days, wish, random)
    order = np.lexsort((days, owners))
    owners, days = owners[order], days[order]
    products = _products(owners, wish, random)
    cents = _amounts(owners, products, wish, random)
    kinds = _refunds(owners, products, cents, random)
    seconds = days * DAY_S + (9 * 3600) - ZONE_S + random.integers(0, int(7.5 * 3600), len(days))
    notes = random.integers(0, len(_PLACES_OF_TRADE), len(days))
    return list(
        zip(
            (owners + wish.first).tolist(),
            products.tolist(),
            days.tolist(),
            seconds.tolist(),
            cents.tolist(),
            ["refund" if flag else "purchase" for flag in kinds.tolist()],
            wish.managers[owners].tolist(),
            [_PLACES_OF_TRADE[place] for place in notes.tolist()],
            strict=True,
        )
    )


def day_number(day: date) -> int:
    """Give the days since 1970-01-01."""
    return day.toordinal() - EPOCH


@cache
def _season(today: date) -> Floats:
    """Give the summed share of each day of the year up to today, the oldest first."""
    days = [today - timedelta(days=YEAR - 1 - place) for place in range(YEAR)]
    shares = np.array([_MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()] for day in days])
    sums: Floats = np.cumsum(shares / shares.sum())
    return sums


def _plan(wish: TradeWish, random: np.random.Generator) -> tuple[Ints, Ints]:
    """Plan the deals that make a customer's rhythm: one a year, a few, or many."""
    size = len(wish.worths)
    owners: list[Ints] = []
    days: list[Ints] = []
    for year in range(HISTORY_YEARS):
        counts = _yearly_counts(wish.worths, random, is_latest=year == 0)
        some = np.repeat(np.arange(size), counts)
        owners.append(some)
        days.append(_days(wish.worths[some], year, wish.today, random))
    owner, day = np.concatenate(owners), np.concatenate(days)
    keep = day > wish.since[owner]
    # A customer who came within these years began with a deal.
    recent = wish.since > day_number(wish.today) - HISTORY_YEARS * YEAR
    began = np.flatnonzero(recent & (wish.worths > int(Worth.NONE)))
    return np.concatenate([owner[keep], began]), np.concatenate([day[keep], wish.since[began]])


def _yearly_counts(worths: Ints, random: np.random.Generator, *, is_latest: bool) -> Ints:
    size = len(worths)
    small = (random.random(size) < (0.9 if is_latest else 0.6)).astype(np.int64)
    medium = 1 + random.poisson(0.8, size)
    large = 5 + random.poisson(6.0, size)
    # Some of the better customers went quiet: they are the ones to win back.
    quiet = (random.random(size) < 0.03) & is_latest  # noqa: PLR2004 - three in a hundred
    counts = np.choose(worths, [np.zeros(size, np.int64), small, medium, large])
    kept: Ints = np.where(quiet & (worths > int(Worth.SMALL)), 0, counts)
    return kept


def _days(worths: Ints, year: int, today: date, random: np.random.Generator) -> Ints:
    places = np.searchsorted(_season(today), random.random(len(worths)))
    # Those who come rarely were here longer ago.
    reach = np.array([1, 200, 140, 1])[worths]
    back = random.integers(0, reach)
    # Today is left out: it has only begun.
    places = np.clip(places - back, 0, YEAR - 2)
    days: Ints = day_number(today) - (YEAR - 1) + places - year * YEAR
    return days


def _fit(
    owners: Ints, days: Ints, wish: TradeWish, random: np.random.Generator
) -> tuple[Ints, Ints]:
    """Drop or add trades until there are as many as asked for."""
    missing = wish.count - len(owners)
    if missing < 0:
        kept = np.sort(random.permutation(len(owners))[: wish.count])
        return owners[kept], days[kept]
    # What is added repeats planned days, so that it changes amounts more than rhythms.
    weight = np.array([0.0, 0.35, 0.8, 3.0])[wish.worths[owners]]
    if missing == 0 or not weight.sum():
        return _without_plan(missing, owners, days, wish)
    extra = random.choice(len(owners), missing, p=weight / weight.sum())
    shift = np.where(random.random(missing) < 0.5, 0, random.integers(1, 20, missing))  # noqa: PLR2004 - half on the same day
    is_small = wish.worths[owners[extra]] == int(Worth.SMALL)
    later = np.where(is_small, days[extra], days[extra] + shift)
    later = np.minimum(later, day_number(wish.today) - 1)
    return np.concatenate([owners, owners[extra]]), np.concatenate([days, later])


def _without_plan(missing: int, owners: Ints, days: Ints, wish: TradeWish) -> tuple[Ints, Ints]:
    """Give every customer in turn a trade where nobody was planned any."""
    if not missing:
        return owners, days
    turn = np.arange(missing) % len(wish.worths)
    first = np.maximum(wish.since[turn], day_number(wish.today) - YEAR + 1)
    return np.concatenate([owners, turn]), np.concatenate([days, first])


@cache
def _menu_table() -> tuple[Ints, Ints]:
    """Give, per worth and line, up to three products and how many they are."""
    menus = [MENUS[Worth.SMALL], MENUS[Worth.SMALL], MENUS[Worth.MEDIUM], MENUS[Worth.LARGE]]
    menus.append(COMPANY_MENU)
    widest = max(len(menu) for menu in menus)
    table = np.zeros((len(menus), widest, _MOST_LINES), np.int64)
    for row, menu in enumerate(menus):
        for column in range(widest):
            codes = menu[column % len(menu)]
            for place in range(_MOST_LINES):
                table[row, column, place] = PLACES[codes[place % len(codes)]]
    return table, np.array([len(menu) for menu in menus])


def _products(owners: Ints, wish: TradeWish, random: np.random.Generator) -> Ints:
    """Choose products: most customers keep to one line, the best use several."""
    size = len(wish.worths)
    table, widths = _menu_table()
    row = np.where(wish.is_company, _COUNTED_WORTHS, wish.worths)
    shares = np.array([0.03, 0.03, 0.06, 0.6])[wish.worths]
    lines = 1 + (random.random(size) < shares) * (1 + random.poisson(0.6, size))
    lines = np.minimum(lines, widths[row])
    start = random.integers(0, widths[row])
    # The main line gets most of the trades.
    step = (random.random(len(owners)) ** 1.7 * lines[owners]).astype(np.int64)
    column = (start[owners] + step) % widths[row[owners]]
    # Within a line a customer keeps to one product.
    own = random.integers(0, _MOST_LINES, size)
    found: Ints = table[row[owners], column, (own[owners] + column) % _MOST_LINES]
    return found


def _amounts(owners: Ints, products: Ints, wish: TradeWish, random: np.random.Generator) -> Ints:
    """Give amounts in 分: a customer's own level, trade by trade a little different."""
    size = len(wish.worths)
    typical = np.array([_AMOUNTS.get(Worth(worth), 0) for worth in range(_COUNTED_WORTHS)])
    level = typical[wish.worths] * np.exp(random.normal(0, _SPREAD, size))
    level = level * np.where(wish.is_company, 2.5, 1.0)
    each = level[owners] * np.exp(random.normal(0, 0.35, len(owners)))
    each = each * np.where(products == PLACES["C002"], 0.05, 1.0)
    step = np.where(each >= 20_000, 1_000, np.where(each >= 1_000, 100, 1))  # noqa: PLR2004 - people trade round sums
    yuan = np.maximum(np.round(each / step) * step, 10).astype(np.int64)
    odd = (random.random(len(owners)) < 0.15) * random.integers(1, 10_000, len(owners))  # noqa: PLR2004 - some sums are not round
    cents: Ints = yuan * 100 + odd
    return cents


def _refunds(
    owners: Ints, products: Ints, cents: Ints, random: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Turn a few trades into the refund of the one before."""
    is_refund = random.random(len(owners)) < _REFUND_SHARE
    is_refund[:1] = False
    is_refund[1:] &= (owners[1:] == owners[:-1]) & ~is_refund[:-1]
    places = np.flatnonzero(is_refund)
    cents[places] = -cents[places - 1]
    products[places] = products[places - 1]
    return is_refund
