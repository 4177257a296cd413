"""What an admin comes for is reached by the buttons that he is shown."""

from dataclasses import replace

from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    FollowLookup,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenRecent,
    Origin,
)
from tabys_bot.application.screens.screen import Press
from tabys_bot.application.screens.understanding import understand
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tests.unit.scene import ANNA, BOLAT, PARENT, RU, buttons, everything, pressed, scene, words_of


async def test_an_admin_signs_in_reads_a_card_and_comes_back_by_the_buttons_alone() -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.NPO)
    menu = await bot.conversation.say(ANNA, understand(f"/login {code}"))
    events = await bot.conversation.press(ANNA, pressed(menu, "Мероприятия"))
    second = await bot.conversation.press(ANNA, pressed(events, "▶"))
    card = await bot.conversation.press(ANNA, pressed(second, "Запись 12"))
    back = await bot.conversation.press(ANNA, pressed(card, "К списку"))
    end = await bot.conversation.press(ANNA, pressed(back, "Меню"))
    assert [screen.title if screen else None for screen in (menu, events, second, card, back, end)] == [
        "☰ Меню",
        "📅 Мероприятия",
        "📅 Мероприятия",
        "📅 Запись 12",
        "📅 Мероприятия",
        "☰ Меню",
    ]
    assert back == second
    assert "Записи 9–16" in words_of(second)


async def test_a_list_inside_a_record_is_reached_and_left_by_the_buttons_alone() -> None:
    bot = scene()
    menu = await bot.sign_in(Role.VOLUNTEER_ADMIN)
    hub = await bot.conversation.press(ANNA, pressed(menu, "Волонтёры"))
    events = await bot.conversation.press(ANNA, pressed(hub, "Мероприятия волонтёров"))
    event = await bot.conversation.press(ANNA, pressed(events, "Запись 3"))
    applications = await bot.conversation.press(ANNA, pressed(event, "Заявки волонтёров"))
    second = await bot.conversation.press(ANNA, pressed(applications, "▶"))
    application = await bot.conversation.press(ANNA, pressed(second, "Запись 12"))
    assert await bot.conversation.press(ANNA, pressed(application, "К списку")) == second
    assert await bot.conversation.press(ANNA, pressed(application, "📆 Мероприятие волонтёров № 3")) == event
    assert await bot.conversation.press(ANNA, pressed(second, "Назад")) == event
    assert await bot.conversation.press(ANNA, pressed(events, "Назад")) == hub


async def test_words_that_are_simply_typed_are_found_and_the_cards_lead_back_to_them() -> None:
    bot = scene()
    await bot.sign_in(Role.NPO)
    found = await bot.conversation.say(ANNA, understand("Запись 12"))
    assert found == await bot.conversation.say(ANNA, understand("/find Запись 12"))
    assert [b.intent for b in buttons(found) if isinstance(b, Press) and isinstance(b.intent, OpenCard)] == [
        OpenCard(Section.EVENTS, 12, origin=Origin.FIND),
        OpenCard(Section.PROJECTS, 12, origin=Origin.FIND),
    ]
    card = await bot.conversation.press(ANNA, OpenCard(Section.EVENTS, 12, origin=Origin.FIND))
    assert await bot.conversation.press(ANNA, pressed(card, "К поиску")) == found
    recent = await bot.conversation.press(ANNA, OpenRecent())
    assert pressed(recent, "Запись 12") == OpenCard(Section.EVENTS, 12, origin=Origin.RECENT)
    again = await bot.conversation.press(ANNA, pressed(recent, "Запись 12"))
    assert words_of(again) == words_of(card)
    assert await bot.conversation.press(ANNA, pressed(again, "К недавним")) == recent
    question = await bot.conversation.press(ANNA, pressed(found, "Поиск"))
    assert RU("ask.find") in words_of(question)


async def test_a_letter_alone_is_asked_for_again_and_words_after_it_are_looked_for() -> None:
    bot = scene()
    await bot.sign_in(Role.NPO)
    for letter in ("З", "/find З"):
        asked = await bot.conversation.say(ANNA, understand(letter))
        assert RU("ask.longer") in words_of(asked)
        assert bot.tabys.calls == []
    found = await bot.conversation.say(ANNA, understand("Запись 12"))
    assert found is not None
    assert found.title == "🔎 «Запись 12»"


async def test_a_record_that_another_names_leads_back_to_the_recent_ones() -> None:
    records = everything()
    application = Entity(Section.APPLICATIONS, 3, {"volunteer": "Дана", "phone": "+7 700 000 20 10"}, PARENT)
    volunteer = Entity(Section.VOLUNTEERS, 31, {"full_name": "Дана", "phone": "+7 700 000 20 10"})
    bot = scene(records={**records, Section.APPLICATIONS: [application], Section.VOLUNTEERS: [volunteer]})
    await bot.sign_in(Role.VOLUNTEER_ADMIN)
    opened = await bot.conversation.press(ANNA, OpenCard(Section.APPLICATIONS, 3, parent=PARENT))
    follow = pressed(opened, "🤝 Волонтёр")
    assert isinstance(follow, FollowLookup)
    named = await bot.conversation.press(ANNA, follow)
    assert named is not None
    assert named.title == "🤝 Дана"
    recent = await bot.conversation.press(ANNA, pressed(named, "К недавним"))
    assert pressed(recent, "🤝 Дана") == OpenCard(Section.VOLUNTEERS, 31, origin=Origin.RECENT)


async def test_a_sign_over_a_list_narrows_it_and_the_same_sign_widens_it_again() -> None:
    records = everything()
    news = [replace(one, values={**one.values, "moderation": "pending"}) for one in records[Section.NEWS][:3]]
    bot = scene(records={**records, Section.NEWS: [*news, *records[Section.NEWS][3:]]})
    await bot.sign_in()
    every = await bot.conversation.press(ANNA, OpenList(Section.NEWS))
    waiting = await bot.conversation.press(ANNA, pressed(every, "⏳"))
    titles = [button.label for button in buttons(waiting) if "Запись" in button.label]
    assert titles == ["⏳ Запись 1", "⏳ Запись 2", "⏳ Запись 3"]
    assert RU("list.narrowed") in words_of(waiting)
    assert await bot.conversation.press(ANNA, pressed(waiting, "☑ ⏳")) == every


async def test_an_admin_is_put_out_by_another_and_told_so_at_his_next_press() -> None:
    bot = scene()
    await bot.sign_in(Role.NPO)
    menu = await bot.sign_in(Role.ADMINISTRATOR, BOLAT)
    panel = await bot.conversation.press(BOLAT, pressed(menu, "Панель"))
    people = await bot.conversation.press(BOLAT, pressed(panel, "Кто вошёл"))
    person = await bot.conversation.press(BOLAT, pressed(people, "Марина Ким · Анна"))
    asked = await bot.conversation.press(BOLAT, pressed(person, "Завершить сеанс"))
    assert asked is not None
    assert asked.title == "Завершить сеанс: Марина Ким?"
    assert (await bot.visit()).session is not None
    assert await bot.conversation.press(BOLAT, pressed(asked, "Назад")) == person
    done = await bot.conversation.press(BOLAT, pressed(asked, "Завершить сеанс"))
    assert done is not None
    assert done.notice == "Сеанс завершён: Марина Ким"
    assert done.notice in words_of(done)
    assert await bot.conversation.press(ANNA, OpenList(Section.EVENTS)) == account.welcome(Absence.REVOKED, RU)
    assert await bot.conversation.press(ANNA, OpenMenu()) == account.welcome(Absence.REVOKED, RU)
    assert RU("sign_in.done") in words_of(await bot.sign_in(Role.NPO))
