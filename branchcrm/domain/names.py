"""Cleans names, splits surnames and makes the key that names are searched by."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress

from branchcrm.domain.characters import is_all_han, is_han, is_private_use, without_invisible
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import Sentence, say

LONGEST_NAME = 50

_COMPOUND_WORDS = """
欧阳 司马 上官 诸葛 东方 尉迟 万俟 单于 长孙 令狐 夏侯 皇甫 澹台 公冶 宗政 濮阳 淳于 太叔 申屠
公孙 仲孙 轩辕 钟离 宇文 慕容 鲜于 闾丘 司徒 司空 亓官 呼延 独孤 南宫 端木 拓跋 完颜 闻人 赫连
百里 东郭 西门 南门 第五 左丘 谷梁 公羊 梁丘 巫马 漆雕 乐正 壤驷 公良 夹谷 宰父 段干 东门 羊舌
微生 颛孙 子车 司寇 纳兰 叶赫 爱新觉罗 那拉 耶律 贺兰 达奚 尔朱
歐陽 司馬 諸葛 東方 尉遲 單于 長孫 軒轅 鍾離 鮮于 閭丘 獨孤 南宮 聞人 赫連 西門 萬俟
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND_WORDS.split())
_COMPOUND_BEGINNINGS = frozenset(surname[0] for surname in COMPOUND_SURNAMES)
_LONGEST_SURNAME = max(map(len, COMPOUND_SURNAMES))

_DOTS = "•・．‧∙⋅●."
_DOT_BETWEEN = re.compile(rf"(?<=[\u3400-\u9fff])\s*[·{re.escape(_DOTS)}]\s*(?=[\u3400-\u9fff])")
_SYMBOLS = frozenset({"So", "Sk", "Sm", "Sc"})
_SPACES = re.compile(r"\s+")
_BRACKETED_NOTE = re.compile(r"^(.+?)\s*[(（\[【]\s*([^()（）\[\]【】]{1,20})\s*[)）\]】]$")
_HONORIFIC = re.compile(r"^(.{2,6}?)(先生|女士|小姐|太太|夫人|同志|老师)$")
_TWO_PEOPLE = re.compile(r"^[\u3400-\u9fff·]{2,4}\s*[/／、,，&＆+]\s*[\u3400-\u9fff·]{2,4}$")
_DESCRIBED_CHARACTER = re.compile(r"\[[\u4e00-\u9fff+]{2,6}\]")
_COMPANY = re.compile(
    r"(?:公司|集团|工厂|厂|商店|商行|门市部|经营部|超市|酒店|饭店|餐厅|学校|小学|中学|大学|学院|幼儿园|医院|诊所"
    r"|银行|支行|分行|信用社|合作社|事务所|委员会|村委会|居委会|协会|学会|基金会|管理处|办事处|服务中心|中心|工作室"
    r"|研究院|研究所|设计院|出版社|报社|养老院|福利院|局|药房|店|馆|社)(?:[(（][^()（）]*[)）])?$"
)
_SHORTEST_COMPANY = 4
# Private characters of older GB 18030 fonts that have a place of their own since 2005 or 2022.
_STANDARD_CHARACTERS = {
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE832: 0x9FB8,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE863: 0x4DAE,
    0xE864: 0x9FBB,
}
# Characters that OpenCC leaves apart although people write one for the other.
_EXTRA_FOLDS = str.maketrans("锺鍾鐘於範餘蕭萧閆闫嶽", "钟钟钟于范余肖肖闫闫岳")
_PLAIN_HAN = re.compile(r"[\u4e00-\u9fff]+")
_KEY_NOISE = re.compile(r"[\s·・•‧.\-_'’]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanName:
    """A name as it is kept, and what stood beside it in the cell."""

    name: str
    note: str = ""


def read_name(text: str) -> Outcome[CleanName]:
    """Clean a person's or company's name; characters are never replaced.

    Padding is removed, a note in brackets or a form of address is set aside, a cell with
    two people is refused.
    """
    tidy = _tidy(text)
    if not tidy:
        return Outcome()
    problem = _problem(tidy)
    if problem is not None:
        return refused(*problem)
    name, note = _without_note(tidy)
    clean = CleanName(name=name, note=note)
    is_fixed = name != text.strip()
    doubt = _doubt(name) or _note_doubt(note)
    if doubt is not None:
        return doubted(clean, *doubt, is_fixed=is_fixed)
    return accepted(clean, is_fixed=is_fixed)


def is_company_name(name: str) -> bool:
    """Tell whether a name reads like an organisation's."""
    return len(name) >= _SHORTEST_COMPANY and bool(_COMPANY.search(name))


def split_surname(name: str) -> tuple[str, str]:
    """Split a Chinese person's name; other names have no surname in front."""
    if not is_all_han(name):
        return "", name
    if name[0] not in _COMPOUND_BEGINNINGS:
        return name[0], name[1:]
    for length in range(_LONGEST_SURNAME, 1, -1):
        if name[:length] in COMPOUND_SURNAMES:
            return name[:length], name[length:]
    return name[0], name[1:]


def search_key(name: str, simplify: Callable[[str], str]) -> str:
    """Fold a name, or what is typed to find it, to the form that is compared.

    `simplify` turns traditional into simplified characters. The key is for searching
    only and never shown.
    """
    if _PLAIN_HAN.fullmatch(name):
        return simplify(name).translate(_EXTRA_FOLDS)
    even = unicodedata.normalize("NFKC", without_invisible(name)).casefold()
    return _KEY_NOISE.sub("", simplify(even).translate(_EXTRA_FOLDS))


def search_keys(names: Sequence[str], simplify: Callable[[str], str]) -> list[str]:
    """Fold many names; those of characters alone are simplified as one text."""
    is_plain = [_PLAIN_HAN.fullmatch(name) is not None for name in names]
    plain = "\n".join(compress(names, is_plain))
    folded = iter(simplify(plain).translate(_EXTRA_FOLDS).split("\n"))
    return [
        next(folded) if is_one else search_key(name, simplify)
        for name, is_one in zip(names, is_plain, strict=True)
    ]


def _tidy(text: str) -> str:
    even = without_invisible(text).replace("\u3000", " ").replace("\xa0", " ")
    even = _SPACES.sub(" ", even).strip().removeprefix("'").strip(" ,，;；。")
    even = _DOT_BETWEEN.sub("·", even)
    joined = even.replace(" ", "")
    letters = [c for c in joined if c not in "·()（）"]
    if letters and all(is_han(c) or is_private_use(c) for c in letters):
        return joined
    return even


def _problem(tidy: str) -> tuple[str, Sentence] | None:
    if "\ufffd" in tidy or "锟斤拷" in tidy:
        return "name_lost", say("姓名里的字已经损坏，按原件重新录入")
    if _TWO_PEOPLE.match(tidy):
        return "name_two_people", say("“{text}”是两个人，分成两行", text=tidy)
    if tidy.replace(".", "").isdecimal():
        return "name_digits", say("“{text}”不是姓名", text=tidy)
    if len(tidy) > LONGEST_NAME:
        return "name_length", say(
            "姓名最长 {limit} 个字，现在是 {length} 个", limit=LONGEST_NAME, length=len(tidy)
        )
    return None


def _without_note(tidy: str) -> tuple[str, str]:
    if is_company_name(tidy):
        return tidy, ""
    found = _BRACKETED_NOTE.match(tidy) or _HONORIFIC.match(tidy)
    if found is None or _is_described(found[1], tidy):
        return tidy, ""
    return found[1], found[2]


def _is_described(before: str, tidy: str) -> bool:
    """Tell whether square brackets behind a mere surname spell a rare character: 王[龙天]."""
    is_surname = len(before) == 1 or before in COMPOUND_SURNAMES
    return is_surname and _DESCRIBED_CHARACTER.search(tidy) is not None


def _doubt(name: str) -> tuple[str, Sentence] | None:
    if _DESCRIBED_CHARACTER.search(name):
        return "name_described", say("姓名里有拆开写的生僻字，选出这个字")
    meant = name.translate(_STANDARD_CHARACTERS)
    if meant != name:
        return "name_private", say("姓名里有旧字库的造字，是否为“{meant}”？", meant=meant)
    if any(map(is_private_use, name)):
        return "name_private", say("姓名里有旧字库的造字，选出这个字")
    if any(mark_ in name for mark_ in "?？□■〓"):
        return "name_unknown", say("姓名里有没认出的字，按证件补上")
    if any(unicodedata.category(sign) in _SYMBOLS for sign in name):
        return "name_symbol", say("姓名里有表情或符号，按证件核对")
    return None


def _note_doubt(note: str) -> tuple[str, Sentence] | None:
    if not note or _HONORIFIC.match(f"某某{note}"):
        return None
    return "name_note", say("姓名后的“{note}”已移到备注", note=note)
