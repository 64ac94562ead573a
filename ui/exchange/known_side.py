"""The side of the known customers: who they are, and what happens to those not looked at."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from branchcrm.services.import_terms import OnMatch
from ui.exchange.known_list import KnownDelegate, KnownList, KnownModel
from ui.kit.buttons import small
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.labels import label
from ui.kit.theme import current_theme

_WIDTH, _NARROW = 320, 256
_ROOMY = 960


class KnownSide(QFrame):
    """The list with its counts, and one decision for the rest."""

    def __init__(self, parent: QObject) -> None:
        """Build an empty side; the model belongs to the step."""
        super().__init__()
        self.setProperty("line", "right")
        self.model = KnownModel(parent)
        self.list = KnownList()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(KnownDelegate(self.list))
        self.list.setAccessibleName(self.tr("可能重复"))
        self.count = label("", "muted")
        self.rest_words = label("", "label")
        self.rest = ComboBox(
            [
                Option(OnMatch.FILL, self.tr("更新已有客户的空白项")),
                Option(OnMatch.OVERWRITE, self.tr("用文件里的值覆盖")),
                Option(OnMatch.CREATE, self.tr("都当作另一位客户新建")),
                Option(OnMatch.SKIP, self.tr("都跳过，不导入")),
            ]
        )
        self.rest.setAccessibleName(self.tr("其余客户的处理"))
        self.apply = small(self.tr("应用到全部"))
        self.apply.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()

    def show_count(self, count: int, done: int, rest: int) -> None:
        """Say how many there are, how many are decided, and how many the rest is."""
        words = self.tr("{count} 位，已处理 {done}")
        self.count.setText(words.format(count=f"{count:,}", done=f"{done:,}"))
        words = self.tr("对其余 {count} 位使用同一处理")
        self.rest_words.setText(words.format(count=f"{rest:,}"))

    def fit(self, room: int) -> None:
        """Take less width where the step has little."""
        px = current_theme().px
        self.setFixedWidth(px(_WIDTH if room >= px(_ROOMY) else _NARROW))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 16, 0)
        head.addWidget(label(self.tr("可能重复"), "strong"))
        head.addWidget(self.count, 1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 16, 0)
        foot.setSpacing(8)
        for widget in (self.rest_words, self.rest, self.apply):
            foot.addWidget(widget)
        column.addLayout(foot)
