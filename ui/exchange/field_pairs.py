"""Field by field: what the book says of a customer and what the row says."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QSizePolicy

from branchcrm.domain.wording import mark
from branchcrm.services.import_check import FieldPair, KnownCustomer
from branchcrm.services.import_terms import Decision, OnMatch
from ui.kit.checks import RadioButton
from ui.kit.labels import ElidedLabel, label
from ui.kit.ruled_grid import RuledGrid
from ui.kit.translation import translate

EMPTY = mark("（空）")
SAME = mark("一致")
KEEP = mark("保留已有")
TAKE = mark("用新值")
_ROW_HEIGHT = 36


class FieldPairs(RuledGrid):
    """A table of pairs; where they differ and rows are merged, one side is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        """Build an empty table."""
        super().__init__(4, _ROW_HEIGHT)
        for column, stretch in enumerate((1, 3, 3, 1)):
            self.grid.setColumnStretch(column, stretch)
        self._offered: set[str] = set()
        self._is_merging = False
        self._customer: KnownCustomer | None = None
        self._results: dict[str, tuple[int, QLabel]] = {}

    def show_customer(
        self, customer: KnownCustomer, decision: Decision, *, is_merging: bool
    ) -> None:
        """Show a customer with what was decided, or what filling blanks would take."""
        self._customer = customer
        self._is_merging = is_merging
        if decision.fields is not None:
            self._offered = set(decision.fields)
        elif decision.on_match is OnMatch.OVERWRITE:
            self._offered = {one.field for one in customer.pairs if not one.is_same}
        else:
            self._offered = {one.field for one in customer.pairs if one.is_kept_empty}
        self._renew()

    def set_merging(self, *, is_merging: bool) -> None:
        """Let sides be chosen, or show what happens without a choice."""
        self._is_merging = is_merging
        self._renew()

    def offered_fields(self) -> frozenset[str]:
        """Name the fields that are taken from the row."""
        return frozenset(self._offered)

    def choose_side(self, *, is_offered: bool) -> None:
        """Take every differing field from one side, as an arrow key does."""
        if self._customer is None or not self._is_merging:
            return
        differing = {one.field for one in self._customer.pairs if not one.is_same}
        self._offered = differing if is_offered else set()
        self._renew()
        self.changed.emit()

    def _renew(self) -> None:
        self.clear()
        self._results = {}
        customer = self._customer
        if customer is None:
            return
        heads = (
            self.tr("资料"),
            self.tr("Excel 第 {row} 行").format(row=customer.first_row)
            if customer.first_row
            else self.tr("已有客户 {code}").format(code=customer.code),
            self.tr("Excel 第 {row} 行").format(row=customer.place.row),
            self.tr("结果"),
        )
        for column, words in enumerate(heads):
            self.put(label(words, "label"), 0, column)
        for number, pair in enumerate(customer.pairs, start=1):
            self._add_pair(number, pair)

    def _add_pair(self, number: int, pair: FieldPair) -> None:
        self.put(label(translate(pair.label), "muted"), number, 0)
        kept, offered = (translate(text) or translate(EMPTY) for text in (pair.kept, pair.offered))
        takes = not pair.is_same and pair.field in self._offered
        if pair.is_same or not self._is_merging:
            self.put(ElidedLabel(kept, "" if pair.kept else "muted"), number, 1)
            self.put(ElidedLabel(offered, "" if pair.offered else "muted"), number, 2)
        else:
            left, right = RadioButton(kept), RadioButton(offered)
            group = QButtonGroup(left)
            for button, place, is_on in ((left, 1, not takes), (right, 2, takes)):
                group.addButton(button)
                button.setChecked(is_on)
                button.setToolTip(button.text())
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                self.put(button, number, place)
            right.toggled.connect(partial(self._on_side_toggled, pair.field))
        result = label(translate(SAME), "meta")
        self.put(result, number, 3)
        if not pair.is_same:
            self._results[pair.field] = number, result
            self._show_result(pair.field, is_offered=takes)

    def _show_result(self, field: str, *, is_offered: bool) -> None:
        number, result = self._results[field]
        result.setText(translate(TAKE if is_offered else KEEP))
        self.choose(number, 2 if is_offered else 1)

    def _on_side_toggled(self, field: str, is_offered: bool) -> None:  # noqa: FBT001 - Qt's signal
        if is_offered:
            self._offered.add(field)
        else:
            self._offered.discard(field)
        self._show_result(field, is_offered=is_offered)
        self.changed.emit()
