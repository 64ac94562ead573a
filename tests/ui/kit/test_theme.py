"""The theme gives colours, type and sizes."""

import json

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.kit.resources import resource_text
from ui.kit.theme import TYPE_SIZES, Theme, current_theme
from ui.kit.tokens import high_contrast_tokens, load_tokens


def test_both_looks_have_exactly_the_tokens_of_the_design() -> None:
    stored = json.loads(resource_text("tokens.json"))
    for look in ("light", "dark"):
        assert load_tokens(look).as_dict() == stored[look]


def test_the_installed_theme_is_the_current_one(theme: Theme) -> None:
    assert current_theme() is theme


def test_without_a_theme_the_question_is_refused(qapp: QApplication) -> None:
    qapp.setProperty("kit_theme", None)
    with pytest.raises(RuntimeError):
        current_theme()


def test_a_new_mode_changes_the_colours_and_tells(theme: Theme) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tokens.bg))
    theme.set_mode("dark")
    assert told == [load_tokens("dark").bg]
    assert theme.is_dark


def test_every_size_grows_with_the_text(theme: Theme) -> None:
    theme.set_text_scale(1.5)
    assert [theme.font(size).pixelSize() for size in TYPE_SIZES] == [18, 21, 24, 30, 42]
    assert theme.row_height("standard") == 54


def test_a_size_outside_the_scale_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="13"):
        theme.font(13)


def test_the_style_sheet_has_no_place_left_unfilled(theme: Theme) -> None:
    assert "${" not in theme.style_sheet()


def test_english_puts_the_latin_family_first(theme: Theme) -> None:
    theme.set_language("en")
    assert theme.font().families()[0] == "Segoe UI"


def test_high_contrast_takes_the_systems_colours(qapp: QApplication) -> None:
    tokens = high_contrast_tokens(qapp.style().standardPalette())
    assert QColor(tokens.t1) == qapp.style().standardPalette().windowText().color()
