"""A coarse sieve in the database, so that few unsure finds of a search are looked at by hand."""

from branchcrm.data.search_spelling import is_natural, spellings

Sieve = tuple[str, tuple[str, ...]]
"""A condition on the customer `c` with its values."""

_SPELLED = "(' ' || c.syllables LIKE ? OR ' ' || replace(c.reading_alternates, '|', ' ') LIKE ?)"
_HOLDS = "instr(c.name_key, ?)"
_CODED = "instr(lower(replace(c.code, '-', '')), ?)"


def sieve_for(text: str) -> Sieve:
    """Give a condition that every customer meets in whose fields the text stands."""
    if not any("a" <= sign <= "z" or sign.isdigit() for sign in text) and not text.isascii():
        return _HOLDS, (text,)
    if not text.isalpha():
        return "1", ()
    choices = [(_HOLDS, (text,)), *map(_spelled, filter(is_natural, spellings(text)))]
    if text.isascii():
        choices.append((_CODED, (text,)))
    where = " OR ".join(condition for condition, _ in choices)
    return f"({where})", tuple(value for _, values in choices for value in values)


def _spelled(parts: list[str]) -> Sieve:
    """Ask for the characters of a way to spell, and for what is spelled in its order."""
    characters = tuple(part for part in parts if not part.isascii())
    pattern = "%" + "".join(f" {part}%" for part in parts if part.isascii())
    conditions = [*[_HOLDS] * len(characters), _SPELLED]
    return f"({' AND '.join(conditions)})", (*characters, pattern, pattern)
