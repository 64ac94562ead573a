"""Whether an address lies in a city, in the country or abroad: a guess from its words."""

import re

CITY, COUNTRY, ABROAD, UNKNOWN = "city", "country", "abroad", "unknown"

# Chinese and Latin names are looked for apart: only the former are quick to search for.
_ABROAD = re.compile(
    r"海外|国外|境外|美国|加拿大|英国|法国|德国|意大利|西班牙|荷兰|俄罗斯|日本|韩国|新加坡|马来西亚"
    r"|泰国|越南|印度尼西亚|菲律宾|澳大利亚|澳洲|新西兰|阿联酋|迪拜|巴西|南非"
)
_LATIN = re.compile(r"[A-Za-z]")
_ABROAD_IN_LATIN = re.compile(
    r"\b(?:USA|U\.S\.A\.|UK|Canada|Australia|Japan|Singapore|Germany|France)\b", re.IGNORECASE
)
_ESTATE = re.compile(r"[^\s]{0,6}?(?:新村|村小区|度假村|中关村|城中村)")
_COUNTRY = re.compile(r"村|乡(?!\w*路)|屯|苏木|嘎查|[一二三四五六七八九十\d]+组|农场|林场|牧场")
_SIGNS = re.compile(r"[村乡屯木查组场]")
"""One of these is in every word of the country; most addresses hold none of them."""


def region_kind(address: str | None) -> str:
    """Guess the kind of region; `unknown` without an address."""
    text = (address or "").strip()
    if not text:
        return UNKNOWN
    if _ABROAD.search(text) or (_LATIN.search(text) and _ABROAD_IN_LATIN.search(text)):
        return ABROAD
    if not _SIGNS.search(text):
        return CITY
    return COUNTRY if _COUNTRY.search(_ESTATE.sub("", text)) else CITY
