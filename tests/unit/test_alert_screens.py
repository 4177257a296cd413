"""Alerts, summaries and outcomes of any record, in every language, are what Telegram takes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tabys_bot.application.screens import alert
from tabys_bot.application.screens.intents import AskReason, Decide, Line, OpenCard, Origin, ShowWaiting
from tabys_bot.application.screens.screen import Fact, Paragraph, Press, Screen, Style
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.alerts import Subject
from tabys_bot.domain.history import Change, Entry
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import MODERATED, decisions_of, moderated_by, state_field
from tabys_bot.domain.records import LARGEST_ID, Entity, Picture
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tabys_bot.domain.text import one_line
from tests.unit.drawn import check, is_blank, utf16_units
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.hostile import hostile
from tests.unit.scene import RU, TEXTS, buttons, words_of

EVERY = [(wrong, language) for wrong in HOSTILE_TEXTS for language in Language]
NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LONGEST_ALERT = 2_500  # characters: it is to be read at a glance
EVENT = Entity(
    Section.EVENTS,
    5,
    {
        "title": "Субботник",
        "place": "Парк",
        "created_at": NOON,
        "moderation": "pending",
        "description": "Приходите все. " * 50,
        "photo": Picture("https://example.kz/photo.jpg", is_public=True),
    },
)


def waiting(entity: Entity) -> Entity:
    return replace(entity, values={**entity.values, state_field(entity.section): "pending"})


def reader(role: Role, admin_id: int = LARGEST_ID) -> Session:
    return Session(7, admin_id, role, "token", "Анна", NOON, NOON, NOON, NOON, "1st")


def entry(section: Section, text: str) -> Entry:
    return Entry(
        section,
        LARGEST_ID,
        "approve",
        LARGEST_ID,
        text,
        NOON,
        text,
        {state_field(section): Change("pending", text)},
    ).bounded()


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_alerts_of_any_record_stay_short_and_what_telegram_takes(wrong: str, language: Language) -> None:
    for section in MODERATED:
        screen = alert.alert(waiting(hostile(section)[wrong]), Role.SUPER_ADMIN, TEXTS[language])
        assert len(check(screen)) <= LONGEST_ALERT
        assert [block for block in screen.body if isinstance(block, Fact) and is_blank(block.value)] == []


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_outcomes_of_any_record_are_what_telegram_takes(wrong: str, language: Language) -> None:
    texts = TEXTS[language]
    for section in MODERATED:
        entity, by = hostile(section)[wrong], entry(section, HOSTILE_TEXTS[wrong])
        for role in (Role.SUPER_ADMIN, Role.NPO):
            for found in (entity, None):
                for who in (by, None):
                    told = alert.Decision(Subject(section, LARGEST_ID), found, who)
                    screen = alert.outcome(told, reader(role), texts)
                    assert utf16_units(words_of(screen)) <= LONGEST_ALERT
                    check(screen)


@pytest.mark.parametrize("language", Language)
def test_summaries_of_everything_are_what_telegram_takes(language: Language) -> None:
    counts = dict.fromkeys(MODERATED, 10**9)
    for waits in (counts, {}, dict.fromkeys(MODERATED, 1)):
        check(alert.summary(counts, waits, TEXTS[language]))
    check(alert.closed(TEXTS[language]))


@pytest.mark.parametrize("role", [role for role in Role if moderated_by(role)])
def test_an_alert_offers_what_the_role_may_decide_and_the_whole_record(role: Role) -> None:
    for section in moderated_by(role):
        screen = alert.alert(Entity(section, 7, {state_field(section): "pending"}), role, RU)
        presses = [one for one in buttons(screen) if isinstance(one, Press)]
        whole = presses.pop().intent
        card = OpenCard(section, 7, origin=Origin.ALERT)
        sees_only_own = role in (Role.MSB, Role.NPO)
        assert whole == (ShowWaiting(section, 7, line=Line.ALERT) if sees_only_own else card)
        assert [one.intent for one in presses] == [
            AskReason(section, act.name, 7, line=Line.ALERT)
            if act.why
            else Decide(section, act.name, 7, line=Line.ALERT)
            for act in decisions_of(section, role)
        ]
        assert [one.style for one in presses] == [Style.SUCCESS, Style.DANGER]


@pytest.mark.parametrize("role", [role for role in Role if moderated_by(role)])
def test_only_who_has_decided_can_undo_it_where_it_can_be_undone(role: Role) -> None:
    for section in moderated_by(role):
        field = state_field(section)
        for act in decisions_of(section, role):
            state = act.sets[field]
            by = Entry(section, 7, act.name, 1, "Анна", NOON, "x", {field: Change("pending", state)})
            told = alert.Decision(Subject(section, 7), Entity(section, 7, {field: state}), by)
            back = find_act(section, act.undo) if act.undo else None
            kind = AskReason if back and back.why and back.why.sent else Decide  # who is told why is not told nothing
            undo = [kind(section, back.name, 7, line=Line.ALERT)] if back else []
            assert undos(alert.outcome(told, reader(role, 1), RU)) == undo
            assert undos(alert.outcome(told, reader(role, 2), RU)) == []
            turned = replace(told, entity=Entity(section, 7, {field: "pending"}))
            assert undos(alert.outcome(turned, reader(role, 1), RU)) == []


def undos(screen: Screen) -> list[Decide | AskReason]:
    presses = [one.intent for one in buttons(screen) if isinstance(one, Press)]
    return [intent for intent in presses if isinstance(intent, Decide | AskReason)]


def test_an_alert_tells_what_one_decides_by_and_shows_the_picture() -> None:
    screen = alert.alert(EVENT, Role.ADMINISTRATOR, RU)
    assert screen.title == "🔔 📅 Мероприятие: Субботник"
    assert screen.preview == "https://example.kz/photo.jpg"
    facts = [(block.label, block.value) for block in screen.body if isinstance(block, Fact)]
    assert facts == [(RU("field.place"), "Парк"), (RU("field.created_at"), one_line(RU.moment(NOON), 100))]
    (text,) = [block.text for block in screen.body if isinstance(block, Paragraph)]
    assert text.startswith("Приходите все.")
    assert text.endswith("…")
    assert len(text) <= 301


def test_a_summary_never_says_that_fewer_wait_than_are_new() -> None:
    screen = alert.summary({Section.NEWS: 7}, {Section.NEWS: 3, Section.EVENTS: 2, Section.COURSES: 0}, RU)
    assert [(block.label, block.value) for block in screen.body if isinstance(block, Fact)] == [
        ("📅 Мероприятия", RU("alert.waiting", waiting=2)),
        ("📰 Новости", RU("alert.counts", new=7, waiting=7)),
    ]


def test_an_alert_says_what_a_decision_does_not_do() -> None:
    draft = Entity(Section.NEWS, 7, {"title": "Парк", "moderation": "pending", "publication": "draft"})
    assert RU("caution.news_appears") in words_of(alert.alert(draft, Role.ADMINISTRATOR, RU))
    published = replace(draft, values={**draft.values, "publication": "published"})
    assert RU("caution.news_appears") not in words_of(alert.alert(published, Role.ADMINISTRATOR, RU))
