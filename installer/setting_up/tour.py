"""The demonstration without a display: the same job through the command and offscreen pictures."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from setting_up.refusals import NO_COMMAND, NO_PICTURES
from setting_up.shell import environment, run_indented
from setting_up.words import SetupError, note, step

PASSWORD = "demo-only"  # noqa: S105 - opens nothing but the invented book made here
SHOWN_FIGURES = 8


@dataclass(frozen=True, slots=True)
class Tour:
    """One walk through the program: its Python, the clone and the folder for what it makes."""

    python: Path
    root: Path
    folder: Path

    def command(self, *arguments: str) -> None:
        """Run one `branchcrm` command on the tour's book and print its figures."""
        line = ["--book", str(self.folder / "book"), "--json", "--lang", "zh_CN", *arguments]
        note(f"$ branchcrm {' '.join(arguments)}")
        done = subprocess.run(  # noqa: S603 - our own fixed commands
            [str(self.python), "-m", "branchcrm", *line],
            cwd=self.root,
            env=environment(BRANCHCRM_PASSWORD=PASSWORD),
            stdout=subprocess.PIPE,
            check=False,
        )
        if done.returncode != 0:
            raise SetupError(NO_COMMAND, name=arguments[0])
        note(f"  {figures(done.stdout)}")

    def pictures(self) -> None:
        """Save a picture of every screen."""
        target = self.folder / "pictures"
        code = run_indented(
            [str(self.python), str(self.root / "main.py"), "--screenshots", str(target)],
            self.root,
            QT_QPA_PLATFORM="offscreen",
        )
        if code != 0:
            raise SetupError(NO_PICTURES)


def take(python: Path, root: Path) -> int:
    """Fill a book, import, set tiers, export, take pictures, and say where everything lies."""
    folder = root / "build" / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tour = Tour(python, root, folder)
    step("用虚构的客户填满一本加密账本", "Filling an encrypted book with invented customers")
    tour.command("demo", "--customers", "1000")
    for number, workbook in enumerate(sorted((root / "resources" / "sample").glob("*.xlsx")), 1):
        step(f"导入示例工作簿 {workbook.name}", f"Importing the sample workbook {workbook.name}")
        rejected = folder / f"rejected-{number}.xlsx"
        tour.command("import", str(workbook), "--errors", str(rejected))
    step("给客户分层", "Setting tiers")
    tour.command("retier")
    step("导出客户名单", "Exporting the list of customers")
    tour.command("export", "customers", str(folder / "customers.xlsx"))
    step("保存每个页面的图片", "Saving a picture of every screen")
    tour.pictures()
    step("都在这里", "Everything lies here")
    for path in sorted(folder.iterdir()):
        count = f" ({sum(1 for _ in path.iterdir())})" if path.is_dir() else ""
        note(f"{path}{count}")
    return 0


def figures(printed: bytes) -> str:
    """Give the numbers and names of a command's JSON answer in one line."""
    answer = json.loads(printed)
    plain = {name: value for name, value in answer.items() if isinstance(value, int | float | str)}
    counts = answer.get("counts")
    if isinstance(counts, dict):
        plain |= counts
    return " · ".join(f"{name} {value}" for name, value in list(plain.items())[:SHOWN_FIGURES])
