"""A coarse sieve in the database, so that few unsure finds of a search are looked at by hand."""

from branchcrm.data.search_spelling import is_natural, spellings
from branchcrm.data.search_tokens import indexed

Sieve = tuple[str, tuple[str, ...]]
"""A condition on the customer `c` with its values."""

_SPELLED = "(' ' || c.syllables LIKE ? OR ' ' || replace(c.reading_alternates, '|', ' ') LIKE ?)"


def sieve_for(text: str) -> Sieve:
    """Give a condition that every customer meets in whose fields the text stands."""
    if not any("a" <= sign <= "z" or sign.isdigit() for sign in text) and not text.isascii():
        return "instr(c.name_key, ?)", (text,)
    if not (text.isascii() and text.isalpha()):
        return "1", ()
    patterns = ["%" + "".join(f" {part}%" for part in way) for way in _ways(text)]
    spelled = [_SPELLED] * len(patterns)
    code = "instr(lower(replace(c.code, '-', '')), ?)"
    where = " OR ".join(["instr(c.name_key, ?)", code, *spelled])
    return f"({where})", (text, text, *(pattern for one in patterns for pattern in (one, one)))


def _ways(text: str) -> list[list[str]]:
    return [parts for parts in spellings(indexed(text)) if is_natural(parts)]
