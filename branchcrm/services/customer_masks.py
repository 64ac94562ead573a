"""Decides what of a customer is masked: on the screen, and in files and on paper.

A form gives masked numbers back without losing any.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from branchcrm.domain.customer import (
    Customer,
    CustomerDraft,
    CustomerFacts,
    CustomerKind,
    OwnValue,
    OwnValues,
)
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.masking import (
    amount_band,
    mask_address,
    mask_card,
    mask_card_for_export,
    mask_email,
    mask_free_text,
    mask_id_number,
    mask_id_number_for_export,
    mask_name,
    mask_phone,
    mask_wechat,
)
from branchcrm.domain.own_field import OwnField, OwnKind
from branchcrm.domain.own_value import own_texts, own_words
from branchcrm.domain.people import People
from branchcrm.domain.wording import in_chinese


def masked(customer: Customer) -> Customer:
    """Give the same customer with every secret number masked."""
    return replace(customer, facts=masked_facts(customer.facts))


def masked_facts(facts: CustomerFacts) -> CustomerFacts:
    """Give the same facts with every secret number masked."""
    return replace(
        facts,
        phone=mask_phone(facts.phone) if facts.phone else "",
        more_phones=tuple(mask_phone(number) for number in facts.more_phones),
        id_number=mask_id_number(facts.id_number) if facts.id_number else "",
        card_number=mask_card(facts.card_number) if facts.card_number else "",
        note=mask_free_text(facts.note),
    )


def facts_for_export(facts: CustomerFacts) -> CustomerFacts:
    """Give the same facts as a file or a sheet of paper shows them without the right to full ones.

    Names of people keep the surname, addresses end with the district; the branch's own texts are
    searched for numbers, its own amounts stay for whoever shows them.
    """
    is_person = facts.kind is CustomerKind.PERSON
    return replace(
        facts,
        name=mask_name(facts.name) if is_person else facts.name,
        phone=mask_phone(facts.phone) if facts.phone else "",
        more_phones=tuple(mask_phone(number) for number in facts.more_phones),
        email=mask_email(facts.email) if facts.email else "",
        wechat=mask_wechat(facts.wechat) if facts.wechat else "",
        id_number=mask_id_number_for_export(facts.id_number) if facts.id_number else "",
        card_number=mask_card_for_export(facts.card_number) if facts.card_number else "",
        address=mask_address(facts.address),
        contact_name=mask_name(facts.contact_name),
        note=mask_free_text(facts.note),
        own=_own_for_export(facts.own),
    )


def _own_for_export(own: OwnValues) -> OwnValues:
    return {
        key: mask_free_text(value) if isinstance(value, str) else value
        for key, value in own.items()
    }


def people_for_export(people: People) -> People:
    """Give the people around a customer with the names of persons masked as well."""
    return replace(
        people,
        contacts=tuple(replace(one, name=mask_name(one.name)) for one in people.contacts),
        relations=tuple(replace(one, name=mask_name(one.name)) for one in people.relations),
        groups=tuple(
            replace(
                group,
                members=tuple(replace(one, name=mask_name(one.name)) for one in group.members),
            )
            for group in people.groups
        ),
    )


def own_words_for_export(
    field: OwnField, value: OwnValue | None, translate: Callable[[str], str] = in_chinese
) -> str:
    """Give a value of an own field as everybody may read it: an amount as its band."""
    if field.kind is OwnKind.MONEY and isinstance(value, int):
        return amount_band(value).text(translate)
    words = own_words(field, value, translate)
    return mask_free_text(words) if field.kind is OwnKind.TEXT else words


def draft_from(facts: CustomerFacts, own_fields: Iterable[OwnField] = ()) -> CustomerDraft:
    """Give facts as a form shows them, with the branch's own fields that are named."""
    birthday = birthday_text(facts.birthday) if facts.birthday else ""
    plain = {
        name: getattr(facts, name)
        for name in (
            "name",
            "code",
            "phone",
            "email",
            "wechat",
            "id_number",
            "uscc",
            "card_number",
            "address",
            "employer",
            "occupation",
            "industry",
            "contact_name",
            "contact_title",
            "source",
            "note",
            "reading",
        )
    }
    return CustomerDraft(
        kind=facts.kind,
        gender=facts.gender or "",
        birthday=birthday,
        more_phones="、".join(facts.more_phones),
        id_type=facts.id_type or "",
        manager_id=facts.manager_id,
        opened_on=facts.opened_on.isoformat() if facts.opened_on else "",
        stage=facts.stage,
        own=own_texts(own_fields, facts.own),
        **plain,
    )


def with_kept_numbers(draft: CustomerDraft, kept: CustomerFacts) -> CustomerDraft:
    """Put back the numbers that the form showed masked and nobody typed over."""
    shown = {
        "phone": (mask_phone(kept.phone) if kept.phone else "", kept.phone),
        "more_phones": (
            "、".join(mask_phone(number) for number in kept.more_phones),
            "、".join(kept.more_phones),
        ),
        "id_number": (mask_id_number(kept.id_number) if kept.id_number else "", kept.id_number),
        "card_number": (mask_card(kept.card_number) if kept.card_number else "", kept.card_number),
        "note": (mask_free_text(kept.note), kept.note),
    }
    back = {name: full for name, (hidden, full) in shown.items() if getattr(draft, name) == hidden}
    return replace(draft, **back)  # type: ignore[arg-type]  # only text fields
