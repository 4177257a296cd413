"""Whatever Tabys holds, what the queue shows is what Telegram takes, in every language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabys_bot.application.failures import TooSlow
from tabys_bot.application.screens import ending, queue, waiting, why
from tabys_bot.application.screens.card import card
from tabys_bot.application.screens.codec import decode, encode
from tabys_bot.application.screens.decisions import (
    already_in_words,
    further,
    reason_fact,
    reason_line,
    short_name,
    state_in_words,
)
from tabys_bot.application.screens.intents import DoAct, Line, OpenCard, ShowWaiting
from tabys_bot.application.screens.queue import Before
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.use_cases.writing.acting import Already
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import REASON
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.history import Change, Entry
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import MODERATED, Lineup, Waiting, is_decision, state_field
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import LARGEST_ID, Entity
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.drawn import check
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.hostile import anything, hostile
from tests.unit.queue_scene import FIRST, events
from tests.unit.scene import REFERENCE, RU, TEXTS

EVERY = [(section, language) for section in MODERATED for language in Language]
LONG = "ж" * 600


def sound(screen: Screen) -> str:
    assert [intent for intent in asks(screen) if decode(encode(intent)) != intent] == []
    return check(screen)


def entry(entity: Entity, name: str = LONG, reason: str = LONG) -> Entry:
    changes = {state_field(entity.section): Change("pending", "rejected"), REASON: Change("", reason)}
    return Entry(entity.section, entity.id, "reject", LARGEST_ID, name, FIRST, LONG, changes).bounded()


def screens_of(entity: Entity, language: Language) -> list[Screen]:
    """All that can be shown of a record in the queue, with as much above it as there can be."""
    texts, section, by = TEXTS[language], entity.section, entry(entity)
    told = (*already_in_words(entity, by, 1, texts), *reason_line(by, texts))
    screens = []
    for line in Line:
        spot = ShowWaiting(section, entity.id, LARGEST_ID, line)
        for undo in (act for act in ACTS[section] if is_decision(section, act)):
            more = tuple(further(undo, entity, Role.SUPER_ADMIN, waiting.card_at(spot), texts))
            before = Before(
                (*told, texts("decision.nothing_sent")), spot, undo, name=short_name(entity, texts), more=more
            )
            screens += [
                waiting.item(entity, spot, Role.SUPER_ADMIN, texts, more=LARGEST_ID, before=before),
                queue.final(before, waiting.card_at(spot), texts),
                queue.stuck(LONG, spot, texts, before=before),
            ]
            if undo.why:
                screens += [why.ask_reason(undo, entity, spot, Role.SUPER_ADMIN, texts)]
                screens += [why.type_reason(undo, entity, spot, texts, remark=texts("why.blank"))]
        before = Before(told, spot)
        screens += [
            waiting.item(entity, spot, Role.SUPER_ADMIN, texts),
            waiting.in_doubt(entity, spot, texts, before=before),
            waiting.settled(entity, spot, Role.SUPER_ADMIN, texts, told=told, is_own=True),
            waiting.unreadable(spot, texts, before=before),
        ]
    at = DoAct(section, "reject", entity.id, LARGEST_ID)
    screens.append(ending.performed(Already(entity), ACTS[section][1], at, Role.SUPER_ADMIN, texts, told=told))
    asked = OpenCard(section, entity.id, LARGEST_ID)
    screens.append(card(entity, asked, texts, Role.SUPER_ADMIN, why=reason_fact(by, texts)))
    return screens


@pytest.mark.parametrize(("section", "language"), EVERY)
def test_whatever_a_record_holds_it_can_be_shown_in_the_queue(section: Section, language: Language) -> None:
    for wrong, entity in hostile(section).items():
        assert all(sound(screen) for screen in screens_of(entity, language)), wrong


@given(st.data())
@settings(max_examples=25)
def test_whatever_values_a_record_has_it_can_be_shown_in_the_queue(data: st.DataObject) -> None:
    section, language = data.draw(st.sampled_from(EVERY))
    assert all(sound(screen) for screen in screens_of(data.draw(anything(section)), language))


@pytest.mark.parametrize("language", Language)
def test_the_longest_queue_can_be_shown(language: Language) -> None:
    texts = TEXTS[language]
    full = Lineup(tuple(Waiting(one) for one in events(*range(1, 1001))), damaged=LARGEST_ID, is_whole=False)
    lines = {kind: Success(full) for kind in MODERATED} | {Section.NEWS: Failure(TooSlow(REFERENCE))}
    entity = events(1)[0]
    before = Before((*already_in_words(entity, entry(entity), 1, texts),), ShowWaiting(Section.EVENTS, 1))
    for is_end in (False, True):
        assert sound(queue.overview(lines, texts, before=before, is_end=is_end))
    assert sound(queue.nobody(texts))


@pytest.mark.parametrize("wrong", HOSTILE_TEXTS)
def test_whoever_has_decided_and_why_can_be_said(wrong: str) -> None:
    entity, text = events(1)[0], HOSTILE_TEXTS[wrong]
    by = entry(entity, text, text)
    fact = reason_fact(by, RU)
    body = card(entity, OpenCard(Section.EVENTS, 1), RU, Role.SUPER_ADMIN, why=fact)
    assert sound(body)
    told = already_in_words(entity, by, 1, RU)
    assert all(told)
    assert "\u202e" not in "".join((*told, *reason_line(by, RU)))


@pytest.mark.parametrize("section", MODERATED)
def test_a_state_that_nobody_knows_is_told_as_it_is(section: Section) -> None:
    name = CATALOGUE[section].field(state_field(section)).name
    assert state_in_words(Entity(section, 1, {name: "brand_new"}), RU) == "brand_new"
    assert state_in_words(Entity(section, 1, {}), RU) == ""
