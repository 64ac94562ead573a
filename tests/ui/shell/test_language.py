"""The language of the window."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from branchcrm.domain.tier_names import USUAL, names_by
from branchcrm.domain.tier_policy_presets import default_policy, potential_policy
from branchcrm.domain.wording import say
from ui.kit.tier_names import tier_label
from ui.kit.translation import page_title, spoken, translate
from ui.shell.language import LanguageSwitch, compiled

SENTENCES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(SENTENCES, SENTENCES, min_size=1, max_size=30))
def test_qt_finds_every_sentence_of_a_word_list(words: dict[str, str]) -> None:
    translator = QTranslator()
    content = compiled(words)
    assert translator.load(content, "")
    for source, translation in words.items():
        assert translator.translate("AnyWidget", source) == translation


def test_the_language_is_switched_and_switched_back(qtbot: QtBot) -> None:  # noqa: ARG001 - Qt runs
    switch = LanguageSwitch()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    switch.use("zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    switch.use("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    switch.release()


def test_tiers_are_called_as_the_rule_calls_them_in_every_language(qtbot: QtBot) -> None:  # noqa: ARG001 - Qt runs
    switch = LanguageSwitch()
    switch.use("en")
    switch.name_tiers(names_by(potential_policy()))
    assert (translate("中价值"), tier_label("mid", is_long=True)) == ("Potential", "Potential")
    assert tier_label("mid") == "Potential"
    own = names_by(replace(default_policy(), labels=("普通", "潜力{1}", "黑金贵宾尊享")))
    switch.name_tiers(own)
    assert spoken(say("距{tier}还差", tier=say("高价值"))).endswith("黑金贵宾尊享还差")
    assert (tier_label("high"), tier_label("none")) == ("黑金贵…", "Unclassified")
    assert tier_label("mid", is_long=True) == "潜力{1}"
    switch.use("zh_CN")
    assert translate("低价值") == "普通"
    switch.name_tiers(USUAL)
    assert (translate("低价值"), tier_label("low")) == ("低价值", "低")
    switch.release()


def test_a_word_reads_otherwise_where_it_names_a_page(qtbot: QtBot) -> None:  # noqa: ARG001 - Qt runs
    switch = LanguageSwitch()
    assert page_title("客户") == "客户"
    switch.use("en")
    assert (translate("客户"), page_title("客户")) == ("Customer", "Customers")
    assert page_title("分层") == translate("分层") == "Tiers"
    switch.release()
