"""What an admin does with the sections: each of them opens, and all of it goes from his phone to Tabys and back."""

import pytest

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenCard, OpenList, SetFilter
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.whole_bot import Person, World

ALONE = [section for section, spec in CATALOGUE.items() if spec.alone and section is not Section.CERTIFICATES]
DICTIONARIES = (
    "/resumes/professions",
    "/resumes/cities",
    "/resumes/skills",
    "/directions",
    "/leisure/categories",
    "/courses/categories",
)


async def signed_in(world: World, role: str = "super_admin", user_id: int = 700_000_001) -> Person:
    person = world.person(user_id)
    await person.signs_in(role)
    world.tabys.calls.clear()
    return person


def asked(world: World) -> list[str]:
    """Paths asked of Tabys since the last look, without the names that are kept for an hour."""
    paths = [call.path for call in world.tabys.calls]
    world.tabys.calls.clear()
    return [path for path in paths if not path.endswith(DICTIONARIES)]


@pytest.mark.parametrize("section", ALONE)
async def test_every_list_and_every_card_of_it_costs_one_get(world: World, section: Section) -> None:
    admin = await signed_in(world)
    await admin.forges(OpenList(section))
    assert "Записи 1–" in admin.screen.text
    assert len(asked(world)) == 1
    for label in admin.labels[:3]:
        await admin.presses(label)
        assert "ID: " in admin.screen.text
        assert len(asked(world)) == 1
        await admin.presses("К списку")
        assert "Записи 1–" in admin.screen.text
        asked(world)


async def test_certificates_say_in_one_sentence_that_nobody_gets_them_and_the_session_stays(world: World) -> None:
    admin = await signed_in(world)
    await admin.presses("Сертификаты")
    assert "не показывает сертификаты администраторам" in admin.screen.text
    assert asked(world) == ["/api/v2/certificates/", "/api/v2/certificates/my"]
    await admin.presses("Меню")
    assert "Мероприятия" in "".join(admin.labels)


async def test_certificates_are_shown_as_soon_as_a_route_answers(world: World) -> None:
    admin = await signed_in(world)
    world.tabys.withdraw("GET", "/api/v2/certificates/")
    world.tabys.serve_also("GET", "/api/v2/certificates/", like="/api/v2/experts/")
    await admin.presses("Сертификаты")
    assert "Записи 1–8" in admin.screen.text


async def test_a_section_moved_to_the_path_of_the_first_description_is_found_and_remembered(world: World) -> None:
    admin = await signed_in(world)
    world.tabys.serve_also("GET", "/api/v1/news/", like="/api/v2/admin/news/all-statuses")
    world.tabys.withdraw("GET", "/api/v2/admin/news/all-statuses")
    await admin.presses("Новости")
    assert "Записи 1–8" in admin.screen.text
    assert asked(world) == ["/api/v2/admin/news/all-statuses", "/api/v1/news/"]
    await admin.presses("Обновить")
    assert asked(world) == ["/api/v1/news/"]


async def test_a_filter_holds_until_it_is_cleared(world: World) -> None:
    admin = await signed_in(world)
    await admin.presses("Мероприятия")
    await admin.presses("🎛 Фильтры")
    await admin.presses("Модерация")
    waiting = sum(row["moderation_status"] == "pending" for row in world.tabys.records("events"))
    await admin.presses(f"на проверке ({waiting})")
    assert "Модерация: на проверке" in admin.screen.text
    await admin.says("/menu")
    await admin.presses("Мероприятия")
    assert "Модерация: на проверке" in admin.screen.text
    assert {label[0] for label in admin.labels[:8]} == {"⏳"}
    await admin.presses("✖ Сбросить")
    assert "Модерация: на проверке" not in admin.screen.text


async def test_words_that_are_typed_are_looked_for(world: World) -> None:
    admin = await signed_in(world)
    world.tabys.records("volunteers")[20]["full_name"] = "Ғалия Темірқызы"
    await admin.forges(OpenList(Section.VOLUNTEERS))
    await admin.presses("🔎 Поиск")
    await admin.says("темірқызы")
    assert "🔎 «темірқызы»" in admin.screen.text
    assert admin.labels[0].startswith("Ғалия Темірқызы")
    await admin.says("/find темірқызы")
    assert [label for label in admin.labels if "Ғалия" in label] == ["Ғалия Темірқызы · волонтёр"]
    await admin.presses("Ғалия Темірқызы · волонтёр")
    assert "🤝 Ғалия Темірқызы" in admin.screen.text
    await admin.presses("↩ К поиску")
    assert "🔎 «темірқызы»" in admin.screen.text
    await admin.says("/recent")
    assert "🤝 Ғалия Темірқызы" in admin.labels


async def test_a_page_is_jumped_to_by_its_number(world: World) -> None:
    admin = await signed_in(world)
    await admin.presses("Пользователи")
    assert "1/42" in admin.labels
    await admin.presses("1/42")
    await admin.says("сорок")
    assert "Это не номер страницы" in admin.screen.text
    await admin.says("40")
    assert "Записи 313–320 из 330" in admin.screen.text
    await admin.presses("⏭")
    assert "Записи 329–330 из 330" in admin.screen.text
    await admin.presses("⏮")
    assert "Записи 1–8 из 330" in admin.screen.text


async def test_a_bad_row_costs_only_itself(world: World) -> None:
    admin = await signed_in(world)
    world.tabys.records("news")[3]["moderation_status"] = "unheard of"
    await admin.presses("Новости")
    assert "Не показано записей: 1" in admin.screen.text
    assert len(admin.labels) == 7 + 3 + 7


async def test_an_application_leads_to_its_volunteer_and_its_event(world: World) -> None:
    admin = await signed_in(world, "volunteer_admin")
    linked = next(
        row
        for row in world.tabys.records("applications")
        if row["_event_id"] and row["event_title"] not in ("Удалено", None, "") and row["volunteer_phone"]
    )
    await admin.forges(OpenCard(Section.APPLICATIONS, linked["id"]))
    await admin.presses("🤝 Волонтёр")
    volunteer = next(row for row in world.tabys.records("volunteers") if row["id"] == linked["_volunteer_id"])
    assert f"ID: {volunteer['id']}\n" in admin.screen.text + "\n"
    await admin.forges(OpenCard(Section.APPLICATIONS, linked["id"]))
    await admin.presses("📆 Мероприятие")
    assert "📆" in admin.screen.text


async def test_a_link_opens_the_card_for_whoever_may_see_it(world: World) -> None:
    link = encode(OpenCard(Section.EVENTS, world.tabys.records("events")[0]["id"]))
    stranger = world.person(700_000_009)
    assert "Вам прислали ссылку" in (await stranger.says(f"/start {link}")).text
    admin = await signed_in(world)
    assert "📅" in (await admin.says(f"/start {link}")).text
    other = await signed_in(world, "volunteer_admin", 700_000_002)
    assert "вашей роли не открыт" in (await other.says(f"/start {link}")).text
    assert asked(world) == []


async def test_who_is_revoked_in_the_panel_is_out_at_his_next_press_and_told_so(world: World) -> None:
    npo = await signed_in(world, "npo", 700_000_002)
    admin = await signed_in(world, "administrator")
    await admin.presses("🛡 Панель")
    assert not any("Заявки администраторов" in label for label in admin.labels)
    await admin.presses("👤 Кто вошёл")
    await admin.presses(next(label for label in admin.labels if "Жас қанат" in label))
    await admin.presses("🚪 Завершить сеанс")
    name = "ҮЕҰ «Жас қанат» <npo> & К°"
    assert f"Завершить сеанс: {name}?" in admin.screen.text
    assert await admin.presses("🚪 Завершить сеанс") == [f"Сеанс завершён: {name}"]
    assert f"Сеанс завершён: {name}" in admin.screen.text
    await npo.forges(OpenList(Section.EVENTS))
    assert "сеанс завершил администратор" in npo.screen.text
    assert asked(world)[-1] != "/api/v2/events/admin/list"


async def test_a_registration_is_rejected_with_the_reason_that_was_typed(world: World) -> None:
    admin = await signed_in(world, "super_admin")
    await admin.presses("🛡 Панель")
    await admin.presses("📝 Заявки администраторов")
    await admin.presses(admin.labels[0])
    await admin.presses("❌ Отклонить")
    await admin.says("Нет такой организации")
    assert "Отклонено" in admin.screen.text
    (decided,) = [row for row in world.tabys.accounts.admins.values() if row.get("approval_reason")]
    assert (decided["approval_status"], decided["approval_reason"]) == ("rejected", "Нет такой организации")


async def test_a_forged_filter_changes_nothing(world: World) -> None:
    admin = await signed_in(world)
    await admin.forges(SetFilter(Section.EVENTS, "format", "Nowhere"))
    assert "Записи 1–8" in admin.screen.text
    await admin.forges(SetFilter(Section.EVENTS, "title", "x"))
    assert "Показаны не все" not in admin.screen.text


async def test_one_section_that_cannot_be_read_does_not_spoil_finding_in_the_others(world: World) -> None:
    admin = await signed_in(world, "msb")
    world.tabys.fail_next("/leisure/admin/places", faults.crash, times=40)
    await admin.says("/find ра")
    assert "Сейчас не удалось прочитать\n🎡 Места" in admin.screen.text
    assert any(label.startswith("🎟 Билеты") for label in admin.labels)
