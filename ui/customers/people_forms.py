"""The forms of what hangs on a customer: contact persons, relations, consents, tags."""

from datetime import date

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.consent import CONSENT_CHANNELS, PURPOSE_LABELS, ConsentDraft, Purpose
from branchcrm.domain.contact_channel import CHANNEL_LABELS, Channel
from branchcrm.domain.customer import Customer
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import (
    GROUP_LABELS,
    LINK_LABELS,
    ContactPersonDraft,
    GroupKind,
    LinkKind,
)
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import listed, mark, say
from ui.customers.record_form import Values, open_record_form, text_of
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import spoken, translate
from ui.visits.customer_picks import customer_picker


def open_contact_form(
    context: PageContext, customer: Customer, contact_id: int | None, parent: QWidget
) -> EditDialog:
    """Add a contact person, or change one."""
    people = context.services.people
    draft = ContactPersonDraft() if contact_id is None else people.contact_draft(contact_id)

    def save(values: Values) -> Changes:
        typed = ContactPersonDraft(**{key: text_of(values[key]) for key in known})
        if contact_id is None:
            return people.add_contact(customer.id, typed)
        return people.edit_contact(contact_id, typed)

    known: dict[str, object] = {
        "name": draft.name,
        "role": draft.role,
        "phone": draft.phone,
        "note": draft.note,
    }
    fields = [
        Field(key="name", label=translate(mark("姓名")), required=True),
        Field(
            key="role",
            label=translate(mark("身份")),
            placeholder=translate(mark("配偶、财务、经办人…")),
        ),
        Field(key="phone", label=translate(mark("手机")), kind=FieldKind.PHONE),
        Field(key="note", label=translate(mark("备注"))),
    ]
    words = mark("添加联系人：{name}") if contact_id is None else mark("编辑联系人：{name}")
    title = translate(words).format(name=customer.name)
    return open_record_form(context, parent, title, fields, known, save)


def open_relation_form(
    context: PageContext, customer: Customer, kind: LinkKind | GroupKind, parent: QWidget
) -> EditDialog:
    """Say who referred, vouches for, or lives with a customer."""
    people = context.services.people
    label = LINK_LABELS[kind] if isinstance(kind, LinkKind) else GROUP_LABELS[kind]

    def save(values: Values) -> Changes:
        other = values["other"]
        if not isinstance(other, int):
            raise InvalidDraftError([FieldError("other", say("选好客户后才能保存"))])
        remark = text_of(values["role"])
        if isinstance(kind, LinkKind):
            return people.link(customer.id, CustomerId(other), kind, remark)
        return people.join(customer.id, CustomerId(other), kind, remark)

    fields = [
        Field(
            key="other",
            label=translate(mark("客户")),
            kind=FieldKind.CUSTOM,
            required=True,
            span=2,
            editor=customer_picker(context),
        ),
        Field(
            key="role",
            label=translate(mark("身份") if isinstance(kind, GroupKind) else mark("备注")),
            placeholder=translate(mark("配偶、父母、子女…")) if kind is GroupKind.HOUSEHOLD else "",
            span=2,
        ),
    ]
    words = translate(mark("添加{kind}：{name}"))
    title = words.format(kind=translate(label), name=customer.name)
    return open_record_form(context, parent, title, fields, {}, save)


def open_consent_form(context: PageContext, customer: Customer, parent: QWidget) -> EditDialog:
    """Keep an answer of a customer, with what proves it."""

    def save(values: Values) -> Changes:
        draft = ConsentDraft(
            purpose=Purpose(str(values["purpose"])),
            channel=Channel(str(values["channel"])),
            is_given=values["answer"] == "given",
            evidence=text_of(values["evidence"]),
            given_on=_day(values["given_on"]),
            expires_on=_day(values["expires_on"]),
        )
        return context.services.consents.record(customer.id, draft)

    known = {
        "purpose": Purpose.MARKETING.value,
        "channel": Channel.PHONE.value,
        "answer": "given",
        "given_on": context.clock.today(),
    }
    title = translate(mark("登记授权：{name}")).format(name=customer.name)
    return open_record_form(context, parent, title, _consent_fields(), known, save)


def _consent_fields() -> list[Field]:
    purposes = [Option(one.value, translate(words)) for one, words in PURPOSE_LABELS.items()]
    channels = [Option(one.value, translate(CHANNEL_LABELS[one])) for one in CONSENT_CHANNELS]
    answers = [
        Option("given", translate(mark("同意"))),
        Option("refused", translate(mark("不同意"))),
    ]
    return [
        Field(
            key="purpose",
            label=translate(mark("用途")),
            kind=FieldKind.CHOICE,
            options=purposes,
            required=True,
        ),
        Field(
            key="channel",
            label=translate(mark("方式")),
            kind=FieldKind.CHOICE,
            options=channels,
            required=True,
        ),
        Field(
            key="answer",
            label=translate(mark("答复")),
            kind=FieldKind.SEGMENTED,
            options=answers,
            span=2,
        ),
        *_consent_proof(),
    ]


def _consent_proof() -> list[Field]:
    return [
        Field(
            key="given_on",
            label=translate(mark("签署日期")),
            kind=FieldKind.DATE,
            leaning=Leaning.PAST,
        ),
        Field(
            key="expires_on",
            label=translate(mark("有效期至")),
            kind=FieldKind.DATE,
            leaning=Leaning.FUTURE,
            help=translate(mark("留空表示长期有效")),
        ),
        Field(
            key="evidence",
            label=translate(mark("凭证")),
            required=True,
            span=2,
            placeholder=translate(mark("如：2026-01-08 柜面签署授权书")),
        ),
    ]


def open_tag_form(context: PageContext, customer: Customer, parent: QWidget) -> EditDialog:
    """Give a customer tags."""
    attachments = context.services.attachments

    def save(values: Values) -> Changes:
        tags = values["tags"]
        return attachments.set_tags(customer.id, tags if isinstance(tags, tuple) else ())

    often = spoken(listed(attachments.known_tags()[:8]))
    fields = [
        Field(
            key="tags",
            label=translate(mark("标签")),
            kind=FieldKind.TAGS,
            span=2,
            placeholder=translate(mark("输入后按回车")),
            help=translate(mark("常用：{tags}")).format(tags=often) if often else "",
        )
    ]
    title = translate(mark("标签：{name}")).format(name=customer.name)
    return open_record_form(
        context, parent, title, fields, {"tags": tuple(attachments.tags(customer.id))}, save
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
