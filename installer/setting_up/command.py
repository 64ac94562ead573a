"""What can be asked for: `demo` and `test` for a newcomer, `pictures` for the guide."""

import argparse
from pathlib import Path

from setting_up import debian, gates, pictures, tour
from setting_up.display import has_display
from setting_up.environment import Environment
from setting_up.shell import run_shown
from setting_up.words import SetupError, fail, note, prepare_output, step

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ("requirements-build.txt", "requirements.txt")
DEVELOPMENT = ("requirements-build.txt", "requirements-dev.txt")
INTERRUPTED = 130


def run(arguments: list[str]) -> int:
    """Do what the command line asks, with every failure as one sentence in two languages."""
    prepare_output()
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.task == "demo":
            return demonstrate()
        if chosen.task == "pictures":
            return pictures.update(prepare(RUNTIME, window=False).python, ROOT)
        return check(tuple(chosen.only))
    except SetupError as error:
        fail(error)
        return 1
    except KeyboardInterrupt:
        note("已中断 · Interrupted")
        return INTERRUPTED


def demonstrate() -> int:
    """Open the program on invented customers; without a display, do the same job unseen."""
    window = has_display()
    environment = prepare(RUNTIME, window=window)
    if window:
        step("打开演示", "Opening the demonstration")
        return run_shown([str(environment.python), str(ROOT / "main.py"), "--demo"], ROOT)
    step(
        "没有显示器：下面不开窗口，做同样的事，并保存每个页面的图片",
        "No display here: the same is done without a window, with a picture of every screen",
    )
    return tour.take(environment.python, ROOT)


def check(only: tuple[str, ...]) -> int:
    """Run the gates and tests."""
    environment = prepare(DEVELOPMENT, window=False)
    return gates.run_all(environment.python, ROOT, only)


def prepare(locks: tuple[str, ...], *, window: bool) -> Environment:
    """Bring what is missing; at once when everything is there."""
    environment = Environment(ROOT)
    if not environment.is_ready(locks):
        debian.bring_system_packages(environment.log, window=window)
        environment.make(locks)
    elif window:
        debian.bring_system_packages(environment.log, window=True)
    return environment


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="start.py", description="BranchCRM: 一条命令完成安装 · set-up in one command"
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("demo", help="用虚构的客户打开程序 · open the program on invented customers")
    tasks.add_parser("pictures", help="重拍文档里的图片 · take the guide's pictures anew")
    test = tasks.add_parser("test", help="运行全部检查 · run all checks")
    test.add_argument(
        "--only",
        nargs="+",
        choices=gates.NAMES,
        default=gates.NAMES,
        help="只运行这些 · only these gates",
    )
    return parser
