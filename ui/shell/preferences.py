"""What this person prefers on this machine: look, language, window place, last book."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from ui.kit.theme import TEXT_SCALES, Density, Mode
from ui.shell.language import CHINESE, LANGUAGES

_T = TypeVar("_T")
LOCK_MINUTES = (5, 10, 15, 30, 60)
DEFAULT_LOCK_MINUTES = 15


class Preferences:
    """Reads and writes one small file; a value that makes no sense counts as absent."""

    def __init__(self, path: Path, usual_language: str = CHINESE) -> None:
        """Use the file at the path, which is made when something is first remembered."""
        self._usual_language = usual_language
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language of the window."""
        return _one_of(LANGUAGES, self._text("language"), self._usual_language)

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("language", language)

    @property
    def mode(self) -> str:
        """Light, dark or as the system."""
        return _one_of([mode.value for mode in Mode], self._text("mode"), Mode.LIGHT.value)

    @mode.setter
    def mode(self, mode: str) -> None:
        self._store.setValue("mode", str(mode))

    @property
    def density(self) -> str:
        """How tall the rows of tables are."""
        known = [density.value for density in Density]
        return _one_of(known, self._text("density"), Density.STANDARD.value)

    @density.setter
    def density(self, density: str) -> None:
        self._store.setValue("density", str(density))

    @property
    def text_scale(self) -> float:
        """The factor on all type sizes."""
        known = {str(scale): scale for scale in TEXT_SCALES}
        return known.get(self._text("text_scale"), 1.0)

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._store.setValue("text_scale", str(scale))

    @property
    def is_motion_reduced(self) -> bool:
        """Whether fades are off."""
        return self._text("motion") == "reduced"

    @is_motion_reduced.setter
    def is_motion_reduced(self, is_reduced: bool) -> None:
        self._store.setValue("motion", "reduced" if is_reduced else "full")

    @property
    def are_reminders_shown(self) -> bool:
        """Whether the system tells of visits and ended work while another program is in front."""
        return self._text("reminders") != "off"

    @are_reminders_shown.setter
    def are_reminders_shown(self, are_shown: bool) -> None:
        self._store.setValue("reminders", "on" if are_shown else "off")

    @property
    def lock_minutes(self) -> int:
        """After how many quiet minutes the window locks itself; 0 is never."""
        known = {str(minutes): minutes for minutes in (*LOCK_MINUTES, 0)}
        return known.get(self._text("lock_minutes"), DEFAULT_LOCK_MINUTES)

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._store.setValue("lock_minutes", str(minutes))

    @property
    def last_user(self) -> str:
        """Who signed in last, offered first."""
        return self._text("last_user")

    @last_user.setter
    def last_user(self, name: str) -> None:
        self._store.setValue("last_user", name)

    @property
    def branch_hint(self) -> str:
        """What the branch of the last book is called, for the login screen."""
        return self._text("branch_hint")

    @branch_hint.setter
    def branch_hint(self, name: str) -> None:
        self._store.setValue("branch_hint", name)

    @property
    def backup_folder(self) -> Path | None:
        """Where backups go; None is the book's own folder."""
        text = self._text("backup_folder")
        return Path(text) if text else None

    @backup_folder.setter
    def backup_folder(self, folder: Path | None) -> None:
        self._store.setValue("backup_folder", str(folder) if folder else "")

    @property
    def window_place(self) -> QByteArray:
        """Where the window stood and how large it was; empty when not known."""
        place = self._store.value("window_place")
        return place if isinstance(place, QByteArray) else QByteArray()

    @window_place.setter
    def window_place(self, place: QByteArray) -> None:
        self._store.setValue("window_place", place)

    def save(self) -> None:
        """Write to disk now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        return str(self._store.value(key, "") or "")


def _one_of(known: "list[_T] | tuple[_T, ...]", given: _T, fallback: _T) -> _T:
    return given if given in known else fallback
