"""Decides how wide the columns of a table are, and which give way in a narrow window."""

from collections.abc import Callable, Mapping, Sequence

from ui.kit.table_column import Column

NAME_MIN = 120
NAME_MAX = 280


def fit_columns(
    columns: Sequence[Column],
    room: int,
    chosen: Mapping[str, int],
    scale: Callable[[int], int] = int,
    headings: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Give the width of every column that has a place in the room, left to right.

    Columns of the highest priority number leave first. The stretching column takes what is left
    up to 280, and never falls below 120; the last column takes the rest. `chosen` holds widths
    that the user set, in px; `scale` enlarges the designed ones with the text size. `headings`
    gives the room that a heading needs, which a column has unless the user made it narrower.
    """
    needed = headings or {}
    natural = {
        column.key: chosen.get(column.key, max(scale(column.width), needed.get(column.key, 0)))
        for column in columns
    }
    kept = list(columns)
    while sum(_least(column, natural, scale) for column in kept) > room:
        leaving = _next_to_leave(kept)
        if leaving is None:
            break
        kept.remove(leaving)
    widths = {column.key: natural[column.key] for column in kept}
    spare = room - sum(widths.values())
    for column in kept:
        if column.stretches:
            wish = widths[column.key] + spare
            ceiling = max(scale(NAME_MAX), chosen.get(column.key, 0))
            widths[column.key] = min(max(wish, scale(NAME_MIN)), ceiling)
    return _fill(kept, widths, room, scale)


def _least(column: Column, natural: Mapping[str, int], scale: Callable[[int], int]) -> int:
    return scale(NAME_MIN) if column.stretches else natural[column.key]


def _next_to_leave(kept: Sequence[Column]) -> Column | None:
    highest = max((column.priority for column in kept), default=0)
    if highest == 0:
        return None
    return [column for column in kept if column.priority == highest][-1]


def _fill(
    kept: Sequence[Column], widths: dict[str, int], room: int, scale: Callable[[int], int]
) -> dict[str, int]:
    missing = sum(widths.values()) - room
    for column in reversed(kept):
        if missing <= 0 or column.stretches:
            continue
        given = min(missing, max(widths[column.key] - scale(column.min_width), 0))
        widths[column.key] -= given
        missing -= given
    if kept and missing < 0:
        widths[kept[-1].key] -= missing
    return widths
