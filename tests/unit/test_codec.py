"""Buttons carry their whole meaning as short text; nothing else is taken for one."""

import re
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.application.screens.codec import VERSION, decode, encode, is_pressable
from tabys_bot.application.screens.intents import (
    AskSignOut,
    ChooseLanguage,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OutdatedButton,
    SetLanguage,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    Unclear,
    UnknownCommand,
)
from tabys_bot.domain.access import Module
from tabys_bot.domain.languages import Language
from tests.unit.strategies import any_text

LARGEST = 2**31 - 1

numbers = st.integers(0, LARGEST)
modules = st.sampled_from(Module)
pressable: st.SearchStrategy[Intent] = st.one_of(
    st.builds(OpenMenu),
    st.builds(OpenList, modules, numbers, st.booleans()),
    st.builds(OpenCard, modules, numbers, numbers, numbers, st.booleans()),
    st.builds(ShowStatus),
    st.builds(ShowHelp),
    st.builds(ChooseLanguage),
    st.builds(SetLanguage, st.sampled_from(Language)),
    st.builds(AskSignOut),
    st.builds(SignOut),
)
# near the real thing: more of it gets past the first checks
forged = st.from_regex(r"\A1?[a-z]?(-([a-z_]{0,12}|0{0,3}[0-9]{0,12})){0,6}\Z")


@given(pressable)
@example(OpenCard(Module.CERTIFICATES, LARGEST, LARGEST, LARGEST, fresh=True))
def test_every_intent_survives_a_trip_through_a_button(intent: Intent) -> None:
    text = encode(intent)
    assert decode(text) == intent
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", text)


@given(pressable, pressable)
def test_two_intents_never_share_a_text(one: Intent, other: Intent) -> None:
    assert (encode(one) == encode(other)) == (one == other)


@given(any_text | forged | pressable.map(encode))
@example("1l-news-008-0")  # encode writes no leading zeros
@example("1l-news-" + "0" * 54 + "-0 and more than a button can hold")
@example("1l-news-\u0665-0")
@example("1l-news-²-0")
@example("1l-news--8-0")
@example("1c-news-17-8-0-2")
def test_a_text_is_either_what_a_button_of_ours_carries_or_nothing(text: str) -> None:
    intent = decode(text)
    assert intent is None or encode(intent) == text


@given(pressable, st.sampled_from(["", "0", "2", "11", "v1", " 1"]))
def test_buttons_of_other_versions_mean_nothing(intent: Intent, version: str) -> None:
    assert decode(version + encode(intent).removeprefix(VERSION)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1x",
        "1l",
        "1m-",
        "1m-news",
        "1l-news-8-0",  # a default is left out
        "1l-news-8-1-0",
        "1c-news",  # a field without a default is not
        "1l-NEWS-8-0",
        "1l-payments-8-0",
        "1l-news-eight-0",
        "1l-news-2147483648-0",
        "1l-news-8-2",
        "1l-news-8-true",
        "1n-de",
        "1N-ru",
        "module:news",
        "broadcast:read:17",
    ],
)
def test_forged_and_foreign_buttons_mean_nothing(text: str) -> None:
    assert decode(text) is None


def test_buttons_of_the_first_release_mean_what_they_meant() -> None:
    """They stay in chats for years: a changed meaning needs a new version."""
    buttons = ["1m", "1l-events-8-1", "1c-tech_tasks-17-8-2", "1s", "1h", "1g", "1n-kk", "1a", "1o"]
    assert [decode(text) for text in buttons] == [
        OpenMenu(),
        OpenList(Module.EVENTS, 8, fresh=True),
        OpenCard(Module.TECH_TASKS, 17, back=8, part=2),
        ShowStatus(),
        ShowHelp(),
        ChooseLanguage(),
        SetLanguage(Language.KK),
        AskSignOut(),
        SignOut(),
    ]


def test_a_button_says_no_more_than_it_must_so_that_intents_can_grow() -> None:
    intents: list[Intent] = [
        OpenList(Module.NEWS),
        OpenList(Module.NEWS, 8),
        OpenCard(Module.NEWS, 17),
        OpenCard(Module.NEWS, 17, 8),
    ]
    assert [encode(intent) for intent in intents] == ["1l-news", "1l-news-8", "1c-news-17", "1c-news-17-8"]


def test_exactly_the_intents_without_secrets_and_accidents_fit_a_button() -> None:
    pressable_types = {type(intent) for intent in map(decode, ("1m", "1s", "1h", "1g", "1a", "1o")) if intent}
    assert pressable_types == {OpenMenu, ShowStatus, ShowHelp, ChooseLanguage, AskSignOut, SignOut}
    others = (OpenList(Module.NEWS), OpenCard(Module.NEWS, 1), SetLanguage(Language.KK))
    accidents = (SignIn("A7B9C3D5"), OutdatedButton(), UnknownCommand(), Unclear())
    assert [is_pressable(intent) for intent in (*others, *accidents)] == [True] * 3 + [False] * 4
    assert {*pressable_types, *map(type, others), *map(type, accidents)} == set(get_args(Intent))


@pytest.mark.parametrize("intent", [SignIn("A7B9C3D5"), OutdatedButton(), UnknownCommand(), Unclear()])
def test_what_no_button_may_carry_is_refused(intent: Intent) -> None:
    with pytest.raises(KeyError):
        encode(intent)
