"""Looks at the pictures of every screen: each shows something, none shows a missing-glyph box.

A missing character is drawn as the font's box. The boxes of all five text sizes are drawn here
with the same fonts and looked for by correlation, whatever their colours are.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

TEXT_SIZES = (12, 14, 16, 20, 28)
FAMILIES = ["Microsoft YaHei UI", "Segoe UI", "Noto Sans CJK SC"]
NO_SUCH_CHARACTER = "\U0002fff0"
ALIKE = 0.9
FEWEST_COLOURS = 24
# The screens that the program has, by the numbers of the design.
SCREENS = set("01 02 03 04 05 06 09a 09b 09c 10 11 12a 12b 13 14 16 17".split())  # noqa: SIM905 - reads as a line
Plane = NDArray[np.float64]


def grey(image: QImage) -> Plane:
    """Give an image as brightness, rows by columns."""
    flat = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return lines[:, : flat.width()].astype(np.float64)


def missing_boxes() -> list[Plane]:
    """Draw the box of a missing character in every text size, cut to its ink."""
    return [_box(size) for size in TEXT_SIZES]


def _box(size: int) -> Plane:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size)
    width = QFontMetrics(font).horizontalAdvance(NO_SUCH_CHARACTER)
    image = QImage(width + 8, size * 2, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(QRect(4, 0, width, size * 2), Qt.AlignmentFlag.AlignCenter, NO_SUCH_CHARACTER)
    painter.end()
    ink = 255 - grey(image)
    rows, columns = np.nonzero(ink.max(axis=1))[0], np.nonzero(ink.max(axis=0))[0]
    return ink[rows[0] - 1 : rows[-1] + 2, columns[0] - 1 : columns[-1] + 2]


def likeness(picture: Plane, box: Plane) -> float:
    """Give how much the likest place of a picture looks like a box, from 0 to 1."""
    height, width = box.shape
    shape = picture.shape
    if shape[0] < height or shape[1] < width:
        return 0.0
    shifted = box - box.mean()
    spectrum = np.fft.rfft2(picture) * np.conj(np.fft.rfft2(shifted, shape))
    product = np.fft.irfft2(spectrum, shape)[: shape[0] - height + 1, : shape[1] - width + 1]
    spread = _window_sums(picture**2, height, width) - _window_sums(picture, height, width) ** 2 / (
        height * width
    )
    # A nearly plain place has no likeness to anything.
    spread[spread < box.size] = np.inf
    return float(np.max(np.abs(product) / np.sqrt(spread * (shifted**2).sum())))


def _window_sums(plane: Plane, height: int, width: int) -> Plane:
    total = np.zeros((plane.shape[0] + 1, plane.shape[1] + 1))
    total[1:, 1:] = plane.cumsum(axis=0).cumsum(axis=1)
    tall = total[height:, :] - total[:-height, :]
    sums: Plane = tall[:, width:] - tall[:, :-width]
    return sums


def fault_of(path: Path, boxes: list[Plane]) -> str | None:
    """Say what is wrong with one picture, or None."""
    image = QImage(str(path))
    if image.isNull():
        return "cannot be read"
    picture = grey(image)
    if len(np.unique(picture)) < FEWEST_COLOURS:
        return "shows nothing"
    if max(likeness(picture, box) for box in boxes) > ALIKE:
        return "shows the box of a missing character"
    return None


def faults_of(paths: Sequence[Path]) -> dict[Path, str]:
    """Say what is wrong with which picture; two screens never look the same."""
    boxes = missing_boxes()
    faults = {path: fault for path in paths if (fault := fault_of(path, boxes))}
    seen: dict[bytes, Path] = {}
    for path in paths:
        twin = seen.setdefault(path.read_bytes(), path)
        if twin is not path:
            faults[path] = f"is the same picture as {twin.name}"
    return faults


def main(arguments: list[str]) -> int:
    """Look at every picture of a folder; the exit code is 1 when one is wrong or missing."""
    QApplication.instance() or QApplication([])
    paths = sorted(path for folder in arguments for path in Path(folder).glob("*.png"))
    faults = faults_of(paths)
    for path in paths:
        print(f"✗ {path.name} {faults[path]}" if path in faults else f"✓ {path.name}")
    print(f"{len(paths) - len(faults)} pictures are right, {len(faults)} are wrong")
    missing = SCREENS - {path.name.split("_")[0] for path in paths}
    if missing:
        print(f"no picture of {', '.join(sorted(missing))}")
    return int(bool(faults or missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
