"""What the command palette offers, and which of it fits the words typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from branchcrm.domain.wording import mark

CUSTOMERS = mark("客户")
ACTIONS = mark("操作")
PLACES = mark("转到")
COMMAND_SIGN = ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteEntry:
    """One line of the palette: words, what stands behind them, keys, and what it does.

    `matched` gives the characters that a search found, where the query does not stand in the text.
    """

    section: str
    icon: str
    text: str
    run: Callable[[], object]
    run_other: Callable[[], object] | None = None
    tier: str = ""
    meta: str = ""
    matched: tuple[int, int] | None = None
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=())


def fitting(entries: Sequence[PaletteEntry], query: str) -> list[PaletteEntry]:
    """Keep the entries whose text or extra words hold the query, the best first."""
    wanted = query.strip().casefold()
    ranked = [(_rank(entry, wanted), entry) for entry in entries]
    kept = [pair for pair in ranked if pair[0] is not None]
    kept.sort(key=_first)
    return [entry for _rank_of, entry in kept]


def is_command_query(query: str) -> bool:
    """Tell whether only commands are wanted."""
    return query.lstrip().startswith(COMMAND_SIGN)


def bare_query(query: str) -> str:
    """Give the words without the sign that asks for commands only."""
    return query.strip().removeprefix(COMMAND_SIGN).strip()


def match_span(text: str, query: str) -> tuple[int, int]:
    """Give where the query stands in a text, as start and length; nothing is (0, 0)."""
    wanted = bare_query(query).casefold()
    start = text.casefold().find(wanted) if wanted else -1
    return (start, len(wanted)) if start >= 0 else (0, 0)


def _rank(entry: PaletteEntry, wanted: str) -> int | None:
    if not wanted:
        return 0
    text = entry.text.casefold()
    if text.startswith(wanted):
        return 0
    if wanted in text:
        return 1
    if any(word.casefold().startswith(wanted) for word in entry.words):
        return 2
    return None


def _first(pair: tuple[int | None, PaletteEntry]) -> int:
    return pair[0] or 0
