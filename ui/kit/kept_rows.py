"""Names the rows that an undo left alone, wherever it was asked for."""

from branchcrm.domain.changes import Changes
from branchcrm.domain.wording import mark, named
from ui.kit.prompts import Prompts
from ui.kit.translation import spoken, translate

_SHOWN_ROWS = 12


def name_kept_rows(prompts: Prompts, changes: Changes) -> None:
    """Say which rows a command left alone, and why; nothing where there are none."""
    if not changes.kept:
        return
    lines = [spoken(named(kept.row, kept.why)) for kept in changes.kept[:_SHOWN_ROWS]]
    if len(changes.kept) > _SHOWN_ROWS:
        more = translate(mark("还有 {count} 条"))
        lines.append(more.format(count=f"{len(changes.kept) - _SHOWN_ROWS:,}"))
    title = translate(mark("有 {count} 条保留没动")).format(count=f"{len(changes.kept):,}")
    prompts.message(title, lines)
