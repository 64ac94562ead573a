"""Set-up says what cannot be had, and does nothing twice."""

import io
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typing_extensions import override

import start
from setting_up import debian, shell
from setting_up.display import has_display
from setting_up.environment import Environment, lead_back
from setting_up.pip import Pip, settings
from setting_up.refusals import SIGNS, explain
from setting_up.shell import Outcome, environment, run_logged
from setting_up.tour import figures
from setting_up.words import fail, prepare_output, step

ROOT = Path(__file__).resolve().parents[2]
LOCK = "requirements-build.txt"


def test_an_old_python_gets_a_sentence_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert start.main() == 1
    said = capsys.readouterr().err
    assert "需要 Python 3.11" in said
    assert "Python 3.11 or newer is needed" in said


def test_a_32_bit_python_gets_a_sentence_before_anything_is_fetched(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert start.main() == 1
    said = capsys.readouterr().err
    assert "需要 64 位的 Python" in said
    assert "A 64-bit Python is needed" in said


class Console(io.TextIOWrapper):
    """A window that shows what is printed in its code page."""

    @override
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("code_page", "sign", "said"),
    [("utf-8", "▸", "一步"), ("gbk", ">", "一步"), ("cp1252", ">", "??")],
)
def test_a_code_page_that_lacks_a_sign_gets_a_plain_one(
    monkeypatch: pytest.MonkeyPatch, code_page: str, sign: str, said: str
) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Console(printed, encoding=code_page))
    prepare_output()
    step("一步", "One step")
    assert printed.getvalue().decode(code_page).split() == [sign, said, "·", "One", "step"]


def test_a_pipe_gets_what_started_programs_write_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="gbk"))
    prepare_output()
    step("一步", "One step")
    assert printed.getvalue().decode("utf-8").split() == ["▸", "一步", "·", "One", "step"]


def test_pip_keeps_the_retries_that_were_chosen_unless_it_would_keep_quiet() -> None:
    assert settings({"PIP_RETRIES": "0"})["PIP_RETRIES"] == "1"
    assert "PIP_RETRIES" not in settings({"PIP_RETRIES": "9"})
    assert "PIP_RETRIES" not in settings({})


def test_a_refusal_is_readable_in_every_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.BytesIO()
    console = Console(printed, encoding="cp1252", write_through=True)
    monkeypatch.setattr(sys, "stderr", console)
    monkeypatch.setattr(sys, "version_info", (3, 8, 1))
    assert start.main() == 1
    assert b"Python 3.11 or newer is needed" in printed.getvalue()
    prepare_output()
    fail(explain("x", Outcome(1, "getaddrinfo failed"), Path("log")))
    assert b"\nx The package index cannot be reached" in printed.getvalue().replace(b"\r", b"")


@pytest.mark.parametrize("sign", SIGNS)
def test_what_pip_prints_becomes_a_sentence_with_the_log(sign: str) -> None:
    error = explain("requirements.txt", Outcome(1, f"Collecting x\nERROR: {sign}\n"), Path("log"))
    assert error.chinese == SIGNS[sign].chinese.format(log="log", what="requirements.txt")
    assert error.details == f"ERROR: {sign}"


def test_an_unknown_refusal_names_what_was_not_installed() -> None:
    error = explain("requirements.txt", Outcome(1, "segmentation fault"), Path("log"))
    assert "requirements.txt" in error.english
    assert "requirements.txt" in error.chinese


def test_without_a_network_one_sentence_says_so_and_names_the_log(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "installer", clone / "installer")
    for name in ("pyproject.toml", LOCK, "requirements.txt"):
        shutil.copy(ROOT / name, clone / name)
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    unset = {"PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": "/dev/null"}
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(clone / "installer" / "start.py"), "demo"],
        env=environment(**nowhere, **unset),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "连不上软件源" in done.stderr
    assert "The package index cannot be reached" in done.stderr
    assert str(clone / "build" / "set-up.log") in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
def test_a_left_over_display_variable_is_no_display() -> None:
    assert not has_display({})
    assert not has_display({"DISPLAY": "nonsense"})
    assert not has_display({"DISPLAY": "localhost:5999"})
    assert not has_display({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": "/nowhere"})


@pytest.mark.skipif(sys.platform != "linux", reason="Wayland is asked on Linux only")
def test_a_screen_that_answers_is_a_display(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return
    with socket.socket(socket.AF_UNIX) as screen:
        screen.bind(str(tmp_path / "wayland-0"))
        screen.listen()
        assert has_display({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})


def test_an_environment_is_ready_only_for_the_locks_it_was_made_from(tmp_path: Path) -> None:
    for name in ("pyproject.toml", LOCK):
        shutil.copy(ROOT / name, tmp_path / name)
    made = Environment(tmp_path)
    assert not made.is_ready((LOCK,))
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    made.stamp((LOCK,))
    assert made.is_ready((LOCK,))
    (tmp_path / LOCK).write_text("another==1.0\n", encoding="utf-8")
    assert not made.is_ready((LOCK,))


def test_a_damaged_stamp_means_set_up_again(tmp_path: Path) -> None:
    for name in ("pyproject.toml", LOCK):
        shutil.copy(ROOT / name, tmp_path / name)
    made = Environment(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    (made.folder / "set-up.json").write_text("{", encoding="utf-8")
    assert not made.is_ready((LOCK,))


def test_a_clone_below_a_chinese_name_is_found_by_a_plain_path(tmp_path: Path) -> None:
    root = tmp_path / "网点 客户"
    packages = root / ".venv" / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    path_file = packages / "_branchcrm.pth"
    path_file.write_text(str(root), encoding="utf-8")
    lead_back(root / ".venv", root)
    written = path_file.read_text(encoding="ascii").strip()
    assert (packages / written).resolve() == root.resolve()


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are looked for on Linux only")
def test_nothing_is_missing_where_the_tests_run() -> None:
    assert debian.missing_packages(window=False) == []
    assert not debian.can_load("libno-such-library.so.1")


def test_a_long_program_shows_its_stages_and_keeps_its_last_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "folder" / "log"
    lines = "import sys\nfor n in range(300): print('line', n)\nsys.exit(3)"
    done = run_logged([sys.executable, "-c", lines], log, lambda line: ("stage", line.strip()), {})
    assert done.code == len("abc")
    assert done.tail.splitlines()[-1] == "line 299"
    assert len(log.read_text(encoding="utf-8").splitlines()) == len(range(300))
    assert capsys.readouterr().out.startswith("  stage line 0")


def _press_ctrl_c(line: str) -> tuple[str, str] | None:
    raise KeyboardInterrupt(line)


def test_an_interrupted_program_has_ended_before_we_do(tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    lines = f"print('on', flush=True)\nsum(range(20_000_000)); open({str(ended)!r}, 'w')"

    with pytest.raises(KeyboardInterrupt):
        run_logged([sys.executable, "-c", lines], tmp_path / "log", _press_ctrl_c, {})
    assert ended.exists()


def test_an_interrupted_program_that_goes_on_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "CLEANS_UP_SECONDS", 0.1)
    lines = "print('on', flush=True)\nimport threading; threading.Event().wait()"

    with pytest.raises(KeyboardInterrupt):
        run_logged([sys.executable, "-c", lines], tmp_path / "log", _press_ctrl_c, {})


def test_an_environment_whose_making_was_interrupted_before_pip_came_cannot_be_filled(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "without pip"
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 - our own command
    place = Environment(tmp_path / "clone")
    python = folder / place.python.relative_to(place.folder)
    assert Pip(folder, python, tmp_path / "log", oldest=(0,)).can_fill()
    assert not Pip(folder, python, tmp_path / "log", oldest=(999,)).can_fill()


def test_started_programs_do_not_inherit_what_misleads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert "PYTHONPATH" not in environment()
    assert environment(EXTRA="1")["EXTRA"] == "1"


def test_the_figures_of_a_command_fit_one_line() -> None:
    answer = b'{"operation": 7, "rows": 12, "reasons": [], "counts": {"high": 3, "none": 0}}'
    assert figures(answer) == "operation 7 · rows 12 · high 3 · none 0"
