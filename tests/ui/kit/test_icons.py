"""Icons look the same on every widget."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from ui.kit.paint import paint_icon
from ui.shell.rail_place import RailPlace

pytestmark = pytest.mark.usefixtures("theme")


class Plate(QWidget):
    """A widget with nothing but one icon on it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.resize(32, 32)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(7, 7, 18, 18), self.name)
        painter.end()


def picture(widget: QWidget) -> QImage:
    """Give the icon's part of a widget's picture."""
    return widget.grab(QRect(0, 0, 32, 32)).toImage()


@pytest.mark.parametrize("name", ["ph.users", "ph.arrows-down-up", "ph.users-fill"])
def test_an_icon_keeps_its_strokes_on_a_widget_with_a_bold_font(qtbot: QtBot, name: str) -> None:
    plate = Plate(name)
    qtbot.addWidget(plate)
    plain = picture(plate)
    font = plate.font()
    font.setBold(True)
    plate.setFont(font)
    assert picture(plate) == plain


def test_measuring_a_rail_place_changes_nothing_of_its_look(qtbot: QtBot) -> None:
    place = RailPlace("ph.arrows-down-up", "导入导出")
    qtbot.addWidget(place)
    before = picture(place)
    assert place.wide_width() > place.sizeHint().width()
    assert picture(place) == before
