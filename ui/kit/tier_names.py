"""The names of the tiers of the open book, for everything that paints or writes one."""

from PySide6.QtCore import QCoreApplication

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_names import USUAL, TierNames
from ui.kit.translation import spoken

_PROPERTY = "branchcrm_tier_names"


def install_tier_names(names: TierNames) -> None:
    """Let the whole window call the tiers so from now on."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, names)


def current_tier_names() -> TierNames:
    """Give the names in force; the usual ones before a book is open."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if isinstance(found, TierNames) else USUAL


def tier_label(key: str, *, is_long: bool = False) -> str:
    """Give a tier's word: 高, or 高价值 in full, or what the rule calls it."""
    names = current_tier_names()
    return spoken(names.of(Tier(key)) if is_long else names.short(Tier(key)))
