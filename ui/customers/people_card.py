"""The card of the people around a customer: contact persons, relations, the household."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.people import GROUP_LABELS, Group, GroupKind, LinkKind, People, Referrals
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.customers.card_line import CardLine
from ui.customers.customer_words import heading
from ui.customers.people_forms import open_contact_form, open_relation_form
from ui.kit.action_menu import Action, open_menu
from ui.kit.edit_dialog import EditDialog
from ui.kit.labels import label, rule
from ui.kit.page import PageContext
from ui.kit.page_parts import Card
from ui.kit.translation import translate


class PeopleCard(Card):
    """Lists everybody around a customer; a name opens their page."""

    def __init__(self, context: PageContext, customer: Customer, people: People) -> None:
        """Show the people of a customer."""
        self._context, self._customer = context, customer
        self._may_edit = context.services.actor.may(Right.EDIT_CUSTOMERS) and not (
            customer.is_removed
        )
        count = context.formats.count(people.count) if people.count else ""
        add = translate(mark("添加")) if self._may_edit else ""
        super().__init__(translate(mark("联系人与关系")), count, add)
        self.link_clicked.connect(self._on_link_clicked)
        lines = [*self._contacts(people), *self._relations(people)]
        for line in lines:
            self.add(rule())
            self.add(line)
        for group in people.groups:
            self._add_group(group)
        if people.referrals is not None:
            self.add(rule())
            words = self._referral_words(people.referrals)
            self.add_padded(label(words, "label", wraps=True))
        if not people.count:
            self.add_padded(label(translate(mark("还没有联系人和关系")), "muted"))

    def add_actions(self) -> list[Action]:
        """Give what can be added."""
        words = translate(mark("添加{kind}…"))
        kinds = (LinkKind.REFERRER, LinkKind.GUARANTOR, GroupKind.HOUSEHOLD, GroupKind.COMPANY)
        names = {
            LinkKind.REFERRER: translate(mark("介绍人")),
            LinkKind.GUARANTOR: translate(mark("担保人")),
            GroupKind.HOUSEHOLD: translate(mark("家庭成员")),
            GroupKind.COMPANY: translate(mark("集团企业")),
        }
        contact = partial(self.edit_contact, None)
        relations: list[Action] = [
            (
                words.format(kind=names[kind]),
                partial(open_relation_form, self._context, self._customer, kind, self.window()),
            )
            for kind in kinds
        ]
        return [(words.format(kind=translate(mark("联系人"))), contact), *relations]

    def edit_contact(self, contact_id: int | None) -> EditDialog:
        """Add a contact person, or change one."""
        return open_contact_form(self._context, self._customer, contact_id, self.window())

    def _contacts(self, people: People) -> list[QWidget]:
        lines: list[QWidget] = []
        service = self._context.services.people
        for one in people.contacts:
            line = CardLine()
            line.add_name(one.name)
            line.add_remark(" · ".join(part for part in (one.role, one.note) if part))
            line.add_end(one.phone)
            edit = partial(self.edit_contact, one.id)
            remove = partial(self._run, partial(service.remove_contact, one.id))
            actions: list[Action] = [
                (translate(mark("编辑…")), edit),
                (translate(mark("删除")), remove),
            ]
            line.add_actions(one.name, actions if self._may_edit else [])
            lines.append(line)
        return lines

    def _relations(self, people: People) -> list[QWidget]:
        lines: list[QWidget] = []
        service = self._context.services.people
        for one in people.relations:
            line = CardLine()
            line.add_name(one.name, partial(self._open, int(one.customer_id)))
            line.add_tier(one.tier.value)
            line.add_remark(translate(one.label))
            line.add_end(one.phone)
            remove = partial(self._run, partial(service.unlink, one.link_id))
            actions = [(translate(mark("删除关系")), remove)]
            line.add_actions(one.name, actions if self._may_edit else [])
            lines.append(line)
        return lines

    def _add_group(self, group: Group) -> None:
        self.add(rule())
        money = self._context.formats.money(group.amount_12m_cents)
        spoken = group.last_contact
        head = CardLine()
        head.add_name(f"{heading(GROUP_LABELS[group.kind])} · {group.name}")
        head.add_actions(group.name, [])
        self.add(head)
        total = CardLine()
        total.add_remark(translate(mark("合计近 12 个月")))
        total.add_end(money)
        total.add_actions(group.name, [])
        self.add(total)
        if spoken is not None and spoken.last_contact_at is not None:
            day = self._context.formats.day(
                spoken.last_contact_at.astimezone(self._context.clock.zone).date()
            )
            words = translate(mark("最近联系 {day} {name}")).format(day=day, name=spoken.name)
            line = CardLine()
            line.add_remark(words)
            self.add(line)
        for one in group.members:
            if one.customer_id == self._customer.id:
                continue
            line = CardLine()
            line.add_name(one.name, partial(self._open, int(one.customer_id)))
            line.add_tier(one.tier.value)
            line.add_remark(one.role)
            line.add_end(one.phone)
            service = self._context.services.people
            leave = partial(self._run, partial(service.leave, one.customer_id, group.kind))
            actions = [(translate(mark("移出")), leave)]
            line.add_actions(one.name, actions if self._may_edit else [])
            self.add(line)

    def _referral_words(self, found: Referrals) -> str:
        formats = self._context.formats
        words = mark("介绍过 {count} 位，其中 {bought} 位已有交易。全部现有客户的介绍率 {rate}")
        return translate(words).format(
            count=formats.count(found.count),
            bought=formats.count(found.bought),
            rate=formats.ratio(found.branch.rate),
        )

    def _run(self, command: Callable[[], Changes]) -> None:
        self._context.navigator.run(command)

    def _open(self, customer_id: int) -> None:
        self._context.navigator.open_customer(customer_id)

    def _on_link_clicked(self) -> None:
        open_menu(self.link, self.add_actions())
