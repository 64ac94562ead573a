"""Small marks that a list shows hundreds of times: painted once, stamped afterwards."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

MOST_STAMPS = 64


class Stamps:
    """Keeps marks as pictures at the screen's sharpness; a theme's change empties it."""

    def __init__(self) -> None:
        """Begin without any."""
        self._pictures: dict[tuple[str, float], QPixmap] = {}

    def stamp(
        self,
        painter: QPainter,
        place: QPoint,
        size: Callable[[], QSize],
        key: str,
        paint: Callable[[QPainter], object],
    ) -> None:
        """Put a mark at a place; `size` and `paint` are asked once, the top left at the origin."""
        ratio = painter.device().devicePixelRatio()
        picture = self._pictures.get((key, ratio))
        if picture is None:
            picture = self._painted(size(), ratio, paint)
            if len(self._pictures) >= MOST_STAMPS:
                self._pictures.clear()
            self._pictures[key, ratio] = picture
        painter.drawPixmap(place, picture)

    @staticmethod
    def _painted(size: QSize, ratio: float, paint: Callable[[QPainter], object]) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        own = QPainter(picture)
        paint(own)
        own.end()
        return picture
