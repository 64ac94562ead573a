"""Counts wrong passwords: after five in a row an account waits fifteen minutes."""

import json
from datetime import datetime, timedelta
from pathlib import Path

MOST_ATTEMPTS = 5
WAIT = timedelta(minutes=15)


class LoginGuard:
    """Remembers failed attempts per account, also over a restart of the program."""

    def __init__(self, path: Path) -> None:
        """Keep the counts in a small file."""
        self._path = path

    def waiting_minutes(self, user: str, now: datetime) -> int:
        """Give how many minutes an account still waits; 0 when it may try."""
        count, last = self._entry(user)
        if count < MOST_ATTEMPTS or last is None:
            return 0
        left = last + WAIT - now
        return max(0, -(-int(left.total_seconds()) // 60))

    def failed(self, user: str, now: datetime) -> int:
        """Note a wrong password; give how many attempts are left before the wait."""
        count, last = self._entry(user)
        if last is not None and (count >= MOST_ATTEMPTS or now - last > WAIT):
            count = 0
        self._write(user, count + 1, now)
        return MOST_ATTEMPTS - count - 1

    def succeeded(self, user: str) -> None:
        """Forget the failed attempts of an account."""
        self._write(user, 0, None)

    def _entry(self, user: str) -> tuple[int, datetime | None]:
        count, last = self._read().get(user, (0, None))
        return int(count or 0), datetime.fromisoformat(str(last)) if last else None

    def _read(self) -> dict[str, tuple[int, str | None]]:
        try:
            entries = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(user): (int(pair[0]), pair[1]) for user, pair in entries.items()}
        except (OSError, ValueError, AttributeError, TypeError, IndexError):
            return {}

    def _write(self, user: str, count: int, last: datetime | None) -> None:
        entries = self._read()
        entries[user] = (count, last.isoformat() if last else None)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
