"""The branch's own fields as lines of a card or a pane; what is empty is left out."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from branchcrm.domain.customer import Customer, OwnValue
from branchcrm.domain.own_field import OwnField, OwnKind
from branchcrm.domain.own_value import own_words
from ui.kit.buttons import link
from ui.kit.formats import Formats
from ui.kit.labels import ElidedLabel, label
from ui.kit.translation import translate

LONGEST_LINK = 24


def own_lines(
    customer: Customer, fields: Iterable[OwnField], formats: Formats, *, is_short: bool = False
) -> list[tuple[str, QWidget]]:
    """Give name and value of each field that the customer holds; short lines are elided."""
    lines: list[tuple[str, QWidget]] = []
    for one in fields:
        value = customer.facts.own.get(one.key)
        if value is None or not one.is_of(customer.facts.kind):
            continue
        if one.kind is OwnKind.LINK:
            lines.append((one.name, _link(str(value))))
        else:
            text = own_shown_words(one, value, formats)
            lines.append((one.name, ElidedLabel(text) if is_short else label(text, wraps=True)))
    return lines


def own_shown_words(field: OwnField, value: OwnValue, formats: Formats) -> str:
    """Give a value as the window shows it: amounts with their commas."""
    if field.kind is OwnKind.MONEY and isinstance(value, int):
        return formats.money(value)
    return own_words(field, value, translate)


def _link(address: str) -> QWidget:
    shown = address.partition("://")[2] or address
    shown = shown if len(shown) <= LONGEST_LINK else f"{shown[:LONGEST_LINK]}…"
    button = link(shown)
    button.setToolTip(address)
    button.clicked.connect(partial(_open, address))
    return button


def _open(address: str, *_checked: object) -> None:
    QDesktopServices.openUrl(QUrl(address))
