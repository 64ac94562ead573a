"""Reads phone numbers in every way that branch files write them."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from branchcrm.domain.characters import is_scientific, plain, without_spaces
from branchcrm.domain.outcome import Outcome, Verdict, accepted, doubted, refused
from branchcrm.domain.wording import mark, say


class PhoneKind(StrEnum):
    """A kind of number, by its shape."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    SHORT = "short"
    HONG_KONG = "hong_kong"
    MACAU = "macau"
    TAIWAN = "taiwan"
    FOREIGN = "foreign"


PHONE_LABELS = {
    PhoneKind.MOBILE: mark("手机"),
    PhoneKind.LANDLINE: mark("座机"),
    PhoneKind.SERVICE: mark("服务电话"),
    PhoneKind.SHORT: mark("短号"),
    PhoneKind.HONG_KONG: mark("香港号码"),
    PhoneKind.MACAU: mark("澳门号码"),
    PhoneKind.TAIWAN: mark("台湾号码"),
    PhoneKind.FOREIGN: mark("境外号码"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One number in its stored form: `13812345678`, `010-88886666`, `+852-21234567`.

    `note` is what the cell said about it (妻子, 单位 …).
    """

    number: str
    kind: PhoneKind
    extension: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        """Give the number with its extension."""
        return f"{self.number}转{self.extension}" if self.extension else self.number


_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_IOT = re.compile(r"^1[04]\d{11}$")
_AREA = r"(?:10|2\d|[3-9]\d{2})"
_LANDLINE = re.compile(rf"^(0?{_AREA})-?([2-9]\d{{6,7}})$")
_LOCAL = re.compile(r"^[2-9]\d{6,7}$")
_SERVICE = re.compile(r"^([48]00)-?(\d{3})-?(\d{4})$")
_SHORT = re.compile(r"^(?:95\d{3,6}|96\d{3,4}|1[0-2]\d{1,3}|1[0-2]\d{3})$")
_OVERSEAS = {
    "852": (PhoneKind.HONG_KONG, re.compile(r"^[235-9]\d{7}$")),
    "853": (PhoneKind.MACAU, re.compile(r"^[268]\d{7}$")),
    "886": (PhoneKind.TAIWAN, re.compile(r"^0?[2-9]\d{7,8}$")),
}
# The country codes of one and two digits; all others have three (ITU-T E.164).
_COUNTRY_CODE = r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}"
_ABROAD = re.compile(rf"^(?:\+|00)({_COUNTRY_CODE})(\d{{4,14}})$")
_COUNTRY = re.compile(r"^(?:\(?\+86\)?|\(?0086\)?|86(?=-?1[3-9]\d{9}$|-0?\d{2,3}-))-?")
_LABEL = re.compile(
    r"^(手机号?码?|电话|联系电话|座机|固话|家庭?|办公?|单位|tel|mobile|phone|[tmh])[:：.]\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\(([^()\d]{1,12})\)$|([\u4e00-\u9fff]{1,6})$")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)[:：-]?(\d{1,6})$", re.IGNORECASE)
_DASHED_EXTENSION = re.compile(r"^(0\d{2,3}-[2-9]\d{6,7})-(\d{1,6})$")
_BRACKETED_AREA = re.compile(r"^\((0?\d{2,4})\)")
_BETWEEN_NUMBERS = re.compile(r"[/、,;|\n\r\t]|或|(?<=\d)和(?=\d)")
_FLOAT_TAIL = re.compile(r"^(\d{5,})\.0+$")
_IOT_PREFIXES = ("140", "141", "144", "146", "148")
_SATELLITE_PREFIXES = ("1349", "174")
_VIRTUAL_PREFIXES = ("170", "171", "162", "165", "167")
_MOBILE_LENGTH = 11
_THREE_DIGIT_AREAS = ("01", "02")


def read_phone(text: str) -> Outcome[Phone]:
    """Read one number; layout, country code and label are dropped."""
    even = plain(_one_line(text))
    if is_scientific(without_spaces(even)):
        return refused(
            "phone_scientific", say("“{text}”缺了后几位，改为文本格式后重新录入", text=even)
        )
    body, note = _without_note(_LABEL.sub("", even))
    body = without_spaces(_BRACKETED_AREA.sub(r"\1-", body)).strip("-.")
    found = _FLOAT_TAIL.match(body)
    if found:
        body = found[1]
    outcome = _read_body(body)
    if note and outcome.value is not None:
        phone = replace(outcome.value, note=note)
        return replace(outcome, value=phone, is_fixed=True)
    return outcome


def read_phone_cell(value: float) -> Outcome[Phone]:
    """Read a number that a workbook holds as a number, with its leading zero gone."""
    outcome = read_phone(f"{value:.0f}")
    if outcome.value is not None and outcome.value.kind is PhoneKind.MOBILE:
        return outcome
    return replace(outcome, is_fixed=not outcome.is_refused)


def read_phones(text: str) -> Outcome[tuple[Phone, ...]]:
    """Read every number of a cell, the first mobile in front.

    A part that is no number is left out with a warning as long as another part is one.
    """
    outcomes = [read_phone(part) for part in _parts(text)]
    phones = [outcome.value for outcome in outcomes if outcome.value is not None]
    problem = next((one for one in outcomes if one.verdict is Verdict.REFUSE), None)
    if problem is None:
        problem = next((one for one in outcomes if one.verdict is Verdict.WARN), None)
    if not phones:
        if problem is None or problem.reason is None:
            return Outcome()
        return refused(problem.code, problem.reason)
    ordered = tuple(_distinct(sorted(phones, key=lambda one: one.kind is not PhoneKind.MOBILE)))
    is_fixed = len(outcomes) > 1 or any(one.is_fixed for one in outcomes)
    if problem is not None and problem.reason is not None:
        return doubted(ordered, problem.code, problem.reason, is_fixed=is_fixed)
    return accepted(ordered, is_fixed=is_fixed)


def _one_line(text: str) -> str:
    return text.replace("\u3000", " ").replace("\xa0", " ")


def _parts(text: str) -> list[str]:
    even = "\n".join(plain(line) for line in text.splitlines())
    parts = [part.strip() for part in _BETWEEN_NUMBERS.split(even)]
    separate: list[str] = []
    for part in filter(None, parts):
        if " " in part and read_phone(part).is_refused:
            separate.extend(part.split())
        else:
            separate.append(part)
    return separate


def _distinct(phones: list[Phone]) -> list[Phone]:
    return list({phone.shown: phone for phone in reversed(phones)}.values())[::-1]


def _without_note(text: str) -> tuple[str, str]:
    found = _NOTE.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(), found[1] or found[2]


def _read_body(body: str) -> Outcome[Phone]:
    national = _COUNTRY.sub("", body)
    if re.match(r"^01[3-9]\d{9}$", national):
        national = national[1:]
    if _MOBILE.match(national.replace("-", "")):
        return _judge_mobile(national.replace("-", ""))
    number, extension = _split_extension(national)
    phone = _service(number, extension) or _landline(number, extension)
    if phone is not None:
        return _judge_landline(phone, number)
    if _SHORT.match(number):
        return accepted(Phone(number=number, kind=PhoneKind.SHORT))
    overseas = _overseas(body)
    if overseas is not None:
        return accepted(overseas)
    return _refuse(national)


def _judge_mobile(number: str) -> Outcome[Phone]:
    phone = Phone(number=number, kind=PhoneKind.MOBILE)
    if number.startswith(_IOT_PREFIXES):
        return doubted(phone, "phone_iot", say("{start} 是物联网号段，核对一下", start=number[:3]))
    if number.startswith(_SATELLITE_PREFIXES):
        return doubted(
            phone, "phone_satellite", say("{start} 是卫星号段，核对一下", start=number[:4])
        )
    if number.startswith(_VIRTUAL_PREFIXES):
        return Outcome(value=phone, code="phone_virtual", reason=say("这是虚拟运营商号码"))
    return accepted(phone)


def _judge_landline(phone: Phone, typed: str) -> Outcome[Phone]:
    if phone.kind is PhoneKind.SERVICE or typed.startswith("0"):
        return accepted(phone)
    if "-" in phone.number:
        reason = say("推测区号少了前面的 0，已补成 {number}", number=phone.number)
        return doubted(phone, "phone_area_zero", reason, is_fixed=True)
    return doubted(phone, "phone_no_area", say("座机没有区号，能补就补上"))


def _split_extension(text: str) -> tuple[str, str]:
    found = _EXTENSION.search(text)
    if found:
        return text[: found.start()].rstrip("-"), found[1]
    dashed = _DASHED_EXTENSION.match(text)
    return (dashed[1], dashed[2]) if dashed else (text, "")


def _landline(number: str, extension: str) -> Phone | None:
    digits = number.replace("-", "")
    if _LOCAL.match(digits) and not number.startswith("0"):
        return Phone(number=digits, kind=PhoneKind.LANDLINE, extension=extension)
    area, local = _split_area(number)
    if not _LANDLINE.match(f"{area}-{local}"):
        return None
    return Phone(number=f"{area}-{local}", kind=PhoneKind.LANDLINE, extension=extension)


def _split_area(number: str) -> tuple[str, str]:
    head, dash, tail = number.partition("-")
    if not dash:
        full = number if number.startswith("0") else f"0{number}"
        length = 3 if full.startswith(_THREE_DIGIT_AREAS) else 4
        return full[:length], full[length:]
    return (head if head.startswith("0") else f"0{head}"), tail.replace("-", "")


def _service(number: str, extension: str) -> Phone | None:
    found = _SERVICE.match(number)
    if found is None:
        return None
    shown = "-".join(found.groups())
    return Phone(number=shown, kind=PhoneKind.SERVICE, extension=extension)


def _overseas(body: str) -> Phone | None:
    for country, (kind, shape) in _OVERSEAS.items():
        found = re.match(rf"^(?:\+|00)?\(?{country}\)?-?(\d[\d-]*)$", body)
        if found and shape.match(found[1].replace("-", "")):
            return Phone(number=f"+{country}-{found[1].replace('-', '')}", kind=kind)
    found = _ABROAD.match(body.replace("-", ""))
    if found and not body.startswith(("+86", "0086")):
        return Phone(number=f"+{found[1]}-{found[2]}", kind=PhoneKind.FOREIGN)
    return None


def _refuse(number: str) -> Outcome[Phone]:
    digits = number.replace("-", "")
    if not digits.isdecimal():
        return refused("phone_letters", say("“{text}”不是电话号码", text=number))
    if _IOT.match(digits):
        return refused("phone_iot", say("13 位号码是物联网卡，不能联系客户"))
    if digits.startswith("1"):
        reason = say(
            "手机号应为 {right} 位，现在是 {length} 位", right=_MOBILE_LENGTH, length=len(digits)
        )
        if len(digits) != _MOBILE_LENGTH:
            return refused("phone_length", reason)
        return refused("phone_segment", say("没有 {start} 开头的手机号", start=digits[:2]))
    return refused(
        "phone_shape", say("座机应为区号加 7–8 位号码，现在是 {length} 位", length=len(digits))
    )
