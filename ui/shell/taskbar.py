"""What the Windows taskbar knows of the program: its name, and pages behind a right click."""

import ctypes
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

PROGRAM_ID = "BranchCRM.BranchCRM"
"""The same as on the links that the setup makes: taskbar button and link are then one."""

_LIST = ("77f10cf0-3db5-4966-b520-b7c54fd35ed6", "6332debf-87b5-4670-90c0-5e57b408a49e")
_COLLECTION = ("2d3468c1-36a7-43b6-ac24-d3f02fd9607a", "5632b1a4-e38a-400a-928a-d4cd63230295")
_LINK = ("00021401-0000-0000-c000-000000000046", "000214f9-0000-0000-c000-000000000046")
_OBJECTS = "92ca9dcd-5622-4bba-a805-5e9f541bd8c9"
_PROPERTIES = "886d8eeb-8cf2-4446-8d02-cdba1dbdcf99"
_TITLE = ("f29f85e0-4ff9-1068-ab91-08002b27b3d9", 2)
_IN_PROCESS, _IS_TEXT = 1, 31
_ANY_PROCESS = -1
# Places in the tables of functions, as the headers of Windows list them.
_QUERY, _RELEASE = 0, 2
_SET_PROGRAM, _BEGIN, _ADD_TASKS, _COMMIT_LIST = 3, 4, 7, 8
_ADD_OBJECT = 5
_SET_DESCRIPTION, _SET_WORDS, _SET_ICON, _SET_PATH = 7, 11, 17, 20
_SET_VALUE, _COMMIT = 6, 7


@dataclass(frozen=True, slots=True)
class JumpTask:
    """A line behind a right click on the taskbar button."""

    title: str
    words: str


class _Guid(ctypes.Structure):
    _fields_ = (("raw", ctypes.c_ubyte * 16),)

    def __init__(self, text: str) -> None:
        super().__init__((ctypes.c_ubyte * 16)(*UUID(text).bytes_le))


class _Key(ctypes.Structure):
    _fields_ = (("group", _Guid), ("number", ctypes.c_uint32))


class _Value(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16 * 3),
        ("text", ctypes.c_wchar_p),
        ("rest", ctypes.c_void_p),
    )


def join_windows() -> None:
    """Tell Windows under which name the windows of this process stand together."""
    if sys.platform == "win32":
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(PROGRAM_ID)


def let_others_forward() -> None:
    """Let the window that is open already come to the front: only who is there may allow it."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)


def offer_tasks(program: Path, tasks: Sequence[JumpTask]) -> bool:
    """Put lines behind a right click on the taskbar button; tell whether that went well.

    It is a courtesy: where Windows does not take them, the program goes on without.
    """
    if sys.platform != "win32":
        return False
    try:
        with ExitStack() as kept:
            _offer(program, tasks, kept)
    except OSError:
        return False
    return True


def _offer(program: Path, tasks: Sequence[JumpTask], kept: ExitStack) -> None:
    jump_list = kept.enter_context(_made(*_LIST))
    _call(jump_list, _SET_PROGRAM, ctypes.c_wchar_p(PROGRAM_ID))
    slots, removed = ctypes.c_uint32(), ctypes.c_void_p()
    _call(
        jump_list,
        _BEGIN,
        ctypes.byref(slots),
        ctypes.byref(_Guid(_OBJECTS)),
        ctypes.byref(removed),
    )
    kept.callback(_release, removed)
    collection = kept.enter_context(_made(*_COLLECTION))
    for task in tasks:
        link = kept.enter_context(_made(*_LINK))
        _describe(link, program, task, kept)
        _call(collection, _ADD_OBJECT, link)
    _call(jump_list, _ADD_TASKS, collection)
    _call(jump_list, _COMMIT_LIST)


def _describe(link: ctypes.c_void_p, program: Path, task: JumpTask, kept: ExitStack) -> None:
    _call(link, _SET_PATH, ctypes.c_wchar_p(str(program)))
    _call(link, _SET_WORDS, ctypes.c_wchar_p(task.words))
    _call(link, _SET_DESCRIPTION, ctypes.c_wchar_p(task.title))
    _call(link, _SET_ICON, ctypes.c_wchar_p(str(program)), ctypes.c_int(0))
    properties = ctypes.c_void_p()
    _call(link, _QUERY, ctypes.byref(_Guid(_PROPERTIES)), ctypes.byref(properties))
    kept.callback(_release, properties)
    key, value = _Key(_Guid(_TITLE[0]), _TITLE[1]), _Value(kind=_IS_TEXT, text=task.title)
    _call(properties, _SET_VALUE, ctypes.byref(key), ctypes.byref(value))
    _call(properties, _COMMIT)


@contextmanager
def _made(kind: str, face: str) -> Iterator[ctypes.c_void_p]:
    made = ctypes.c_void_p()
    _require(
        ctypes.windll.ole32.CoCreateInstance(  # type: ignore[attr-defined,unused-ignore]  # Windows
            ctypes.byref(_Guid(kind)),
            None,
            _IN_PROCESS,
            ctypes.byref(_Guid(face)),
            ctypes.byref(made),
        )
    )
    try:
        yield made
    finally:
        _release(made)


def _call(thing: ctypes.c_void_p, place: int, *given: object) -> None:
    """Call a function of a COM object by its place in the object's table.

    Raises:
        OSError: it did not do it.
    """
    table = ctypes.cast(thing, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    # 64-bit Windows knows one way of calling; this type alone takes arguments it was not told of.
    function = ctypes.CFUNCTYPE(ctypes.c_int32)(table[place] or 0)
    _require(function(thing, *given))


def _release(thing: ctypes.c_void_p) -> None:
    if thing.value:
        table = ctypes.cast(thing, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        ctypes.CFUNCTYPE(ctypes.c_uint32)(table[_RELEASE] or 0)(thing)


def _require(code: int) -> None:
    if code < 0:
        message = f"Windows refused: {code & 0xFFFFFFFF:08x}"
        raise OSError(message)
