"""Choices are named by their value or their Chinese label; other words are refused with both."""

from datetime import date

import pytest

from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerDraft, CustomerFacts, CustomerKind, Stage
from branchcrm.domain.customer_check import CustomerCheck
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.identity_document import DocumentKind

TODAY = date(2026, 9, 17)


def facts(**typed: str) -> CustomerFacts:
    """Give the facts of a draft with a name."""
    draft = CustomerDraft(name="周雅琴", **typed)  # type: ignore[arg-type]  # only text fields
    return CustomerCheck(draft, TODAY).facts()


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", CustomerKind.PERSON),
        ("person", CustomerKind.PERSON),
        ("企业", CustomerKind.ENTERPRISE),
        (" Institution ", CustomerKind.INSTITUTION),
        ("机构", CustomerKind.INSTITUTION),
    ],
)
def test_the_kind_is_named_in_either_way(typed: str, kind: CustomerKind) -> None:
    assert facts(kind=typed).kind is kind


@pytest.mark.parametrize(
    ("typed", "gender"), [("", None), ("female", Gender.FEMALE), ("男", Gender.MALE)]
)
def test_the_gender_is_named_in_either_way(typed: str, gender: Gender | None) -> None:
    assert facts(gender=typed).gender is gender


def test_the_stage_and_the_document_are_named_in_either_way() -> None:
    assert facts(stage="沉睡").stage is Stage.DORMANT
    assert facts(stage="").stage is Stage.ACTIVE
    assert facts(id_type="护照", id_number="E12345678").id_type is DocumentKind.PASSPORT
    assert facts(id_type="passport", id_number="E12345678").id_type is DocumentKind.PASSPORT


@pytest.mark.parametrize(
    ("field", "accepted"),
    [
        ("kind", "person 个人、enterprise 企业、institution 机构"),
        ("gender", "male 男、female 女"),
        ("stage", "winback 挽回中"),
        ("id_type", "home_return 港澳居民来往内地通行证"),
    ],
)
def test_an_unknown_word_is_refused_with_the_words_there_are(field: str, accepted: str) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        facts(**{field: "大象"})
    problem = refused.value.problems[0]
    assert problem.field == field
    assert "“大象”" in problem.reason.text()
    assert accepted in problem.reason.text()


def test_a_refusal_lists_what_is_accepted_in_the_language_of_the_reader() -> None:
    english = {"、": ", ", "个人": "person", "企业": "enterprise", "机构": "institution"}
    with pytest.raises(InvalidDraftError) as caught:
        facts(kind="公司机关")
    words = caught.value.problems[0].reason.text(lambda source: english.get(source, source))
    assert "person person, enterprise enterprise, institution institution" in words
