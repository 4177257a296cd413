"""Buttons of earlier releases stay in chats for years and go on meaning what they meant."""

from dataclasses import MISSING, fields

import pytest

from tabys_bot.application.screens.codec import decode, encode
from tabys_bot.application.screens.intents import (
    AskSignOut,
    ChooseLanguage,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    Part,
    SetLanguage,
    ShowHelp,
    ShowStatus,
    SignOut,
)
from tabys_bot.domain.access import Module
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section

# whatever version 0.1.0 has put into a chat: its six lists in all their shapes, and the rest
FIRST_RELEASE: dict[str, Intent] = {
    "1m": OpenMenu(),
    "1s": ShowStatus(),
    "1h": ShowHelp(),
    "1g": ChooseLanguage(),
    "1n-kk": SetLanguage(Language.KK),
    "1n-ru": SetLanguage(Language.RU),
    "1n-en": SetLanguage(Language.EN),
    "1a": AskSignOut(),
    "1o": SignOut(),
    "1l-events": OpenList(Section.EVENTS),
    "1l-courses": OpenList(Section.COURSES),
    "1l-vacancies": OpenList(Section.VACANCIES),
    "1l-news": OpenList(Section.NEWS),
    "1l-projects": OpenList(Section.PROJECTS),
    "1l-volunteers": OpenList(Section.VOLUNTEERS),
    "1l-news-8": OpenList(Section.NEWS, 8),
    "1l-volunteers-0-1": OpenList(Section.VOLUNTEERS, fresh=True),
    "1l-events-8-1": OpenList(Section.EVENTS, 8, fresh=True),
    "1l-projects-2147483640": OpenList(Section.PROJECTS, 2147483640),
    "1c-events-1": OpenCard(Section.EVENTS, 1),
    "1c-courses-11-16": OpenCard(Section.COURSES, 11, back=16),
    "1c-vacancies-5-0-1": OpenCard(Section.VACANCIES, 5, part=Part(1)),
    "1c-news-3-8-0-1": OpenCard(Section.NEWS, 3, back=8, fresh=True),
    "1c-projects-4-0-0-1": OpenCard(Section.PROJECTS, 4, fresh=True),
    "1c-volunteers-17-8-1": OpenCard(Section.VOLUNTEERS, 17, back=8, part=Part(1)),
    "1c-volunteers-17-8-1-1": OpenCard(Section.VOLUNTEERS, 17, back=8, part=Part(1), fresh=True),
    "1c-tech_tasks-17-8-2": OpenCard(Section.TECH_TASKS, 17, back=8, part=Part(2)),
}


@pytest.mark.parametrize(("text", "intent"), FIRST_RELEASE.items())
def test_buttons_of_the_first_release_mean_what_they_meant(text: str, intent: Intent) -> None:
    """They stay in chats for years: a changed meaning needs a new version."""
    assert decode(text) == intent
    assert encode(intent) == text


def test_what_the_first_release_called_a_module_is_a_section_of_the_same_name() -> None:
    assert {module.value for module in Module} - {section.value for section in Section} == {"leisure"}


def test_an_intent_that_grew_can_still_do_without_what_it_got() -> None:
    """Fields without a default would make the old buttons meaningless."""
    first = {OpenList: 1, OpenCard: 2}
    for kind, count in first.items():
        assert [field.default is MISSING for field in fields(kind)] == [True] * count + [False] * (
            len(fields(kind)) - count
        )
