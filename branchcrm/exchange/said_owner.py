"""What a row of a file says of the customer whom its record belongs to."""

from dataclasses import dataclass

from branchcrm.domain.birthday import Birthday

KnownBy = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SaidOwner:
    """What a row says of the customer it belongs to."""

    code: str = ""
    id_number: str = ""
    name: str = ""
    phone: str = ""
    birthday: Birthday | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether the row names nobody."""
        return not (self.code or self.id_number or self.name or self.phone)

    @property
    def known_by(self) -> KnownBy:
        """Give what rows of one customer share: a number alone where there is one."""
        if self.code:
            return (self.code, "", "", "")
        if self.id_number:
            return ("", self.id_number, "", "")
        if self.birthday is None:
            return ("", "", self.name, self.phone)
        return ("", "", self.name, self.phone, self.birthday)
