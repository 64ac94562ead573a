"""Cuts a typed filter into words, signs and quoted texts, each with its place."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import Sentence, mark, say

LONGEST: Final = 4000


class TokenKind(StrEnum):
    """What a piece of a filter is."""

    WORD = "word"
    TEXT = "text"
    SIGN = "sign"
    OPEN = "("
    CLOSE = ")"
    BAR = "|"
    COMMA = ","
    DOTS = ".."
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece, with where it begins and ends."""

    kind: TokenKind
    text: str
    start: int
    end: int


class FilterTextError(BranchCrmError):
    """A typed filter that cannot be read, with the place where reading stopped."""

    happened = mark("看不懂筛选条件，第 {place} 个字处：{problem}")
    kept = ""
    remedy = mark("改好这一处再试；写法见指南“筛选与视图”")

    def __init__(self, problem: Sentence, start: int, end: int) -> None:
        """Say what is wrong between two places; the first character is 0."""
        super().__init__(place=start + 1, problem=problem)
        self.problem = problem
        self.start, self.end = start, max(end, start)


_PIECES: Final = re.compile(
    r"(?P<space>[\s\u3000\u200b\ufeff]+)"
    r"|(?P<open>[(（])|(?P<close>[)）])|(?P<bar>[|｜、])|(?P<comma>[,，;；])|(?P<dots>\.\.+|…)"
    r"|(?P<sign>[<＜]=|[>＞]=|[!！][=＝]|<>|==|[=＝<＜>＞≤≥≠])"
    r'|(?P<quoted>"(?:[^"\\]|\\.)*"|“[^”]*”|「[^」]*」)'
    r"|(?P<not>[!！])"
    r"|(?P<word>(?:(?!\.\.)[^\s\u3000\u200b\ufeff()（）|｜、,，;；=＝<＜>＞≤≥≠!！\"“”「」…])+)"
)
_PLAIN: Final = str.maketrans("（）｜，；＝＜＞！", "()|,;=<>!")
_KINDS: Final = {
    "open": TokenKind.OPEN,
    "close": TokenKind.CLOSE,
    "bar": TokenKind.BAR,
    "comma": TokenKind.COMMA,
    "dots": TokenKind.DOTS,
    "sign": TokenKind.SIGN,
    "not": TokenKind.WORD,
    "word": TokenKind.WORD,
}
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def tokens_of(text: str) -> list[Token]:
    """Cut a filter into its pieces; the last one marks the end.

    Raises:
        FilterTextError: it is too long, or a quotation mark is left open.
    """
    if len(text) > LONGEST:
        raise FilterTextError(say("最长 {limit} 个字", limit=LONGEST), LONGEST, len(text))
    found: list[Token] = []
    place = 0
    while place < len(text):
        piece = _PIECES.match(text, place)
        if piece is None:
            problem = say("引号没有配对") if text[place] in '"“”「」' else say("这里不能这样写")
            raise FilterTextError(problem, place, len(text))
        if piece.lastgroup != "space":
            found.append(_token(piece))
        place = piece.end()
    return [*found, Token(TokenKind.END, "", len(text), len(text))]


def _token(piece: re.Match[str]) -> Token:
    kind, text = piece.lastgroup or "", piece.group()
    if kind == "quoted":
        inner = text[1:-1]
        shown = _ESCAPED.sub(r"\1", inner) if text[0] == '"' else inner
        return Token(TokenKind.TEXT, shown, piece.start(), piece.end())
    plain = text if kind == "word" else text.translate(_PLAIN)
    return Token(_KINDS[kind], plain, piece.start(), piece.end())


_SAFE: Final = re.compile(r"[\w·.@+\-/%]+")


def quoted(text: str, reserved: frozenset[str]) -> str:
    """Give a text as it is written in a filter: bare where that cannot be misread."""
    is_safe = _SAFE.fullmatch(text) and ".." not in text and text.casefold() not in reserved
    if is_safe:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
