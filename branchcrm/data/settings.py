"""Settings of the branch, preferences of a person, and drafts of unfinished forms."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from branchcrm.data.tables import setting
from branchcrm.data.tables_book import draft, preference
from branchcrm.domain.ids import StaffId

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading


class SettingRepository:
    """Reads and writes settings (journaled), preferences and drafts (personal, not journaled)."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def get(self, key: str) -> Any:  # noqa: ANN401 - any JSON value
        """Give a setting's value, or None where it was never set."""
        value = self._connection.execute(
            select(setting.c.value).where(setting.c.key == key)
        ).scalar()
        return None if value is None else json.loads(value)

    def set(self, key: str, value: object) -> bool:
        """Change a setting; tell whether it was different."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        found = self._connection.execute(select(setting.c.id).where(setting.c.key == key)).scalar()
        if found is None:
            self._work.rows.insert(setting, {"key": key, "value": text})
            return True
        return self._work.rows.update(setting, found, {"value": text})

    def preference(self, staff_id: StaffId, key: str) -> Any:  # noqa: ANN401 - any JSON value
        """Give what a person prefers, or None."""
        query = select(preference.c.value).where(
            preference.c.staff_id == staff_id, preference.c.key == key
        )
        value = self._connection.execute(query).scalar()
        return None if value is None else json.loads(value)

    def prefer(self, staff_id: StaffId, key: str, value: object) -> None:
        """Keep what a person prefers."""
        self._connection.execute(
            delete(preference).where(preference.c.staff_id == staff_id, preference.c.key == key)
        )
        text = json.dumps(value, ensure_ascii=False)
        self._connection.execute(insert(preference).values(staff_id=staff_id, key=key, value=text))

    def draft(self, staff_id: StaffId, form: str) -> Mapping[str, Any] | None:
        """Give what a person left unfinished in a form, or None."""
        query = select(draft.c.content).where(draft.c.staff_id == staff_id, draft.c.form == form)
        content = self._connection.execute(query).scalar()
        return None if content is None else dict(json.loads(content))

    def keep_draft(
        self, staff_id: StaffId, form: str, content: Mapping[str, Any] | None, at: datetime
    ) -> None:
        """Keep an unfinished form, or drop it with None."""
        self._connection.execute(
            delete(draft).where(draft.c.staff_id == staff_id, draft.c.form == form)
        )
        if content is not None:
            text = json.dumps(content, ensure_ascii=False)
            self._connection.execute(
                insert(draft).values(staff_id=staff_id, form=form, content=text, saved_at=at)
            )
