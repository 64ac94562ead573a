"""The line of facts under a portrait's head."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import STAGE_LABELS, Customer, CustomerKind
from branchcrm.domain.reveal import SecretField
from branchcrm.domain.wording import mark
from ui.customers.customer_words import age_text, birthday_words, heading
from ui.customers.secret_line import SecretLine
from ui.kit.flow import FlowLayout
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.translation import translate


def facts_line(context: PageContext, customer: Customer) -> QFrame:
    """Give the facts that matter at a glance; those that are unknown are left out."""
    line = QFrame()
    line.setProperty("ground", "surface")
    line.setProperty("line", "bottom")
    row = QHBoxLayout(line)
    row.setContentsMargins(24, 6, 24, 6)
    holder = QWidget()
    row.addWidget(holder)
    flow = FlowLayout(holder, gap=24)
    flow.setContentsMargins(0, 0, 0, 0)
    facts = customer.facts
    if facts.phone:
        phone = SecretLine(context, customer, SecretField.PHONE)
        flow.addWidget(_fact(translate(mark("电话")), phone))
    for words, text in _texts(context, customer):
        if text:
            flow.addWidget(_fact(words, label(text)))
    return line


def _texts(context: PageContext, customer: Customer) -> list[tuple[str, str]]:
    facts, formats = customer.facts, context.formats
    birthday = facts.birthday
    opened = f"{facts.opened_on:%Y-%m}" if facts.opened_on else ""
    stage = translate(STAGE_LABELS[facts.stage])
    person = [
        (heading(mark("性别")), translate(GENDER_LABELS[facts.gender]) if facts.gender else ""),
        (heading(mark("年龄")), age_text(birthday, formats) if birthday else ""),
        (heading(mark("生日")), birthday_words(birthday, formats) if birthday else ""),
    ]
    company = [
        (heading(mark("联系人")), facts.contact_name),
        (heading(mark("行业")), facts.industry),
    ]
    return [
        *(person if facts.kind is CustomerKind.PERSON else company),
        (heading(mark("客户经理")), customer.manager),
        (heading(mark("开户")), opened),
        (heading(mark("来源")), facts.source),
        (heading(mark("阶段")), stage),
    ]


def _fact(words: str, value: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label(words, "muted"))
    row.addWidget(value)
    holder.setMinimumHeight(28)
    return holder
