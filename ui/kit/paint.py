"""The small marks that widgets and list painters draw alike: tiers, badges, keys, boxes."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from branchcrm.domain.tier import Tier
from ui.kit.icons import draw_icon
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label

GLYPH_SIZE = 10
CHECK_SIZE = 16
BADGE_HEIGHT = 20
KEY_HEIGHT = 18
_TIER_TOKENS = {Tier.HIGH: "hi", Tier.MID: "mi", Tier.LOW: "lo"}
_BADGE_TOKENS = {
    "neutral": ("lo", "lobg"),
    "danger": ("danger", "dangerbg"),
    "warn": ("warn", "warnbg"),
    "ok": ("ok", "okbg"),
    "accent": ("accent", "sel"),
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def token(name: str) -> QColor:
    """Give a token's colour in the look in force."""
    return current_theme().tokens.color(name)


def paint_tier_glyph(painter: QPainter, x: float, y: float, size: float, key: str) -> None:
    """Draw a tier's mark: filled diamond, half-filled circle, ring; nothing when untiered."""
    prefix = _TIER_TOKENS.get(Tier(key))
    if prefix is None:
        return
    color = token(f"{prefix}g")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if key == Tier.HIGH:
        half = size / 2
        path = QPainterPath(QPointF(x + half, y))
        for corner in ((size, half), (half, size), (0, half)):
            path.lineTo(x + corner[0], y + corner[1])
        path.closeSubpath()
        painter.fillPath(path, color)
    else:
        ring = QRectF(x + 0.9, y + 0.9, size - 1.8, size - 1.8)
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if key == Tier.MID:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPie(ring, 90 * 16, 180 * 16)
    painter.restore()


def tier_chip_width(key: str, *, is_long: bool = False) -> int:
    """Give the width that a tier's chip takes."""
    text = _meta_width(tier_label(key, is_long=is_long))
    return text if key == Tier.NONE else current_theme().px(GLYPH_SIZE + 15) + text


def paint_tier_chip(
    painter: QPainter, x: float, center_y: float, key: str, *, is_long: bool = False
) -> int:
    """Draw a tier as glyph and word on its ground; gives the width used."""
    theme, label = current_theme(), tier_label(key, is_long=is_long)
    width = tier_chip_width(key, is_long=is_long)
    height = theme.px(BADGE_HEIGHT)
    frame = QRectF(x, round(center_y - height / 2), width, height)
    prefix = _TIER_TOKENS.get(Tier(key))
    painter.save()
    painter.setFont(theme.font(12))
    if prefix is None:
        painter.setPen(token("t3"))
        painter.drawText(frame, _LEFT, label)
    else:
        fill_round(painter, frame, token(f"{prefix}bg"))
        glyph = theme.px(GLYPH_SIZE)
        paint_tier_glyph(painter, x + 5, frame.center().y() - glyph / 2, glyph, key)
        painter.setPen(token(prefix))
        painter.drawText(frame.adjusted(glyph + 9, 0, 0, 0), _LEFT, label)
    painter.restore()
    return width


def badge_width(text: str, icon_name: str = "") -> int:
    """Give the width that a badge takes."""
    return _meta_width(text) + 12 + (current_theme().px(14) + 4 if icon_name else 0)


def paint_badge(
    painter: QPainter,
    x: float,
    center_y: float,
    text: str,
    *,
    kind: str = "neutral",
    icon_name: str = "",
) -> int:
    """Draw a badge of 20 px: neutral, danger, warn, ok or accent; gives the width used."""
    theme = current_theme()
    ink, ground = _BADGE_TOKENS[kind]
    width, height = badge_width(text, icon_name), theme.px(BADGE_HEIGHT)
    frame = QRectF(x, round(center_y - height / 2), width, height)
    painter.save()
    fill_round(painter, frame, token(ground))
    inner = frame.adjusted(6, 0, -6, 0)
    if icon_name:
        side = theme.px(14)
        paint_icon(painter, QRectF(inner.x(), center_y - side / 2, side, side), icon_name, ink)
        inner.setLeft(inner.left() + side + 4)
    painter.setFont(theme.font(12))
    painter.setPen(token(ink))
    painter.drawText(inner, _LEFT, text)
    painter.restore()
    return width


def key_hint_width(text: str) -> int:
    """Give the width that a key hint takes."""
    return max(_meta_width(text) + 8, current_theme().px(14))


def paint_key_hint(painter: QPainter, x: float, center_y: float, text: str, ink: str = "t3") -> int:
    """Draw a key as a small outlined cap; gives the width used."""
    theme = current_theme()
    width, height = key_hint_width(text), theme.px(KEY_HEIGHT)
    frame = QRectF(x, round(center_y - height / 2), width, height)
    line = token(ink if ink == "on" else "border2")
    if ink == "on":
        line.setAlphaF(0.55)
    painter.save()
    outline_round(painter, frame, line, 3)
    painter.setFont(theme.font(12))
    painter.setPen(token(ink))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


def paint_focus_bar(painter: QPainter, rect: QRect) -> None:
    """Draw the 3 px bar that marks the current row at its left edge."""
    painter.fillRect(rect.x(), rect.y(), 3, rect.height(), token("accent"))


def paint_check_box(
    painter: QPainter,
    rect: QRect,
    *,
    checked: bool,
    is_partial: bool = False,
    is_enabled: bool = True,
) -> None:
    """Draw a tick box at the left of a rectangle, centred in its height."""
    side = current_theme().px(CHECK_SIZE)
    box = QRectF(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
    painter.save()
    if not (checked or is_partial):
        fill_round(painter, box, token("surface" if is_enabled else "hover"), 3)
        outline_round(painter, box, token("ctl" if is_enabled else "border2"), 3)
    else:
        fill_round(painter, box, token("fill" if is_enabled else "border2"), 3)
        name = "ph.minus" if is_partial else "ph.check-bold"
        paint_icon(painter, box.adjusted(2, 2, -2, -2), name, "on")
    painter.restore()


def paint_radio(painter: QPainter, rect: QRect, *, checked: bool, is_enabled: bool = True) -> None:
    """Draw a radio button at the left of a rectangle, centred in its height."""
    side = current_theme().px(CHECK_SIZE)
    box = QRectF(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(token("fill" if is_enabled else "border2"))
        painter.drawEllipse(box)
        painter.setBrush(token("on"))
        inset = side * 0.3125
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    else:
        painter.setPen(QPen(token("ctl" if is_enabled else "border2"), 1))
        painter.setBrush(token("surface"))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def paint_score_blocks(painter: QPainter, x: float, y: float, filled: int, total: int = 5) -> None:
    """Draw a factor's score as steps: filled ones in the strong colour."""
    theme = current_theme()
    width, height = theme.px(20), theme.px(8)
    for step in range(total):
        block = QRectF(x + step * (width + 3), y, width, height)
        fill_round(painter, block, token("fill" if step < filled else "lobg"), 2)


def paint_avatar(painter: QPainter, box: QRectF, name: str) -> None:
    """Draw a person's first character in a circle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(token("lobg"))
    painter.drawEllipse(box)
    painter.setFont(current_theme().font(12 if box.height() < 36 else 16, bold=True))  # noqa: PLR2004 - small and large circles
    painter.setPen(token("t2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name[:1])
    painter.restore()


def paint_icon(painter: QPainter, box: QRectF, name: str, ink: str = "t2") -> None:
    """Draw an icon into a box in the colour of a token."""
    draw_icon(painter, box.toRect(), name, ink)


def fill_round(painter: QPainter, box: QRectF, color: QColor, radius: float = 4) -> None:
    """Fill a box with round corners."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, color)


def outline_round(
    painter: QPainter, box: QRectF, color: QColor, radius: float = 4, width: float = 1
) -> None:
    """Draw the outline of a box with round corners, inside its edge."""
    half = width / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def _meta_width(text: str) -> int:
    return QFontMetrics(current_theme().font(12)).horizontalAdvance(text)
