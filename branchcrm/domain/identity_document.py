"""The kinds of identity documents that a branch accepts, and a light check of each."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from branchcrm.domain.characters import plain, without_float_tail, without_spaces
from branchcrm.domain.company_code import read_company_code
from branchcrm.domain.identity_card import read_identity_card
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import mark, say


class DocumentKind(StrEnum):
    """A kind of identity document."""

    ID_CARD = "id_card"
    RESIDENCE_PERMIT = "residence_permit"
    FOREIGN_RESIDENT = "foreign_resident"
    PASSPORT = "passport"
    HOME_RETURN = "home_return"
    TAIWAN_TRAVEL = "taiwan_travel"
    MILITARY = "military"
    HOUSEHOLD_BOOK = "household_book"
    COMPANY = "company"
    OTHER = "other"


DOCUMENT_LABELS = {
    DocumentKind.ID_CARD: mark("身份证"),
    DocumentKind.RESIDENCE_PERMIT: mark("港澳台居民居住证"),
    DocumentKind.FOREIGN_RESIDENT: mark("外国人永久居留身份证"),
    DocumentKind.PASSPORT: mark("护照"),
    DocumentKind.HOME_RETURN: mark("港澳居民来往内地通行证"),
    DocumentKind.TAIWAN_TRAVEL: mark("台湾居民来往大陆通行证"),
    DocumentKind.MILITARY: mark("军官证"),
    DocumentKind.HOUSEHOLD_BOOK: mark("户口簿"),
    DocumentKind.COMPANY: mark("统一社会信用代码"),
    DocumentKind.OTHER: mark("其他证件"),
}

# Other words for the kinds, as files write them.
_OTHER_NAMES = {
    "居民身份证": DocumentKind.ID_CARD,
    "二代身份证": DocumentKind.ID_CARD,
    "临时身份证": DocumentKind.ID_CARD,
    "港澳居民居住证": DocumentKind.RESIDENCE_PERMIT,
    "台湾居民居住证": DocumentKind.RESIDENCE_PERMIT,
    "外国人永久居留证": DocumentKind.FOREIGN_RESIDENT,
    "外国护照": DocumentKind.PASSPORT,
    "中国护照": DocumentKind.PASSPORT,
    "回乡证": DocumentKind.HOME_RETURN,
    "港澳通行证": DocumentKind.HOME_RETURN,
    "台胞证": DocumentKind.TAIWAN_TRAVEL,
    "军人证": DocumentKind.MILITARY,
    "士兵证": DocumentKind.MILITARY,
    "户口本": DocumentKind.HOUSEHOLD_BOOK,
    "营业执照": DocumentKind.COMPANY,
    "信用代码": DocumentKind.COMPANY,
    "组织机构代码证": DocumentKind.COMPANY,
}
_NAMES = {label: kind for kind, label in DOCUMENT_LABELS.items()} | _OTHER_NAMES

_SHAPES = {
    DocumentKind.FOREIGN_RESIDENT: re.compile(r"^(9\d{16}[\dX]|[A-Z]{3}\d{12})$"),
    DocumentKind.PASSPORT: re.compile(r"^[A-Z0-9]{6,12}$"),
    DocumentKind.HOME_RETURN: re.compile(r"^[HM]\d{8}(\d{2})?$"),
    DocumentKind.TAIWAN_TRAVEL: re.compile(r"^(\d{8}|\d{10}[A-Z]?)$"),
    DocumentKind.MILITARY: re.compile(r"^.{0,6}\d{6,10}号?$"),
}
_PERMIT_REGIONS = ("81", "82", "83")
_LONGEST = 40


def read_document_kind(text: str) -> Outcome[DocumentKind]:
    """Read the name of a document kind; an unknown one becomes 其他证件, with a warning."""
    name = without_spaces(plain(text))
    name = re.sub(r"^\d+-", "", name)
    if name in _NAMES:
        return accepted(_NAMES[name])
    if name.lower() in set(DocumentKind):
        return accepted(DocumentKind(name.lower()))
    reason = say("没有“{text}”这种证件，已记为其他证件", text=text)
    return doubted(DocumentKind.OTHER, "document_unknown", reason)


def read_document(
    kind: DocumentKind,
    text: str,
    today: date,
    is_known_region: Callable[[str], bool] | None = None,
) -> Outcome[str]:
    """Check a document number by the rule of its kind; unusual shapes are only doubted."""
    if kind is DocumentKind.ID_CARD:
        return read_identity_card(text, today, is_known_region)
    if kind is DocumentKind.COMPANY:
        return read_company_code(text)
    number = without_float_tail(without_spaces(plain(text)).upper())
    if len(number) > _LONGEST:
        return refused("document_length", say("证件号最长 {limit} 位", limit=_LONGEST))
    if kind is DocumentKind.RESIDENCE_PERMIT:
        return _read_permit(number, today)
    shape = _SHAPES.get(kind)
    if shape is not None and not shape.match(number):
        reason = say("{kind}号码的样子不常见，核对一下", kind=say(DOCUMENT_LABELS[kind]))
        return doubted(number, "document_shape", reason)
    return accepted(number)


def _read_permit(number: str, today: date) -> Outcome[str]:
    checked = read_identity_card(number, today)
    if checked.is_refused or number.startswith(_PERMIT_REGIONS):
        return checked
    reason = say("居住证号码应以 81、82 或 83 开头")
    return doubted(number, "permit_region", reason)
