"""The report of a fault: enough to mend it, nothing about any customer."""

import platform
import re
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_LONG_DIGITS = re.compile(r"\d{4,}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_KEPT_REPORTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashReport:
    """One fault, with its text already masked."""

    kind: str
    text: str


def masked(text: str) -> str:
    """Take out of a text everything that could name or number a person."""
    quoted = _QUOTED.sub("'***'", text)
    return _LONG_DIGITS.sub("####", _NOT_ASCII.sub("***", quoted))


def report_of(error: BaseException, *, version: str, at: datetime) -> CrashReport:
    """Describe a fault by its kind, its places in the code and its masked message."""
    lines = [
        f"BranchCRM {version}",
        f"at {at.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        "",
    ]
    for link in _chain(error):
        frames = traceback.extract_tb(link.__traceback__)
        lines += [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
        lines += [f"{type(link).__name__}: {masked(str(link))}", ""]
    return CrashReport(kind=type(error).__name__, text="\n".join(lines))


def save_report(report: CrashReport, folder: Path, *, at: datetime) -> Path:
    """Write the report into the folder, and let the oldest ones go."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text(report.text, encoding="utf-8")
    for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT_REPORTS]:
        old.unlink()
    return path


def _chain(error: BaseException) -> list[BaseException]:
    links = [error]
    while (cause := links[-1].__cause__ or links[-1].__context__) and cause not in links:
        links.append(cause)
    return links[::-1]
