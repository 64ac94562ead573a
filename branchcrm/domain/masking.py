"""Hides identifiers on screens, in exports, on paper and in free text."""

import re
from bisect import bisect_right
from decimal import Decimal

from branchcrm.domain.bank_card import luhn_holds
from branchcrm.domain.money import CENTS_PER_YUAN, WAN
from branchcrm.domain.names import is_company_name, split_surname
from branchcrm.domain.wording import Sentence, say

_MOBILE = re.compile(r"^1\d{10}$")
_MOBILE_ABROAD = re.compile(r"^(?:86|0086|0)?1[3-9]\d{9}$")
_SPLIT_NUMBER = re.compile(r"^(\+\d{1,3}|0\d{2,3}|[48]00)-(.+)$")
_ID_LENGTH = 18
_OLD_ID_LENGTH = 15
_SHORT = 8
_ADDRESS_STARS = "*" * 8
_PROVINCE = r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|特别行政区))?"
_CITY = r"(?:[\u4e00-\u9fff]{2,10}?(?:自治州|地区|盟|市))?"
_COUNTY = r"(?:[\u4e00-\u9fff]{1,10}?(?:(?<![小社园校厂矿景住])区|县|旗|市))?"
_DISTRICT = re.compile(rf"^{_PROVINCE}{_CITY}{_COUNTY}")
_STREET = re.compile(r"[路街弄巷村镇乡栋号道]")
_BAND_EDGES_CENTS = [edge * WAN * CENTS_PER_YUAN for edge in (5, 20, 50, 600)]
AMOUNT_BANDS = (
    say("不到 5 万"),
    say("5–20 万"),
    say("20–50 万"),
    say("50–600 万"),
    say("600 万以上"),
)
_ID_IN_TEXT = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
    r"|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![0-9A-Za-z])"
)
_CARD_IN_TEXT = re.compile(r"(?<![\d*])\d(?:[ -]?\d){11,18}(?![\d*])")
_PHONE_IN_TEXT = re.compile(
    r"(?<![\d*])(?P<country>(?:\+?86|0086|0)?[ -]?)(?P<mobile>1[3-9]\d(?:[ -]?\d{4}){2})(?![\d*])"
    r"|(?<![\d*])(?P<landline>\(?0\d{2,3}\)?[- ]?[2-9]\d{6,7})(?![\d*])"
)


def mask_phone(number: str) -> str:
    """Show the first three and last four digits of a mobile, area and last two of others."""
    base, extension_word, _ = number.partition("转")
    if _MOBILE.match(base):
        return f"{base[:3]}****{base[7:]}"
    found = _SPLIT_NUMBER.match(base)
    tail = "转***" if extension_word else ""
    if found:
        return f"{found[1]}-{_keep(found[2], 0, 2)}{tail}"
    return _keep(base, 0, 2) + tail


def mask_id_number(number: str) -> str:
    """Show the first three and last four characters of an ID, never the birthday."""
    if len(number) == _OLD_ID_LENGTH:
        return _keep(number, 3, 3)
    if len(number) < _ID_LENGTH:
        return mask_id_number_for_export(number)
    return _keep(number, 3, 4)


def mask_id_number_for_export(number: str) -> str:
    """Show the first and the last character of an ID."""
    return _keep(number, 1, 1)


def mask_card(number: str) -> str:
    """Show the first six and last four digits of a bank card."""
    return _keep(number, 6, 4)


def mask_card_for_export(number: str) -> str:
    """Show the last four digits of a bank card."""
    return _keep(number, 0, 4)


def mask_name(name: str) -> str:
    """Show the surname only, for paper and for screens that face the customers."""
    if not name or is_company_name(name):
        return name
    if " " in name:
        return " ".join(_keep(word, 1, 0) for word in name.split(" "))
    surname, given = split_surname(name)
    if surname and given:
        return surname + "*" * len(given)
    if len(name) == 1:
        return "*"
    return name[0] + "".join(c if c == "·" else "*" for c in name[1:])


def mask_email(address: str) -> str:
    """Show the first character and the domain of an e-mail address."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}***{at}{domain}" if at else _keep(address, 1, 0)


def mask_wechat(account: str) -> str:
    """Show the first character of a WeChat account."""
    return f"{account[:1]}***"


def mask_address(address: str) -> str:
    """Show an address down to the district."""
    if not address:
        return ""
    found = _DISTRICT.match(address)
    district = found[0] if found else ""
    return ("" if _STREET.search(district[:-1]) else district) + _ADDRESS_STARS


def amount_band(cents: int) -> Sentence:
    """Name the band of an amount for people who may not see the figure."""
    return AMOUNT_BANDS[amount_band_place(cents)]


def amount_band_place(cents: Decimal | float) -> int:
    """Tell which of the bands an amount is in."""
    return bisect_right(_BAND_EDGES_CENTS, cents)


def mask_free_text(text: str) -> str:
    """Hide ID numbers, then cards, then phones inside a note."""
    text = _ID_IN_TEXT.sub(lambda found: mask_id_number(found[0]), text)
    text = _CARD_IN_TEXT.sub(_mask_card_found, text)
    return _PHONE_IN_TEXT.sub(_mask_phone_found, text)


def _keep(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def _mask_card_found(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    is_card = luhn_holds(digits) and not _MOBILE_ABROAD.match(digits)
    return mask_card(digits) if is_card else found[0]


def _mask_phone_found(found: re.Match[str]) -> str:
    if found["mobile"]:
        return found["country"] + mask_phone(re.sub(r"\D", "", found["mobile"]))
    digits = re.sub(r"\D", "", found["landline"])
    area = 3 if digits.startswith(("01", "02")) else 4
    return mask_phone(f"{digits[:area]}-{digits[area:]}")
