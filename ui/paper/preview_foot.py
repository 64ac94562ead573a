"""The foot under a preview: how many pages, and how large they are shown."""

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.kit.buttons import IconButton, secondary
from ui.kit.labels import label
from ui.kit.theme import current_theme
from ui.paper.preview import STEP, PreviewArea


class PreviewFoot(QFrame):
    """Counts the sheets and zooms the preview."""

    def __init__(self, preview: PreviewArea) -> None:
        """Follow a preview."""
        super().__init__()
        self._preview = preview
        self.setProperty("ground", "surface")
        self.setProperty("line", "top")
        self.setFixedHeight(current_theme().px(48))
        self.count, self.zoom_words = label(""), label("")
        smaller = IconButton("ph.minus", self.tr("缩小"))
        smaller.clicked.connect(partial(self._zoom_by, -STEP))
        larger = IconButton("ph.plus", self.tr("放大"))
        larger.clicked.connect(partial(self._zoom_by, STEP))
        whole = secondary(self.tr("整页"))
        whole.clicked.connect(preview.fit)
        preview.zoom_changed.connect(self._on_zoom_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.count)
        row.addStretch(1)
        for widget in (smaller, self.zoom_words, larger, whole):
            row.addWidget(widget)

    def show_count(self, count: int) -> None:
        """Say how many sheets there are."""
        self.count.setText(self.tr("共 {count} 页").format(count=f"{count:,}"))

    def _zoom_by(self, step: float) -> None:
        self._preview.set_zoom(self._preview.zoom + step)

    def _on_zoom_changed(self, zoom: float) -> None:
        self.zoom_words.setText(f"{zoom:.0%}")
