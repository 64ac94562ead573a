"""Makes the pictures of README and guide anew from the running program, so that they stay true."""

import re
import shutil
from pathlib import Path

from setting_up.refusals import NO_PICTURES
from setting_up.shell import run_indented
from setting_up.words import SetupError, note, step

LANGUAGES = {"zh": "zh_CN", "en": "en"}
SIZE = "1366x768"
REFERENCE = re.compile(r"pictures/(zh|en)/([\w-]+)\.png")


def update(python: Path, root: Path) -> int:
    """Photograph every screen in both languages and keep those that a page shows."""
    wanted = shown_in_pages(root)
    kept = root / "docs" / "pictures"
    for folder, language in LANGUAGES.items():
        step(f"拍下每个页面({folder})", f"Taking a picture of every screen ({folder})")
        taken = root / "build" / "pictures" / folder
        shutil.rmtree(taken, ignore_errors=True)
        main = str(root / "main.py")
        options = ["--screenshots", str(taken), "--lang", language, "--size", SIZE]
        if run_indented([str(python), main, *options], root, QT_QPA_PLATFORM="offscreen") != 0:
            raise SetupError(NO_PICTURES)
        shutil.rmtree(kept / folder, ignore_errors=True)
        (kept / folder).mkdir(parents=True)
        for name in sorted(name for where, name in wanted if where == folder):
            shutil.copy(taken / f"{name}.png", kept / folder)
            note(f"docs/pictures/{folder}/{name}.png")
    return 0


def shown_in_pages(root: Path) -> set[tuple[str, str]]:
    """List the pictures that README and guide refer to: language and name."""
    pages = [root / "README.md", *(root / "docs").rglob("*.md")]
    return {
        (match[1], match[2])
        for page in pages
        for match in REFERENCE.finditer(page.read_text(encoding="utf-8"))
    }
