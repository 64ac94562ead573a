"""The cards beside the list of the day: deadlines, tier changes, birthdays, people."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.tier_review import EVENT_LABELS, ReviewEvent
from branchcrm.domain.today import BirthdayRow, PersonLoad, TodayBoard
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats, Toned, score_change
from ui.kit.page_parts import Card
from ui.kit.translation import translate
from ui.today.duty_words import age_words
from ui.today.side_row import SideRow, SideWords

MOST_LINES = 3
URGENT = "danger"


class SideCard(Card):
    """A card of lines; each opens what it speaks of."""

    line_clicked = Signal(object)

    def __init__(self, title: str, link_text: str = "") -> None:
        """Take the title and the words of the link."""
        super().__init__(title, " ", link_text)
        self._title_text = title
        self._lines: list[SideRow] = []

    def show_lines(self, count: str, lines: Sequence[tuple[SideWords, object]]) -> None:
        """Show other lines; a card without lines hides."""
        for line in self._lines:
            self.layout_of_lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [SideRow(words, key) for words, key in lines]
        for line in self._lines:
            line.clicked.connect(self._on_line_clicked)
            self.add(line)
        self.set_title(self._title_text, count)
        self.setVisible(bool(lines))

    @property
    def lines(self) -> list[SideRow]:
        """Give the lines that are shown."""
        return list(self._lines)

    @property
    def layout_of_lines(self) -> QVBoxLayout:
        """Give the layout that holds the lines."""
        return self._layout

    def _on_line_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, SideRow):
            self.line_clicked.emit(line.key)


class SideCards(QWidget):
    """All cards, top to bottom."""

    page_wished = Signal(str)
    complaint_opened = Signal(object)
    customer_opened = Signal(object)
    person_chosen = Signal(object)

    def __init__(self, formats: Formats) -> None:
        """Take the texts."""
        super().__init__()
        self._formats = formats
        self.people = SideCard(translate(mark("按人")))
        self.complaints = SideCard(translate(mark("投诉时限")), translate(mark("查看投诉")))
        self.moves = SideCard(translate(mark("层级变化")), translate(mark("查看分层")))
        self.birthdays = SideCard(translate(mark("生日")), translate(mark("查看客户")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.people, self.complaints, self.moves, self.birthdays):
            column.addWidget(card)
        column.addStretch(1)
        self.complaints.link_clicked.connect(self._on_complaints_link_clicked)
        self.moves.link_clicked.connect(self._on_moves_link_clicked)
        self.birthdays.link_clicked.connect(self._on_birthdays_link_clicked)
        self.complaints.line_clicked.connect(self.complaint_opened)
        self.moves.line_clicked.connect(self.customer_opened)
        self.birthdays.line_clicked.connect(self.customer_opened)
        self.people.line_clicked.connect(self.person_chosen)

    def show_board(self, board: TodayBoard) -> None:
        """Show what belongs to a day."""
        formats = self._formats
        self.people.show_lines(
            formats.count(len(board.people)),
            [(self._person(load), load.staff_id) for load in board.people],
        )
        self.complaints.show_lines(
            formats.count(len(board.complaints)),
            [(self._case(row), int(row.id)) for row in board.complaints[:MOST_LINES]],
        )
        week = translate(mark("本周 {count}")).format(
            count=formats.count(board.figures.tier_up + board.figures.tier_down)
        )
        self.moves.show_lines(
            week,
            [(self._move(move), int(move.customer_id)) for move in board.tier_moves[:MOST_LINES]],
        )
        near = translate(mark("7 天内 {count}")).format(count=formats.count(board.birthday_count))
        self.birthdays.show_lines(
            near,
            [(self._birthday(row), int(row.customer_id)) for row in board.birthdays[:MOST_LINES]],
        )

    def _person(self, load: PersonLoad) -> SideWords:
        words = translate(mark("今天 {today}  投诉 {complaints}"))
        late = (
            translate(mark("逾期 {count}")).format(count=f"{load.overdue:,}")
            if load.overdue
            else ""
        )
        return SideWords(
            name=load.staff or translate(mark("未分配")),
            right=Toned(late, "danger"),
            remark=words.format(today=f"{load.today:,}", complaints=f"{load.complaints:,}"),
        )

    def _case(self, row: ComplaintRow) -> SideWords:
        left = self._formats.countdown(None if row.nearest is None else row.nearest.at)
        return SideWords(
            name=row.complainant,
            tiers=(row.tier,) if row.tier else (),
            middle=row.subject,
            right=left,
            has_clock=left.tone == URGENT,
        )

    def _move(self, move: TierMove) -> SideWords:
        tiers = (move.from_tier, move.to_tier)
        return SideWords(name=move.name, tiers=tiers, right=Toned(why_moved(move)))

    def _birthday(self, row: BirthdayRow) -> SideWords:
        return SideWords(
            name=row.customer,
            tiers=(row.tier,),
            right=Toned(self._formats.day(row.day)),
            remark=age_words(row),
        )

    def _on_complaints_link_clicked(self) -> None:
        self.page_wished.emit("complaints")

    def _on_moves_link_clicked(self) -> None:
        self.page_wished.emit("tiers")

    def _on_birthdays_link_clicked(self) -> None:
        self.page_wished.emit("customers")


def why_moved(move: TierMove) -> str:
    """Say what moved a customer; who falls was below the line for a while already."""
    if move.event is ReviewEvent.DOWN and move.to_score_centi is not None:
        words = translate(mark("{score} 低于分数线"))
        return words.format(score=f"{move.to_score_centi / 100:.1f}")
    change = score_change(move.from_score_centi, move.to_score_centi)
    return change or translate(EVENT_LABELS[move.event])
