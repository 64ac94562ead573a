"""The form builder labels, reads, checks and remembers."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from branchcrm.domain.changes import Changes
from branchcrm.domain.clock import FixedClock, fixed_clock
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import OperationId
from branchcrm.domain.wording import mark, say
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.formats import Formats
from ui.kit.theme import Theme

pytestmark = pytest.mark.usefixtures("theme")
DONE = Changes(operation_id=OperationId(1), summary=say("完成"))
SEXES = (Option("m", "男"), Option("f", "女"))


def _clock() -> FixedClock:
    return fixed_clock(date(2026, 9, 17))


def _form(qtbot: QtBot, *fields: Field) -> Form:
    form = Form(fields, Formats(_clock()))
    qtbot.addWidget(form)
    form.show()
    return form


def test_every_kind_gives_back_what_it_was_given(qtbot: QtBot) -> None:
    moment = datetime(2026, 9, 15, 10, 12, tzinfo=_clock().zone)
    values: dict[str, object] = {
        FieldKind.TEXT: "陈志强",
        FieldKind.MULTILINE: "两行\n文字",
        FieldKind.PASSWORD: "correct horse",
        FieldKind.PHONE: "13555014406",
        FieldKind.MONEY: 128_640_000,
        FieldKind.DATE: date(2026, 9, 20),
        FieldKind.TIME: time(9, 30),
        FieldKind.MOMENT: moment,
        FieldKind.CHOICE: "f",
        FieldKind.SEGMENTED: "f",
        FieldKind.CHIPS: "f",
        FieldKind.CARDS: "f",
        FieldKind.TAGS: ("新客户", "理财"),
        FieldKind.CHECK: True,
        FieldKind.SWITCH: True,
    }
    form = _form(qtbot, *(Field(key=k, label=k, kind=FieldKind(k), options=SEXES) for k in values))
    form.set_values(values)
    assert form.values() == values
    assert not form.is_dirty


def test_a_label_belongs_to_its_field_and_says_that_it_is_required(qtbot: QtBot) -> None:
    form = _form(qtbot, Field(key="name", label="姓名", required=True))
    widget = form.widget("name")
    labels = [one for one in form.findChildren(QLabel) if one.buddy() is widget]
    assert [one.text() for one in labels] == ["姓名"]
    assert widget.objectName() == "field_name"
    assert widget.accessibleName() == "姓名 必填"


def test_tab_goes_through_the_fields_in_reading_order(qtbot: QtBot) -> None:
    form = _form(qtbot, *(Field(key=key, label=key) for key in "abc"))
    form.activateWindow()
    form.focus_first()
    for key in "bc":
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        assert form.focusWidget() is form.widget(key)


def test_the_first_wrong_field_takes_the_focus_and_is_spoken(qtbot: QtBot) -> None:
    form = _form(qtbot, Field(key="a", label="a"), Field(key="b", label="b"))
    form.activateWindow()
    strangers = form.set_errors(
        [FieldError("b", say("手机号应为 11 位")), FieldError("z", say("别处的事"))]
    )
    assert form.focusWidget() is form.widget("b")
    assert form.widget("b").accessibleDescription() == "手机号应为 11 位"
    assert form.widget("b").property("invalid") == "true"
    assert [problem.field for problem in strangers] == ["z"]
    assert form.error_count == 1


def test_changing_a_wrong_field_takes_its_mark_away(qtbot: QtBot) -> None:
    form = _form(qtbot, Field(key="a", label="a"))
    form.set_errors([FieldError("a", say("不对"))])
    form.editor("a").set_value("改了")
    assert form.error_count == 0


def test_a_refusal_of_the_save_stays_until_the_field_is_changed(qtbot: QtBot) -> None:
    form = _form(qtbot, Field(key="a", label="a"))
    form.set_errors([FieldError("a", say("不对"))])
    form.editor("a").left.emit()
    assert form.error_count == 1
    form.editor("a").set_value("乙")
    form.editor("a").left.emit()
    assert form.error_count == 0


def test_a_field_is_checked_when_it_is_left_not_while_typing(qtbot: QtBot) -> None:
    form = _form(qtbot, Field(key="a", label="a"), Field(key="b", label="b"))
    form.set_validator(lambda key, _values: FieldError(key, say("不对")) if key == "a" else None)
    QTest.keyClicks(form.widget("a"), "x")
    assert form.error_count == 0
    QTest.keyClick(form.widget("a"), Qt.Key.Key_Return)
    assert form.error_count == 1


def test_a_draft_holds_only_what_differs_and_comes_back(qtbot: QtBot) -> None:
    fields = (Field(key="a", label="a"), Field(key="b", label="b"))
    form = _form(qtbot, *fields)
    form.set_values({"a": "旧的", "b": "同样"})
    form.editor("a").set_value("改了")
    draft = form.draft()
    assert draft == {"a": "改了"}
    again = _form(qtbot, *fields)
    again.set_values({"a": "旧的", "b": "同样"})
    again.set_draft(draft)
    assert again.values() == {"a": "改了", "b": "同样"}
    assert again.is_dirty


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9-20", date(2026, 9, 20)),
        ("0920", date(2026, 9, 20)),
        ("明天", date(2026, 9, 18)),
        ("下周三", date(2026, 9, 23)),
        ("+3", date(2026, 9, 20)),
    ],
)
def test_a_date_is_taken_as_a_clerk_types_it(qtbot: QtBot, typed: str, day: date) -> None:
    form = _form(qtbot, Field(key="day", label="日期", kind=FieldKind.DATE))
    line = form.widget("day")
    assert isinstance(line, QLineEdit)
    line.setText(typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.value("day") == day
    assert line.text() == day.isoformat()


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(FieldKind.DATE, "13-45"), (FieldKind.MONEY, "一堆"), (FieldKind.TIME, "25:00")],
)
def test_a_text_that_is_no_value_is_named(qtbot: QtBot, kind: FieldKind, typed: str) -> None:
    form = _form(qtbot, Field(key="x", label="x", kind=kind))
    line = form.widget("x")
    assert isinstance(line, QLineEdit)
    line.setText(typed)
    assert [problem.field for problem in form.problems()] == ["x"]
    assert form.value("x") is None


@pytest.mark.parametrize(
    ("typed", "at"),
    [("930", time(9, 30)), ("15", time(15)), ("下午3点半", time(15, 30)), ("9：05", time(9, 5))],
)
def test_a_time_is_taken_as_a_clerk_types_it(qtbot: QtBot, typed: str, at: time) -> None:
    form = _form(qtbot, Field(key="at", label="时间", kind=FieldKind.TIME))
    line = form.widget("at")
    assert isinstance(line, QLineEdit)
    line.setText(typed)
    assert form.value("at") == at


def test_a_long_text_is_counted_and_refused_only_when_saved(qtbot: QtBot) -> None:
    field = Field(key="note", label="要点", kind=FieldKind.MULTILINE, max_length=5)
    form = _form(qtbot, field)
    form.editor("note").set_value("一二三四五六")
    texts = [one.text() for one in form.findChildren(QLabel)]
    assert "6 / 5" in texts
    assert form.problems()[0].reason.text() == "最多 5 字，现在是 6 字"


class _BusyError(BranchCrmError):
    happened = mark("另一个窗口正在备份")


def _dialog(qtbot: QtBot, save: object) -> EditDialog:
    form = Form([Field(key="name", label="姓名")], Formats(_clock()))
    dialog = EditDialog("新建客户", form, save, "保存")  # type: ignore[arg-type]  # any callable
    qtbot.addWidget(dialog)
    dialog.show_for_input()
    return dialog


def test_ctrl_enter_saves_and_closes(qtbot: QtBot) -> None:
    saved: list[object] = []

    def save(values: object) -> Changes:
        saved.append(values)
        return DONE

    dialog = _dialog(qtbot, save)
    dialog.form.editor("name").set_value("林国栋")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(
            dialog.form.widget("name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert saved == [{"name": "林国栋"}]
    assert not dialog.isVisible()


def test_enter_alone_does_not_save(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, lambda _values: DONE)
    QTest.keyClick(dialog.form.widget("name"), Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_what_must_change_is_counted_in_the_foot(qtbot: QtBot) -> None:
    def refuse(_values: object) -> Changes:
        raise InvalidDraftError([FieldError("name", say("填写姓名后才能保存"))])

    dialog = _dialog(qtbot, refuse)
    dialog.save()
    assert dialog.isVisible()
    assert dialog.footer_text == "1 项需要修改"


def test_a_refusal_of_the_whole_stays_inside_the_dialog(qtbot: QtBot) -> None:
    def refuse(_values: object) -> Changes:
        raise _BusyError

    dialog = _dialog(qtbot, refuse)
    dialog.save()
    assert dialog.notice.text.startswith("另一个窗口正在备份")
    assert dialog.isVisible()


def test_escape_leaves_the_draft_behind(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, lambda _values: DONE)
    dialog.form.editor("name").set_value("陈")
    with qtbot.waitSignal(dialog.draft_left) as left:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert left.args == [{"name": "陈"}]


def test_save_and_again_keeps_the_dialog_open(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, lambda _values: DONE)
    button = dialog.add_save_and_again("保存并再建一位", lambda: None)
    button.click()
    assert dialog.isVisible()


def test_the_form_grows_with_the_text(qtbot: QtBot, theme: Theme) -> None:
    theme.set_text_scale(1.5)
    form = _form(qtbot, Field(key="a", label="a"))
    assert form.widget("a").sizeHint().height() >= 45
    theme.set_text_scale(1.0)


def test_the_clock_of_a_moment_writes_what_it_is_now(qtbot: QtBot) -> None:
    form = _form(qtbot, Field(key="at", label="时间", kind=FieldKind.MOMENT))
    line = form.widget("at")
    (clock,) = line.actions()
    assert clock.text() == "写成现在"
    clock.trigger()
    assert form.values()["at"] == Formats(_clock()).now()
