"""Texts that people write where there is nothing to write."""

from branchcrm.domain.characters import plain

_WORDS = """
不详 无 暂无 未知 不明 不清楚 空 待补 待补充 待定 未填 未填写 未提供 未登记 没有 不适用 不愿提供
n/a na n.a. null none nil nan #n/a unknown tbd
/ // \\ - -- --- ---- ? ?? ??? . .. ... 、 * 0000-00-00 1900-01-00 1900/1/0 0/0/00 0/0/0000
"""
_NULL_WORDS = frozenset(_WORDS.split())
_DITTO_WORDS = frozenset(["同上", "〃", '"', "″", "''", "ditto"])


def is_null_word(text: str) -> bool:
    """Tell whether a text means that there is no value."""
    even = plain(text).strip("()[]").strip().lower()
    return not even or even in _NULL_WORDS


def is_ditto(text: str) -> bool:
    """Tell whether a text points at the row above, which only a merged cell may do."""
    return text.strip().lower() in _DITTO_WORDS
