"""A window over two small pages of its own, without any book."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.ids import OperationId
from branchcrm.domain.tier_names import USUAL
from branchcrm.domain.wording import say
from ui.kit.page import Page, PageContext, PageSpec
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.theme import Theme
from ui.room import NavCount, Room
from ui.shell.language import LanguageSwitch
from ui.shell.main_window import MainWindow, WindowParts
from ui.shell.preferences import Preferences
from ui.shell.rail_parts import SignedIn
from ui.shell.session import FoundCustomer, Session

DAY = date(2026, 9, 17)


class NotePage(Page):
    """A page that notes what it was asked for."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.asked: list[object] = []
        QVBoxLayout(self).addWidget(QLabel("page"))

    @override
    def activate(self, **params: object) -> None:
        self.asked.append(params)

    @override
    def add_record(self) -> None:
        self.asked.append("new")

    @override
    def refresh(self) -> None:
        self.asked.append("refresh")

    @override
    def search_focus(self) -> None:
        self.asked.append("search")

    @override
    def clear_filters(self) -> None:
        self.asked.append("clear")

    @override
    def on_changes(self, changes: Changes) -> None:
        self.asked.append(changes.operation_id)

    @override
    def status_text(self) -> str:
        return "3 位"


class NoteHistory:
    """Takes back and brings back by writing it down."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def undo(self, operation: OperationId) -> Changes:
        self.asked.append(f"undo {operation}")
        return Changes(operation_id=OperationId(operation + 100), summary=say("撤销：新建客户"))

    def redo(self) -> Changes:
        self.asked.append("redo")
        return Changes(operation_id=OperationId(200), summary=say("重做：新建客户"))


def find(query: str) -> Sequence[FoundCustomer]:
    people = ("周雅琴", "周立群", "何秀兰")
    found = [name for name in people if query in name]
    return [
        FoundCustomer(customer_id=number, name=name, tier="mid", facts="138****5678 · 王敏")
        for number, name in enumerate(found, start=1)
    ]


def a_session() -> Session:
    return Session(
        services=SimpleNamespace(
            history=NoteHistory(),
            today=SimpleNamespace(catch_up=lambda: False, reminder=lambda _since: None),
            actor=SimpleNamespace(may=lambda _right: False),
            tier_naming=SimpleNamespace(names=lambda: USUAL),
        ),
        clock=fixed_clock(DAY),
        user=SignedIn(name="王敏", role="客户经理"),
        login="王敏",
        branch="人民路网点",
        is_demo=lambda: False,
        find_customers=find,
        last_backup=lambda: datetime.combine(DAY, datetime.min.time(), fixed_clock(DAY).zone),
        is_empty=lambda: False,
    )


def counts(_context: PageContext) -> Mapping[str, NavCount]:
    return {"today": NavCount("11", is_urgent=True), "customers": NavCount("2,846")}


ROOM = Room(
    counts=counts,
    pages=(
        PageSpec(key="today", title="今日", icon="sun-horizon", alt_number=1, factory=NotePage),
        PageSpec(key="customers", title="客户", icon="users", alt_number=2, factory=NotePage),
        PageSpec(key="customer", title="客户", icon="user", alt_number=0, factory=NotePage),
        PageSpec(key="settings", title="设置", icon="gear-six", alt_number=9, factory=NotePage),
    ),
)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme()
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def prompts() -> ScriptedPrompts:
    return ScriptedPrompts()


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, prompts: ScriptedPrompts, tmp_path: Path
) -> Iterator[MainWindow]:
    parts = WindowParts(
        preferences=Preferences(tmp_path / "preferences.ini"),
        theme=theme,
        language=LanguageSwitch(),
        prompts=prompts,
        rooms=lambda: [ROOM],
    )
    window = MainWindow(parts)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.enter(a_session())
    yield window
    window.close()
    parts.language.release()
