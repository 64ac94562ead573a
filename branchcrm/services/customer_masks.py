"""Shows customers with masked numbers, and takes them back from a form without losing any."""

from collections.abc import Iterable
from dataclasses import replace

from branchcrm.domain.customer import Customer, CustomerDraft, CustomerFacts
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.masking import mask_card, mask_free_text, mask_id_number, mask_phone
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.own_value import own_texts


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
