"""Settings of look and language: on this machine, at once."""

from PySide6.QtCore import QTimer

from branchcrm.domain.wording import mark
from ui.kit.checks import ComboBox, Switch
from ui.kit.choices import Option, SegmentedControl
from ui.kit.page import PageContext
from ui.kit.table_menus import DENSITY_LABELS
from ui.kit.theme import ROW_HEIGHTS, TEXT_SCALES
from ui.kit.translation import translate
from ui.settings.rows import Section, SettingRow
from ui.settings.theme_cards import ThemeCards
from ui.shell.language import OWN_NAMES
from ui.shell.main_window import MainWindow


class AppearanceSection(Section):
    """Theme, row height, text size, language, motion, reminders."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show what is in force."""
        super().__init__(translate(mark("外观与语言")), context, window)
        parts = window.parts
        self.themes = ThemeCards(parts.theme.mode)
        self.themes.chosen.connect(self._on_themes_chosen)
        self.add_block(self.themes)
        heights = [
            Option(density.value, f"{self.tr(DENSITY_LABELS[density])} {height}")
            for density, height in ROW_HEIGHTS.items()
        ]
        self.heights = SegmentedControl(heights, is_small=True)
        self.heights.set_value(parts.theme.density)
        self.heights.changed.connect(self._on_heights_changed)
        self.add_row(SettingRow(self.tr("行高"), self.tr("一屏显示多少行"), self.heights))
        words = (self.tr("小"), self.tr("标准"), self.tr("大 125%"), self.tr("特大 150%"))
        options = [Option(scale, text) for scale, text in zip(TEXT_SCALES, words, strict=True)]
        self.sizes = SegmentedControl(options, is_small=True)
        self.sizes.set_value(parts.theme.text_scale)
        self.sizes.changed.connect(self._on_sizes_changed)
        self.add_row(SettingRow(self.tr("文字大小"), self.tr("不影响打印"), self.sizes))
        self.languages = ComboBox([Option(key, name) for key, name in OWN_NAMES.items()])
        self.languages.setObjectName("languages")
        self.languages.setAccessibleName(self.tr("语言"))
        self.languages.set_value(parts.language.language)
        self.languages.chosen.connect(self._on_languages_chosen)
        remark = self.tr("切换后立即生效，不用重启")
        self.add_row(SettingRow(self.tr("语言"), remark, self.languages))
        self.motion = Switch(self.tr("减少动效"))
        self.motion.setChecked(parts.preferences.is_motion_reduced)
        self.motion.toggled.connect(self._on_motion_toggled)
        self.add_row(SettingRow(self.tr("减少动效"), self.tr("关闭淡入和滑动"), self.motion))
        self.reminders = Switch(self.tr("系统提醒"))
        self.reminders.setObjectName("reminders")
        self.reminders.setChecked(parts.preferences.are_reminders_shown)
        self.reminders.toggled.connect(self._on_reminders_toggled)
        remark = self.tr("窗口不在前面时，回访到点和长任务结束由系统提醒，不显示姓名")
        self.add_row(SettingRow(self.tr("系统提醒"), remark, self.reminders))

    def _on_themes_chosen(self, mode: str) -> None:
        parts = self.main_window.parts
        parts.preferences.mode = mode
        parts.theme.set_mode(mode)

    def _on_heights_changed(self, density: str) -> None:
        parts = self.main_window.parts
        parts.preferences.density = density
        parts.theme.set_density(density)

    def _on_sizes_changed(self, scale: float) -> None:
        parts = self.main_window.parts
        parts.preferences.text_scale = scale
        parts.theme.set_text_scale(scale)
        QTimer.singleShot(0, self.main_window.rebuild)

    def _on_languages_chosen(self, language: str) -> None:
        self.main_window.parts.use_language(language)
        QTimer.singleShot(0, self.main_window.rebuild)

    def _on_motion_toggled(self, is_reduced: bool) -> None:  # noqa: FBT001 - Qt's signal
        parts = self.main_window.parts
        parts.preferences.is_motion_reduced = is_reduced
        parts.theme.set_motion(not is_reduced)

    def _on_reminders_toggled(self, are_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.main_window.parts.preferences.are_reminders_shown = are_shown
