"""Guesses what a column holds from its cells, where its heading does not say."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from branchcrm.domain.characters import is_han, plain, without_spaces
from branchcrm.domain.names import COMPOUND_SURNAMES
from branchcrm.exchange.cells import Cell, is_blank, text_of

SAMPLED_CELLS: Final = 200
_MOST: Final = 0.8
_FEWEST_CELLS: Final = 3
_MOBILE: Final = re.compile(r"^(?:\+?86-?)?1[3-9]\d{9}(?:\.0)?$")
_IDENTITY: Final = re.compile(r"^[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]$")
_COMPANY_CODE: Final = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$")
_MAIL: Final = re.compile(r"^[^@\s]+@[^@\s]+\.\w+$")
_DATE: Final = re.compile(
    r"^(?:19|20)\d{2}[-/.年](?:0?[1-9]|1[0-2])[-/.月]\d{1,2}日?(?:\s.*)?$|^(?:19|20)\d{2}[01]\d[0-3]\d$"
)
_MONEY: Final = re.compile(r"^[-(]?[¥￥]?\d[\d,]*\.\d{1,2}\)?元?$")
_GENDERS: Final = frozenset(
    ["男", "女", "男性", "女性", "先生", "女士", "m", "f", "male", "female"]
)
_DATE_LAYOUTS: Final = (
    ("iso", re.compile(r"^\d{4}-\d{1,2}-\d{1,2}")),
    ("slashes", re.compile(r"^\d{4}/\d{1,2}/\d{1,2}")),
    ("dots", re.compile(r"^\d{4}\.\d{1,2}\.\d{1,2}")),
    ("chinese", re.compile(r"^(?:\d{2,4}年)?\d{1,2}月\d{1,2}")),
    ("compact", re.compile(r"^\d{8}")),
    ("day_first", re.compile(r"^\d{1,2}[-/]\d{1,2}[-/]\d{4}")),
)
_LONGEST_NAME: Final = 4


def _is_person_name(text: str) -> bool:
    joined = without_spaces(text)
    return (
        2 <= len(joined) <= _LONGEST_NAME  # noqa: PLR2004 - a surname and a given name
        and all(is_han(letter) for letter in joined)
        and (joined[:2] in COMPOUND_SURNAMES or joined[0] in COMMON_SURNAMES)
    )


COMMON_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)


def _shaped(shape: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: shape.match(text) is not None


_LOOKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("phone", _shaped(_MOBILE)),
    ("id_number", _shaped(_IDENTITY)),
    ("uscc", _shaped(_COMPANY_CODE)),
    ("email", _shaped(_MAIL)),
    ("date", _shaped(_DATE)),
    ("gender", lambda text: text.lower() in _GENDERS),
    ("name", _is_person_name),
    ("amount", _shaped(_MONEY)),
)


def guess_field(cells: Sequence[Cell]) -> str:
    """Give what most of the cells look like, by the name of a field, or nothing."""
    filled = [cell for cell in cells if not is_blank(cell)][:SAMPLED_CELLS]
    if len(filled) < _FEWEST_CELLS:
        return ""
    if _share(sum(isinstance(cell, date) for cell in filled), filled):
        return "date"
    texts = [plain(text_of(cell)) for cell in filled]
    return next(
        (field for field, fits in _LOOKS if _share(sum(fits(text) for text in texts), filled)),
        "",
    )


def date_layouts(cells: Sequence[Cell]) -> int:
    """Count in how many ways the dates of a column are written."""
    found = set()
    for cell in cells:
        if isinstance(cell, date):
            found.add("real")
        elif isinstance(cell, str):
            text = plain(cell)
            found.update(name for name, shape in _DATE_LAYOUTS if shape.match(text))
    return len(found)


def _share(count: int, filled: Sequence[Cell]) -> bool:
    return count >= len(filled) * _MOST
