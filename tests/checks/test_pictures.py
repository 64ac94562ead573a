"""The look at the pictures finds what it is for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from pictures import FAMILIES, TEXT_SIZES, faults_of

WITH_SIGNS = ("DejaVu Sans", "Segoe UI Symbol")
"""They have the box of the sentence where Qt looks for no other font by itself."""
SENTENCE = "客户 1,613 位 · 囟凶区 ☐ “今日回访” Alt+3"


def draw(path: Path, text: str, *, size: int, ink: str = "#1A1E25", ground: str = "white") -> Path:
    """Save a picture of a text."""
    image = QImage(640, 120, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    font = QFont()
    font.setFamilies([*FAMILIES, *WITH_SIGNS])
    font.setPixelSize(size)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(QPointF(10.3, 60.6), text)
    painter.end()
    image.save(str(path))
    return path


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_a_missing_character_is_seen_in_every_size_and_colour(tmp_path: Path, size: int) -> None:
    light = draw(tmp_path / "light.png", f"周\u0378琴 {SENTENCE}", size=size)
    dark = draw(tmp_path / "dark.png", "周\u0378", size=size, ink="#FF9C93", ground="#24314F")
    assert set(faults_of([light, dark])) == {light, dark}


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_whole_text_is_left_in_peace(tmp_path: Path, size: int) -> None:
    assert faults_of([draw(tmp_path / "whole.png", SENTENCE, size=size)]) == {}


@pytest.mark.usefixtures("chinese_font")
def test_a_blank_a_broken_and_a_repeated_picture_are_seen(tmp_path: Path) -> None:
    blank = draw(tmp_path / "blank.png", "", size=14)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"not a picture")
    first = draw(tmp_path / "first.png", SENTENCE, size=16)
    second = draw(tmp_path / "second.png", SENTENCE, size=16)
    faults = faults_of([blank, broken, first, second])
    assert faults == {
        blank: "shows nothing",
        broken: "cannot be read",
        second: "is the same picture as first.png",
    }
