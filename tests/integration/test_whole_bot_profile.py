"""What an admin does with his own profile, from his phone to Tabys and back."""

from tabys_bot.application.screens.intents import OpenCard
from tabys_bot.domain.sections import Section
from tests.integration.whole_bot import World

PATH = "/api/v2/admin/profile"


async def test_who_may_only_look_changes_his_own_name(world: World) -> None:
    admin, row = world.person(), world.tabys.admin("government")
    await admin.signs_in("government")
    await admin.presses("👤 Статус")
    await admin.presses("👤 Мой профиль")
    assert row["name"] in admin.screen.text
    assert "Логин: government" in admin.screen.text
    await admin.presses("✏️ Изменить")
    await admin.presses(next(label for label in admin.labels if "Имя" in label))
    await admin.says("Ғабит Ө. <&>")
    world.tabys.calls.clear()
    await admin.presses("✅ Сохранить")
    assert [(call.method, call.path) for call in world.tabys.calls] == [("GET", PATH), ("PUT", PATH)]
    assert row["name"] == "Ғабит Ө. <&>"
    await admin.presses("Открыть карточку")
    assert "Ғабит Ө. <&>" in admin.screen.text


async def test_a_forged_button_shows_nobody_else(world: World) -> None:
    admin, other = world.person(), world.tabys.admin("super_admin")
    await admin.signs_in("npo")
    world.tabys.calls.clear()
    await admin.forges(OpenCard(Section.PROFILE, other["id"]))
    assert other["name"] not in admin.screen.text
    assert world.tabys.calls == []
