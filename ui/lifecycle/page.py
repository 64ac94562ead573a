"""The desk of stages and the public pool: what is due, and the decision about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.customer import Stage
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.lifecycle import StageProposal, move_words
from branchcrm.domain.pool import HeldCustomer
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.kit.buttons import secondary
from ui.kit.count_tabs import CountTab, CountTabs
from ui.kit.desk_list import DeskList, DeskRow, Head
from ui.kit.edit_dialog import EditDialog
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.questions import ReasonChoice
from ui.kit.translation import page_title, spoken, translate
from ui.lifecycle.hand_over import HandOverDialog
from ui.lifecycle.rule_form import open_pool_rule, open_stage_rule

STAGES, POOL, DUE = "stages", "pool", "due"
LABELS = {STAGES: mark("阶段建议"), POOL: mark("公海"), DUE: mark("到期应退回")}
WATCHED = (Aspect.BOOK, Aspect.CUSTOMER, Aspect.TRANSACTION, Aspect.INTERACTION, Aspect.SETTING)
_DECLINED = (mark("已联系，近期会再来"), mark("季节性往来"), mark("资料有误，另行更正"))


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """Everything the desk shows."""

    proposals: list[StageProposal]
    waiting: list[CustomerId]
    due: list[HeldCustomer]


class LifecyclePage(Page):
    """Three lists: proposed stages, the public pool, who is due to return to it."""

    def __init__(self, context: PageContext) -> None:
        """Build the lists; they are read when the page is activated."""
        super().__init__(context)
        self.header = PageHeader(page_title(mark("阶段与公海")))
        self.rules_button = secondary(self.tr("规则…"))
        self.hand_over_button = secondary(self.tr("移交客户…"), icon="ph.arrows-down-up")
        self.tabs = CountTabs()
        self.lists = _lists()
        self._proposals: dict[int, StageProposal] = {}
        self._due: dict[int, HeldCustomer] = {}
        self._stack = QStackedWidget()
        self._latest = Latest(context.tasks, self)
        self._arrange()
        self._offer()
        self.tabs.set_tabs(counted_tabs(DeskAnswer([], [], []), context.formats.count))
        self.tabs.changed.connect(self._on_tabs_changed)
        self.rules_button.clicked.connect(self.edit_rule)
        self.hand_over_button.clicked.connect(self.hand_over)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_latest_failed)

    def _arrange(self) -> None:
        may = self.context.services.actor.may
        self.header.add_action(self.rules_button)
        self.header.add_action(self.hand_over_button)
        self.rules_button.setVisible(may(Right.EDIT_SETTINGS))
        self.hand_over_button.setVisible(may(Right.HAND_OVER))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        for found in self.lists.values():
            self._stack.addWidget(found)
            found.opened.connect(self._on_list_opened)

    def _offer(self) -> None:
        may = self.context.services.actor.may
        if may(Right.EDIT_CUSTOMERS):
            stages, pool = self.lists[STAGES].bulk, self.lists[POOL].bulk
            stages.add_action(self.tr("接受"), "ph.check", self.accept)
            stages.add_action(self.tr("不变动…"), "ph.prohibit", self.decline)
            pool.add_action(self.tr("领取"), "ph.user-plus", self.claim)
        if may(Right.HAND_OVER):
            due = self.lists[DUE].bulk
            due.add_action(self.tr("退回公海"), "ph.arrow-counter-clockwise", self.return_due)

    # what the window asks

    @override
    def activate(self, **params: object) -> None:
        if params.get("tab") in LABELS:
            self.tabs.set_value(str(params["tab"]))
        self._turn()
        self.refresh()
        self.shown.table.setFocus()

    @override
    def refresh(self) -> None:
        self._latest.ask(None, self._read)

    @override
    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(aspect) for aspect in WATCHED):
            self.refresh()

    @override
    def status_text(self) -> str:
        words = translate(mark("{count} 位"))
        return words.format(count=self.context.formats.count(len(self.shown.table.rows.ids)))

    @override
    def regions(self) -> list[QWidget]:
        return [self.shown.table]

    @property
    def shown(self) -> DeskList:
        """Give the list in front."""
        return self.lists[self.tabs.value() or STAGES]

    # what is done

    def accept(self) -> None:
        """Move the ticked customers to their proposed stages."""
        chosen = self.lists[STAGES].chosen()
        self.context.navigator.run(partial(self.context.services.lifecycles.accept, chosen))

    def decline(self) -> None:
        """Leave the ticked customers where they are, and say why."""
        chosen = self.lists[STAGES].chosen()
        choice = ReasonChoice(
            title=self.tr("阶段不变"),
            text="",
            action=self.tr("不变动"),
            reasons=tuple(translate(reason) for reason in _DECLINED),
        )
        reason = self.context.prompts.ask_reason(choice)
        if reason is not None:
            decline = self.context.services.lifecycles.decline
            self.context.navigator.run(partial(decline, chosen, reason))

    def claim(self) -> None:
        """Take the ticked customers out of the pool."""
        chosen = self.lists[POOL].chosen()
        self.context.navigator.run(partial(self.context.services.pools.claim, chosen))

    def return_due(self) -> None:
        """Return the ticked customers to the pool."""
        chosen = self.lists[DUE].chosen()
        self.context.navigator.run(partial(self.context.services.pools.return_due, chosen))

    def edit_rule(self) -> EditDialog:
        """Change the rule behind the list in front."""
        is_stages = self.shown is self.lists[STAGES]
        return (open_stage_rule if is_stages else open_pool_rule)(self.context, self)

    def hand_over(self) -> EditDialog:
        """Give a person's customers, visits and complaints to a colleague."""
        dialog = HandOverDialog(self.context, self)
        dialog.show_for_input()
        return dialog

    # reading

    def _read(self) -> DeskAnswer:
        services = self.context.services
        return DeskAnswer(
            proposals=services.lifecycles.proposals(),
            waiting=services.pools.waiting(),
            due=services.pools.due(),
        )

    def _on_latest_answered(self, _key: object, answer: object) -> None:
        if not isinstance(answer, DeskAnswer):
            return
        chosen = self.tabs.value()
        self.tabs.set_tabs(counted_tabs(answer, self.context.formats.count))
        self.tabs.set_value(chosen)
        self._proposals = {int(one.customer_id): one for one in answer.proposals}
        self._due = {int(one.customer_id): one for one in answer.due}
        self.lists[STAGES].show_ids(list(self._proposals), self._stage_rows)
        self.lists[POOL].show_ids(answer.waiting, self._pool_rows)
        self.lists[DUE].show_ids(list(self._due), self._due_rows)
        self.status_changed.emit(self.status_text())

    def _on_latest_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)

    def _pool_rows(self, ids: Sequence[int]) -> list[DeskRow]:
        formats = self.context.formats
        return [
            DeskRow(
                customer_id=int(row.id),
                name=row.name,
                tier=row.tier.value,
                fact=row.phone,
                why=formats.day(row.last_seen_on) if row.last_seen_on else "—",
            )
            for row in self.context.services.customers.rows(ids)
        ]

    def _stage_rows(self, ids: Sequence[int]) -> list[DeskRow]:
        return [_proposal_row(self._proposals[one]) for one in ids if one in self._proposals]

    def _due_rows(self, ids: Sequence[int]) -> list[DeskRow]:
        return [self._due_row(self._due[one]) for one in ids if one in self._due]

    def _due_row(self, one: HeldCustomer) -> DeskRow:
        days = one.silent_days(self.context.clock.today())
        words = self.tr("{days} 天没有有效联系").format(days=f"{days:,}")
        return DeskRow(
            customer_id=int(one.customer_id),
            name=one.name,
            tier=one.tier.value,
            fact=one.manager,
            why=words,
        )

    def _on_tabs_changed(self, _key: str) -> None:
        self._turn()

    def _turn(self) -> None:
        self._stack.setCurrentWidget(self.shown)
        self.status_changed.emit(self.status_text())

    def _on_list_opened(self, customer_id: object) -> None:
        if isinstance(customer_id, int):
            ids = list(self.shown.table.rows.ids)
            self.context.navigator.open_customer(customer_id, ids)


def counted_tabs(answer: DeskAnswer, count: Callable[[int], str]) -> list[CountTab]:
    """Give the tabs with their counts."""
    counts = {
        STAGES: len(answer.proposals),
        POOL: len(answer.waiting),
        DUE: len(answer.due),
    }
    return [
        CountTab(key=key, label=translate(words), count=count(counts[key]))
        for key, words in LABELS.items()
    ]


def _lists() -> dict[str, DeskList]:
    return {
        STAGES: DeskList(
            translate(LABELS[STAGES]),
            Head(translate(mark("变动"))),
            Head(translate(mark("理由"))),
            translate(mark("没有需要决定的阶段变动")),
        ),
        POOL: DeskList(
            translate(LABELS[POOL]),
            Head(translate(mark("电话"))),
            Head(translate(mark("最近往来"))),
            translate(mark("公海里没有客户")),
        ),
        DUE: DeskList(
            translate(LABELS[DUE]),
            Head(translate(mark("客户经理"))),
            Head(translate(mark("理由"))),
            translate(mark("没有到期应退回的客户")),
        ),
    }


def _proposal_row(one: StageProposal) -> DeskRow:
    tones = {Stage.ACTIVE: "ok", Stage.DORMANT: "warn", Stage.LOST: "danger"}
    return DeskRow(
        customer_id=int(one.customer_id),
        name=one.name,
        tier=one.tier.value,
        fact=spoken(move_words(one)),
        why=spoken(one.words),
        tone=tones.get(one.to_stage, ""),
    )
