"""The card of what a customer agreed to, and of a wish not to be contacted."""

from datetime import date
from functools import partial

from branchcrm.domain.consent import (
    PURPOSE_LABELS,
    STATE_LABELS,
    Consent,
    ConsentSheet,
    ConsentState,
    Purpose,
)
from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.customer import Customer
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import listed, mark
from ui.customers.card_line import CardLine
from ui.customers.people_forms import open_consent_form
from ui.kit.action_menu import Action, open_menu
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.page_parts import Card, InlineNotice
from ui.kit.questions import ReasonChoice
from ui.kit.translation import spoken, translate

_MARKS = {
    ConsentState.GIVEN: ("ph.check-circle", "ok"),
    ConsentState.REFUSED: ("ph.prohibit", "t3"),
    ConsentState.EXPIRED: ("ph.warning", "warn"),
    ConsentState.WITHDRAWN: ("ph.prohibit", "danger"),
}
_BAN_REASONS = (mark("客户明确要求不再联系"), mark("投诉打扰"), mark("客户已故"))


def agreed_words(sheet: ConsentSheet, today: date) -> str:
    """Name the channels a customer may be offered things on, and those that were refused."""
    asked = [one for one in sheet.consents if one.purpose is Purpose.MARKETING]
    names: dict[bool, list[str]] = {True: [], False: []}
    for one in asked:
        is_given = one.state(today) is ConsentState.GIVEN
        names[is_given].append(translate(CHANNEL_LABELS[one.channel]))
    if sheet.ban is not None or not asked:
        return ""
    given, refused = (spoken(listed(names[is_given])) for is_given in (True, False))
    if given and refused:
        return translate(mark("{given}（不含{refused}）")).format(given=given, refused=refused)
    return given or translate(mark("没有授权"))


class ConsentCard(Card):
    """Lists consents with their state; they are kept, withdrawn, and a ban set or lifted here."""

    def __init__(self, context: PageContext, customer: Customer, sheet: ConsentSheet) -> None:
        """Show the consents of a customer."""
        self._context, self._customer, self._sheet = context, customer, sheet
        self._may_edit = context.services.actor.may(Right.EDIT_CUSTOMERS) and not (
            customer.is_removed
        )
        words = translate(mark("登记")) if self._may_edit else ""
        super().__init__(translate(mark("授权与同意")), link_text=words)
        self.link_clicked.connect(self._on_link_clicked)
        if sheet.ban is not None:
            self.add_padded(InlineNotice("warn", spoken(sheet.ban.words)))
        for one in sheet.consents:
            self.add(self._line(one))
        if not sheet.consents and sheet.ban is None:
            self.add_padded(label(translate(mark("没有登记过授权")), "muted"))

    def offers(self) -> list[Action]:
        """Give what can be done."""
        consents, number = self._context.services.consents, self._customer.id
        keep = partial(open_consent_form, self._context, self._customer, self.window())
        if self._sheet.ban is None:
            ban: Action = (translate(mark("不再联系…")), self.ban)
        else:
            lift = partial(self._context.navigator.run, partial(consents.lift_ban, number))
            ban = (translate(mark("解除不再联系")), lift)
        return [(translate(mark("登记授权…")), keep), ban]

    def ban(self) -> None:
        """Ask why nobody may contact the customer, and keep it."""
        choice = ReasonChoice(
            title=translate(mark("不再联系{name}")).format(name=self._customer.name),
            text=translate(mark("已安排的回访会取消，投诉处理除外")),
            action=translate(mark("不再联系")),
            reasons=tuple(translate(words) for words in _BAN_REASONS),
        )
        reason = self._context.prompts.ask_reason(choice)
        if reason is not None:
            consents = self._context.services.consents
            self._context.navigator.run(partial(consents.ban, self._customer.id, reason))

    def _line(self, one: Consent) -> CardLine:
        state = one.state(self._context.clock.today())
        line = CardLine()
        line.add_icon(*_MARKS[state])
        channel = translate(CHANNEL_LABELS[one.channel])
        name = f"{translate(PURPOSE_LABELS[one.purpose])} · {channel}"
        if one.purpose is Purpose.MARKETING:
            name = translate(mark("{channel}营销")).format(channel=channel)
        line.add_name(name)
        line.setToolTip(one.evidence)
        line.add_end(self._words(one, state), "label")
        withdraw = partial(
            self._context.navigator.run,
            partial(self._context.services.consents.withdraw, self._customer.id, one.id),
        )
        can_withdraw = self._may_edit and state is ConsentState.GIVEN
        line.add_actions(name, [(translate(mark("撤回")), withdraw)] if can_withdraw else [])
        return line

    def _words(self, one: Consent, state: ConsentState) -> str:
        day = self._context.formats.day
        if state is ConsentState.GIVEN and one.expires_on is not None:
            return translate(mark("有效至 {day}")).format(day=day(one.expires_on))
        if state is ConsentState.WITHDRAWN and one.withdrawn_on is not None:
            return f"{translate(STATE_LABELS[state])} {day(one.withdrawn_on)}"
        return f"{translate(STATE_LABELS[state])} {day(one.given_on)}"

    def _on_link_clicked(self) -> None:
        open_menu(self.link, self.offers())
