"""The first start, signing in and out, staff, locking, forgotten passwords."""

import pytest

from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.settings.rows import SettingRow

SECRET, OTHER = "correct horse", "battery staple"


@pytest.fixture
def wang(program: Program) -> Driver:
    """The administrator 王敏 in front of a book with a password."""
    driver = program.start()
    driver.create_book("人民路网点", "王敏", SECRET)
    return driver


def restart(program: Program, driver: Driver) -> Driver:
    """Close the program and start it again."""
    driver.window.close()
    return program.start()


def test_a_first_start_makes_a_book_and_shows_its_recovery_key_once(program: Program) -> None:
    driver = program.start()
    key = driver.create_book("人民路网点", "王敏", SECRET)
    assert len(key.split("-")) == 8
    assert driver.gate == ""
    assert driver.window.windowTitle() == "BranchCRM 网点客户管理 人民路网点"
    assert driver.page_key == "first_run"
    assert not driver.sees(key)
    again = restart(program, driver)
    assert again.gate == "login"


def test_what_is_missing_on_the_first_screen_is_named(program: Program) -> None:
    driver = program.start()
    driver.click("建立账本")
    for words in ("填写网点名称后才能建立", "填写姓名后才能建立", "填写密码后才能保存"):
        assert driver.sees(words)
    assert driver.gate == "setup"


def test_the_first_customer_ends_the_screen_of_an_empty_book(wang: Driver) -> None:
    wang.click("新建客户")
    wang.save_form(name="周雅琴", phone="13812345678")
    assert wang.page_key == "customers"
    wang.undo()
    assert wang.page_key == "first_run"


def test_invented_customers_fill_an_empty_book_and_one_undo_empties_it(wang: Driver) -> None:
    wang.click("载入示例数据")
    assert wang.page_key == "customers"
    assert wang.sees("示例账本，客户都是虚构的")
    wang.undo()
    assert wang.page_key == "first_run"


def test_demo_starts_without_asking_for_anything(program: Program) -> None:
    driver = program.start(makes_demo=True)
    assert driver.gate == ""
    assert driver.sees("示例账本，客户都是虚构的")
    driver.lock()
    assert "这个账本没有密码，不能锁定" in driver.notices
    again = restart(program, driver)
    assert again.gate == ""


def test_a_wrong_password_counts_and_the_right_one_opens(program: Program, wang: Driver) -> None:
    driver = restart(program, wang)
    driver.sign_in("王敏", "wrong")
    assert driver.sees("密码不正确，还可以再试 4 次")
    driver.sign_in("王敏", SECRET)
    assert driver.gate == ""


def test_after_five_wrong_passwords_even_the_right_one_waits(
    program: Program, wang: Driver
) -> None:
    driver = restart(program, wang)
    for _attempt in range(5):
        driver.sign_in("王敏", "wrong")
    assert driver.sees("密码错了 5 次，15 分钟后再试")
    driver.sign_in("王敏", SECRET)
    assert driver.gate == "login"


def test_a_locked_window_hides_everything_and_goes_on_where_it_was(wang: Driver) -> None:
    wang.open_page("settings")
    wang.lock()
    assert wang.gate == "lock"
    assert not wang.place.isVisible()
    wang.unlock("wrong")
    assert wang.gate == "lock"
    wang.unlock(SECRET)
    assert wang.gate == ""
    assert wang.page_key == "settings"


def test_after_quiet_minutes_the_window_locks_itself(wang: Driver) -> None:
    wang.window.idle_watch.gone_quiet.emit()
    assert wang.gate == "lock"
    assert wang.sees("已锁定 · 15 分钟没有操作")


def test_two_people_share_one_machine(wang: Driver) -> None:
    wang.open_page("settings", section="staff")
    wang.click("增加员工…")
    wang.save_form(name="李浩", role="clerk", login="lihao", password=OTHER, again=OTHER)
    assert wang.sees("柜员 · 账号 lihao")
    wang.lock()
    wang.click("换一个账号")
    wang.sign_in("lihao", OTHER)
    assert wang.services.actor.name == "李浩"
    assert wang.place.rail.user.accessibleName() == "李浩 柜员"
    wang.open_page("settings", section="staff")
    assert not wang.button("增加员工…").isEnabled()


def test_a_disabled_person_is_shut_out_until_their_password_is_reset(wang: Driver) -> None:
    wang.open_page("settings", section="staff")
    wang.click("增加员工…")
    wang.save_form(name="李浩", role="clerk", login="lihao", password=OTHER, again=OTHER)
    wang.prompts.answers = [True]
    wang.click("停用")
    assert wang.sees("已停用")
    wang.lock()
    wang.click("换一个账号")
    assert wang.services.book.keys.users == ["王敏"]
    wang.sign_in("王敏", SECRET)
    wang.open_page("settings", section="staff")
    wang.click("重新启用…")
    wang.save_form(password="secret 3", again="secret 3")  # noqa: S106 - invented
    assert not wang.sees("已停用")


def test_a_person_without_an_account_can_get_one(wang: Driver) -> None:
    wang.open_page("settings", section="staff")
    wang.click("增加员工…")
    wang.save_form(name="赵倩", password=OTHER)
    assert wang.sees("填写账号，或者把密码留空")
    wang.save_form(password="")
    assert wang.sees("没有账号")
    wang.click("开通账号…")
    wang.save_form(login="zhao", password=OTHER, again="other")
    assert wang.sees("两次输入的密码不一样")
    wang.save_form(again=OTHER)
    assert wang.sees("账号 zhao")
    row = wang.page.findChild(SettingRow, "staff_2")
    assert isinstance(row, SettingRow)
    wang.click("修改…", row)
    wang.save_form(name="赵芊", role="branch_manager")
    assert wang.sees("网点负责人")
    wang.undo()
    assert wang.sees("赵倩")


def test_a_person_changes_their_own_password(wang: Driver) -> None:
    wang.open_page("settings", section="safety")
    wang.click("修改密码…")
    wang.save_form(current="wrong", password=OTHER, again=OTHER)
    assert wang.sees("现在的密码不正确")
    wang.save_form(current=SECRET)
    wang.lock()
    wang.unlock(OTHER)
    assert wang.gate == ""


def test_a_forgotten_password_is_replaced_with_the_recovery_key(program: Program) -> None:
    first = program.start()
    key = first.create_book("人民路网点", "王敏", SECRET)
    driver = restart(program, first)
    driver.click("忘记密码")
    assert driver.gate == "recover"
    driver.type_into("key_input", "AAAA-BBBB")
    driver.type_into("新密码", OTHER)
    driver.click("设新密码并打开")
    assert driver.gate == "recover"
    driver.type_into("key_input", key.lower())
    driver.click("设新密码并打开")
    assert driver.gate == ""
    driver.lock()
    driver.unlock(OTHER)
    assert driver.gate == ""


def test_a_renewed_recovery_key_is_shown_once(wang: Driver) -> None:
    wang.open_page("settings", section="safety")
    wang.prompts.answers = [True]
    wang.click("换新密钥…")
    assert wang.gate == "recovery_key"
    wang.button("我已经抄下或打印，放在安全的地方").click()
    wang.click("开始使用")
    assert wang.gate == ""
