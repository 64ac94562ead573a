"""What a password must be like."""

from branchcrm.domain.errors import FieldError
from branchcrm.domain.wording import say

SHORTEST_PASSWORD = 6


def check_password(password: str, field: str = "password") -> None:
    """Refuse a password that is too short to protect anything.

    Raises:
        FieldError: it has too few characters, or only blanks.
    """
    if not password.strip():
        raise FieldError(field, say("填写密码后才能保存"))
    if len(password) < SHORTEST_PASSWORD:
        reason = say(
            "密码至少 {shortest} 个字符，现在是 {count} 个",
            shortest=SHORTEST_PASSWORD,
            count=len(password),
        )
        raise FieldError(field, reason)
