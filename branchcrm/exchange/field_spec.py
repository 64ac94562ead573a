"""What is known of one field that a file can hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field: its label on screens and in templates, and the headings that mean it.

    `choices` are the words that its cells take, `form` says how they are written.
    """

    key: str
    label: str
    synonyms: str
    is_required: bool = False
    takes_many: bool = False
    is_money: bool = False
    is_date: bool = False
    is_text: bool = True
    example: str = ""
    choices: tuple[str, ...] = ()
    form: str = ""

    def keys(self) -> list[str]:
        """Give the compared forms of every heading that means the field."""
        return self.synonyms.lower().split()
