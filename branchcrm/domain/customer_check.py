"""Checks what was typed about a customer and gives the facts that are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from branchcrm.domain.accepted_words import named_choice, not_accepted
from branchcrm.domain.bank_card import read_bank_card
from branchcrm.domain.birthday import Birthday, BirthdayCalendar, read_birthday, solar_birthday
from branchcrm.domain.choices import GENDER_LABELS, Gender, read_gender
from branchcrm.domain.company_code import read_company_code
from branchcrm.domain.customer import (
    FIELD_LABELS,
    KIND_LABELS,
    STAGE_LABELS,
    CustomerDraft,
    CustomerFacts,
    CustomerKind,
    OwnValue,
    OwnValues,
    Stage,
)
from branchcrm.domain.dates import DateRules, read_date
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.identity_card import identity_facts
from branchcrm.domain.identity_document import (
    DOCUMENT_LABELS,
    DocumentKind,
    read_document,
    read_document_kind,
)
from branchcrm.domain.names import read_name
from branchcrm.domain.outcome import Outcome, Verdict
from branchcrm.domain.own_draft import OwnCheck
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.phones import read_phone, read_phones
from branchcrm.domain.typed_date import read_typed_date
from branchcrm.domain.wording import Sentence, say

T = TypeVar("T")
C = TypeVar("C", bound=StrEnum)
LONGEST_LINE = 200
LONGEST_NOTE = 10_000
PLAIN_FIELDS = (
    "email",
    "wechat",
    "address",
    "employer",
    "occupation",
    "industry",
    "contact_name",
    "contact_title",
    "source",
)


def birthday_text(birthday: Birthday) -> str:
    """Give a birthday as a form shows it and reads it back."""
    mark = "农历" if birthday.calendar is BirthdayCalendar.LUNAR else ""
    year = f"{birthday.year:04d}-" if birthday.year else ""
    leap = "闰" if birthday.is_leap else ""
    return f"{mark}{year}{leap}{birthday.month:02d}-{birthday.day:02d}"


@dataclass(slots=True)
class CustomerCheck:
    """One check of a draft: what must be changed, and what should be looked at.

    `own_fields` are the branch's own, `kept_own` the customer's values in them before.
    """

    draft: CustomerDraft
    today: date
    is_known_region: Callable[[str], bool] | None = None
    has_lunar_day: Callable[[int, int, int, bool], bool] | None = None
    own_fields: Sequence[OwnField] = ()
    kept_own: OwnValues = field(default_factory=dict)
    problems: list[FieldError] = field(default_factory=list)
    doubts: list[FieldError] = field(default_factory=list)

    def facts(self) -> CustomerFacts:
        """Give the facts.

        Raises:
            InvalidDraftError: one or more fields must be changed first.
        """
        kind = self._choice("kind", KIND_LABELS) or CustomerKind.PERSON
        id_type, id_number = self._document(kind)
        gender, birthday = self._person(kind, id_type, id_number)
        facts = CustomerFacts(
            kind=kind,
            name=self._name(kind),
            code=self.draft.code.strip(),
            gender=gender,
            birthday=birthday,
            phone=self._phone(),
            more_phones=self._more_phones(),
            id_type=id_type,
            id_number=id_number,
            uscc=self._company_code(kind),
            card_number=self._read("card_number", read_bank_card) or "",
            manager_id=self.draft.manager_id,
            opened_on=self._opened_on(),
            stage=self._choice("stage", STAGE_LABELS) or Stage.ACTIVE,
            note=self._line("note", LONGEST_NOTE),
            reading=self._line("reading", LONGEST_LINE),
            own=self._own(kind),
            **{name: self._line(name, LONGEST_LINE) for name in PLAIN_FIELDS},
        )
        if self.problems:
            raise InvalidDraftError(self.problems)
        return facts

    def _name(self, kind: CustomerKind) -> str:
        if not self.draft.name.strip():
            reason = say("填写姓名后才能保存")
            if kind is not CustomerKind.PERSON:
                reason = say("填写名称后才能保存")
            self.problems.append(FieldError("name", reason))
            return ""
        if kind is not CustomerKind.PERSON:
            return self._line("name", LONGEST_LINE)
        cleaned = self._read("name", read_name)
        return cleaned.name if cleaned else ""

    def _document(self, kind: CustomerKind) -> tuple[DocumentKind | None, str]:
        if kind is not CustomerKind.PERSON:
            return None, ""
        document = self._document_kind()
        if not self.draft.id_number.strip():
            return None, ""
        number = self._read(
            "id_number",
            lambda text: read_document(document, text, self.today, self.is_known_region),
        )
        return document, number or ""

    def _document_kind(self) -> DocumentKind:
        text = self.draft.id_type.strip()
        if not text:
            return DocumentKind.ID_CARD
        outcome = read_document_kind(text)
        if outcome.reason is not None:
            self._refuse_word("id_type", DOCUMENT_LABELS)
        return outcome.value or DocumentKind.OTHER

    def _gender(self) -> Gender | None:
        outcome = read_gender(self.draft.gender)
        if outcome.reason is not None:
            self._refuse_word("gender", GENDER_LABELS)
        return outcome.value

    def _choice(self, name: str, labels: Mapping[C, str]) -> C | None:
        text = str(getattr(self.draft, name)).strip()
        choice = named_choice(text, labels)
        if text and choice is None:
            self._refuse_word(name, labels)
        return choice

    def _refuse_word(self, name: str, labels: Mapping[C, str]) -> None:
        text = str(getattr(self.draft, name)).strip()
        self.problems.append(not_accepted(name, FIELD_LABELS[name], text, labels))

    def _person(
        self, kind: CustomerKind, document: DocumentKind | None, number: str
    ) -> tuple[Gender | None, Birthday | None]:
        if kind is not CustomerKind.PERSON:
            return None, None
        gender = self._gender()
        birthday = self._read(
            "birthday", lambda text: read_birthday(text, DateRules(today=self.today))
        )
        if birthday is not None:
            self._require_lunar_day(birthday)
        if document is not DocumentKind.ID_CARD or not number:
            return gender, birthday
        known = identity_facts(number)
        if gender is not None and gender is not known.gender:
            self._doubt("gender", say("性别与身份证号码不一致"))
        return gender or known.gender, birthday or solar_birthday(known.birthday)

    def _require_lunar_day(self, birthday: Birthday) -> None:
        is_lunar = birthday.calendar is BirthdayCalendar.LUNAR
        if not is_lunar or birthday.year is None or self.has_lunar_day is None:
            return
        where = (birthday.year, birthday.month, birthday.day, birthday.is_leap)
        if not self.has_lunar_day(*where):
            text = birthday_text(birthday)
            self.problems.append(
                FieldError("birthday", say("农历里没有 {day} 这一天，按证件核对", day=text))
            )

    def _company_code(self, kind: CustomerKind) -> str:
        if kind is CustomerKind.PERSON:
            return ""
        return self._read("uscc", read_company_code) or ""

    def _phone(self) -> str:
        if not self.draft.phone.strip():
            self._doubt("phone", say("没有电话，之后联系不上这位客户"))
            return ""
        phone = self._read("phone", read_phone)
        return phone.shown if phone else ""

    def _more_phones(self) -> tuple[str, ...]:
        phones = self._read("more_phones", read_phones)
        return tuple(phone.shown for phone in phones or ())

    def _opened_on(self) -> date | None:
        def read(text: str) -> Outcome[date]:
            rules = DateRules(today=self.today)
            strict = read_date(text, rules)
            typed = read_typed_date(text, self.today)
            return typed if strict.is_refused and not typed.is_refused else strict

        return self._read("opened_on", read)

    def _own(self, kind: CustomerKind) -> dict[str, OwnValue]:
        check = OwnCheck(self.own_fields, self.kept_own, self.today)
        values = check.values(self.draft.own, kind)
        self.problems += check.problems
        self.doubts += check.doubts
        return values

    def _line(self, name: str, limit: int) -> str:
        text = str(getattr(self.draft, name)).strip()
        if len(text) > limit:
            reason = say("最长 {limit} 个字，现在是 {count} 个", limit=limit, count=len(text))
            self.problems.append(FieldError(name, reason))
        return text

    def _read(self, name: str, read: Callable[[str], Outcome[T]]) -> T | None:
        text = str(getattr(self.draft, name)).strip()
        if not text:
            return None
        outcome = read(text)
        if outcome.reason is not None:
            self._take(name, outcome.verdict, outcome.reason)
        return outcome.value

    def _take(self, name: str, verdict: Verdict, reason: Sentence) -> None:
        found = FieldError(name, reason)
        (self.problems if verdict is Verdict.REFUSE else self.doubts).append(found)

    def _doubt(self, name: str, reason: Sentence) -> None:
        self.doubts.append(FieldError(name, reason))


def facts_beside(check: CustomerCheck, problems: Sequence[FieldError]) -> CustomerFacts:
    """Give the checked facts, or everything that is wrong with them and beside them."""
    try:
        facts = check.facts()
    except InvalidDraftError as error:
        raise InvalidDraftError([*error.problems, *problems]) from None
    if problems:
        raise InvalidDraftError(list(problems))
    return facts
