"""What was begun is found again, and what was typed stays within reach whatever came of saving it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.failures import TooSlow
from tabys_bot.application.screens import account, drafts, history, saving
from tabys_bot.application.screens.codec import decode, encode
from tabys_bot.application.screens.intents import (
    AskDiscard,
    DiscardDraft,
    ListDrafts,
    LookAgain,
    OpenCard,
    OpenDraft,
    OpenList,
    Part,
    SaveDraft,
    ShowHistory,
    ShowSheet,
    StartAnew,
)
from tabys_bot.application.screens.screen import Paragraph, Press, Screen, Style
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.drafts import CONTINUED_FOR, DRAFTS_AT_MOST, Answer, Draft
from tabys_bot.domain.history import ENTRIES_AT_MOST, LONGEST_SIDE, Change, Entry
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.drawn import check, utf16_units
from tests.unit.form_drafts import FORMS, NAMES, NOW, WRONG, WRONG_NAMES, draft_of, filled, hostile, nonsense
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.scene import REFERENCE, RU, TEXTS, words_of
from tests.unit.test_hostile_screens import session_of

SLOW = TooSlow(REFERENCE)


def sound(screen: Screen) -> str:
    assert utf16_units(words_of(screen)) + len(screen.body) <= 4096
    assert [intent for intent in asks(screen) if decode(encode(intent)) != intent] == []
    return check(screen)


def news(name: str = "create", **answers: str) -> Draft:
    act = find_act(Section.NEWS, name)
    assert act is not None
    return replace(draft_of(Section.NEWS, act, "d7"), answers={key: Answer(text) for key, text in answers.items()})


def every_screen(draft: Draft, language: Language = Language.RU) -> Iterator[Screen]:
    texts = TEXTS[language]
    fresh = {key: Answer(answer.text[::-1], answer.shown[::-1]) for key, answer in draft.answers.items()}
    yield drafts.drafts([draft] * DRAFTS_AT_MOST, texts, NOW)
    yield drafts.drafts([draft], texts, NOW + CONTINUED_FOR)
    yield from (drafts.old(draft, texts, part=part) for part in (0, 1, 9_999))
    yield drafts.ask_discard(draft, texts)
    yield drafts.discarded(draft, texts)
    yield from (saving.not_saved(SLOW, draft, texts), saving.unsure(SLOW, draft, texts), saving.busy(draft, texts))
    yield from (saving.conflict(draft, fresh, texts), saving.vanished(draft, texts))
    yield saving.changed_elsewhere(draft, texts)
    yield account.menu(session_of("Анна"), texts, unfinished=[draft])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
def test_everything_about_every_form_is_shown_in_every_language(section: Section, act: Act, language: Language) -> None:
    for draft in (draft_of(section, act), filled(section, act)):
        assert all(sound(screen) for screen in every_screen(draft, language))


@pytest.mark.parametrize(("section", "act", "wrong"), WRONG, ids=WRONG_NAMES)
def test_drafts_of_any_text_are_shown(section: Section, act: Act, wrong: str) -> None:
    for make in (hostile, nonsense):
        assert all(sound(screen) for screen in every_screen(make(section, act, HOSTILE_TEXTS[wrong])))


def test_the_menu_leads_back_to_what_is_not_saved() -> None:
    session, one = session_of("Анна"), news(title_ru="Парк открыт")
    assert account.menu(session, RU, unfinished=[one]).rows[0] == (Press("✏️ Продолжить: Парк открыт", OpenDraft("d7")),)
    assert account.menu(session, RU, unfinished=[one, news()]).rows[0] == (Press("✏️ Черновики (2)", ListDrafts()),)
    assert account.menu(session, RU).rows == account.menu(session, RU, unfinished=[]).rows
    assert session.role is Role.SUPER_ADMIN


def test_drafts_are_listed_with_what_they_are_of() -> None:
    late = NOW + CONTINUED_FOR - timedelta(hours=1)
    waiting = [news(title_ru="Парк"), news("edit", category="Спорт"), news().sent(late), news()]
    labels = list(asks(drafts.drafts(waiting[:1], RU, NOW)).values())
    assert labels[0] == "➕ 22.11.26 · 📰 Парк"
    screen = drafts.drafts(waiting, RU, NOW + CONTINUED_FOR)
    assert [row[0].label for row in screen.rows[:4]] == [
        "🗄 22.11.26 · 📰 Парк",
        "🗄 22.11.26 · 📰 Парк открыт",
        "❔ 29.11.26 · Новость",
        "🗄 22.11.26 · Новость",
    ]
    assert words_of(drafts.drafts([], RU, NOW)).endswith("Черновиков нет.")


def test_an_old_draft_gives_its_whole_text_back() -> None:
    text = " ".join(f"слово{number}" for number in range(2_000))
    draft, told = news(text_ru=text), ""
    screen = drafts.old(draft, RU)
    assert asks(screen)[StartAnew("d7")] == "✏️ Начать заново с этим текстом"
    for part in range(20):
        screen = drafts.old(draft, RU, part=part)
        told += words_of(screen)
        if ShowSheet("d7", Part(part + 1)) not in asks(screen):
            break
    assert [word for word in text.split() if word not in told] == []


def test_a_draft_of_a_form_that_is_no_more_still_shows_its_text() -> None:
    gone = replace(news(title_ru="Парк"), act="gone", answers={"title": Answer("Парк"), "nonsense": Answer("слово")})
    screen = drafts.old(gone, RU)
    assert screen.body == (
        Paragraph("Бот обновился, и такой формы больше нет. Текст цел: скопируйте его."),
        Paragraph("Парк", "Название"),
        Paragraph("слово", "nonsense"),
    )
    assert StartAnew("d7") not in asks(screen)
    assert sound(drafts.drafts([gone], RU, NOW))
    assert sound(account.menu(session_of("Анна"), RU, unfinished=[gone]))


def test_discarding_asks_first_and_shows_the_text_once_more() -> None:
    draft = news(title_ru="Парк")
    asked = drafts.ask_discard(draft, RU)
    assert asked.rows[0] == (Press("✏️ Продолжить", OpenDraft("d7")),)
    assert asked.rows[-1] == (Press("🗑 Удалить черновик", DiscardDraft("d7"), Style.DANGER),)
    assert Paragraph("Парк", "Название на русском") in drafts.discarded(draft, RU).body


def test_what_was_not_saved_can_be_saved_again_and_what_is_not_known_only_looked_for() -> None:
    draft = news(title_ru="Парк").sent(NOW)
    assert SaveDraft("d7", 1) in asks(saving.not_saved(SLOW, draft, RU))
    unsure = saving.unsure(SLOW, draft, RU)
    assert [intent for intent in asks(unsure) if isinstance(intent, SaveDraft)] == []
    assert list(asks(unsure))[:4] == [
        LookAgain("d7"),
        OpenList(Section.NEWS, fresh=True),
        DiscardDraft("d7"),
        StartAnew("d7"),
    ]
    assert OpenCard(Section.NEWS, 17, fresh=True) in asks(saving.unsure(SLOW, news("edit"), RU))


def test_what_others_changed_meanwhile_is_told_from_all_three_sides() -> None:
    before = {"category": Answer("Спорт"), "photo": Answer("https://a.kz/1.jpg"), "title_ru": Answer("Парк")}
    fresh: Mapping[str, Answer] = {"category": Answer("Город"), "title_ru": Answer("Парк")}
    draft = replace(news("edit", category="Культура"), before=fresh)
    screen = saving.conflict(draft, before, RU)
    assert screen.title == "Запись изменили: Парк открыт"
    assert screen.body == (
        Paragraph("Пока вы писали, кто-то изменил то же самое. Что оставить?"),
        Paragraph("было: Спорт\nстало: Город\nу вас: Культура", "Категория"),
        Paragraph("было: https://a.kz/1.jpg\nстало: —", "Фото"),
    )
    assert list(asks(screen))[:2] == [ShowSheet("d7"), SaveDraft("d7", 0)]
    apart = saving.conflict(replace(draft, answers={"title_ru": Answer("Сквер")}), before, RU)
    assert "кто-то изменил другое" in words_of(apart)


def test_a_change_of_a_record_that_is_gone_can_become_a_new_one_where_there_are_new_ones() -> None:
    assert StartAnew("d7") in asks(saving.vanished(news("edit", title_ru="Парк"), RU))
    edit = find_act(Section.VOLUNTEERS, "edit")
    assert edit is not None
    assert StartAnew("d7") not in asks(saving.vanished(draft_of(Section.VOLUNTEERS, edit, "d7"), RU))
    assert AskDiscard("d7") in asks(saving.vanished(news("edit"), RU))


def entry(**changes: Change) -> Entry:
    return Entry(Section.NEWS, 17, "edit", 11, "Анна", NOW, "Парк", changes)


def test_the_history_tells_who_when_what_and_how() -> None:
    asked = ShowHistory(Section.NEWS, 17, 8)
    entries = [entry(category=Change("", "Спорт"), title_ru=Change("Сад", "Парк")), replace(entry(), sure=False)]
    screen = history.history("Парк", entries, asked, RU)
    when = RU.moment(NOW)
    assert screen.title == "🕓 История: Парк"
    assert screen.body[1:] == (
        Paragraph(f"{when} · Анна\nКатегория: Спорт\nНазвание на русском: Сад → Парк", "✏️ Изменено"),
        Paragraph(f"{when} · Анна\n⚠️ неизвестно, сохранилось ли", "✏️ Изменено"),
    )
    assert asks(screen)[OpenCard(Section.NEWS, 17, 8)] == "↩ К карточке"
    assert "ещё ничего не меняли" in words_of(history.history("Парк", [], asked, RU))


@pytest.mark.parametrize("wrong", HOSTILE_TEXTS)
def test_a_history_of_anything_is_shown(wrong: str) -> None:
    text = HOSTILE_TEXTS[wrong][:LONGEST_SIDE]
    for at, (section, act) in enumerate(FORMS):
        texts = list(TEXTS.values())[at % len(TEXTS)]
        changes = {key: Change(text, text[::-1]) for key in [*(q.key for q in act.questions), "nonsense"]}
        one = Entry(section, LARGEST_ID, act.name, LARGEST_ID, HOSTILE_TEXTS[wrong], NOW, text, changes, sure=False)
        for part in (0, 1, 9_999):
            asked = ShowHistory(section, LARGEST_ID, LARGEST_ID, LARGEST_ID, part=Part(part))
            every = [one, replace(one, act="gone")] * (ENTRIES_AT_MOST // 2)
            assert sound(history.history(HOSTILE_TEXTS[wrong], every, asked, texts))
