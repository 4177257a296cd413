"""Buttons carry their whole meaning as short text; nothing else is taken for one."""

import re
from collections.abc import Iterator
from dataclasses import fields
from string import ascii_letters, digits
from typing import get_args, get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.application.screens.codec import VERSION, decode, encode, is_pressable
from tabys_bot.application.screens.intents import (
    AskPage,
    ChooseFilter,
    FindText,
    FollowLink,
    FollowLookup,
    How,
    Intent,
    Line,
    OpenCard,
    OpenList,
    Origin,
    OutdatedButton,
    Part,
    Reason,
    RevokeSignedIn,
    SentPhoto,
    SetFilter,
    SignIn,
    TelegramId,
    Typed,
    Unclear,
    UnknownCommand,
)
from tabys_bot.domain.access import Module
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.alerts import AlertMode
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.strategies import any_text

LARGEST = LARGEST_ID
LARGEST_PERSON = TelegramId(2**52)
LONGEST_WORD = "W" * 18
ACT_NAMES = sorted({act.name for acts in ACTS.values() for act in acts}, key=len)
# secrets, and what nobody asks for by a button
UNPRESSABLE = (
    SignIn("A7B9C3D5"),
    FindText("слово"),
    FollowLink(OpenCard(Section.NEWS, 3)),
    Typed("слово"),
    SentPhoto("AgAC", "photo.jpg", 1000),
    OutdatedButton(),
    UnknownCommand(),
    Unclear(),
)

# whatever may stand in a field of an intent
values: dict[object, st.SearchStrategy[object]] = {
    int: st.integers(0, LARGEST),
    TelegramId: st.integers(0, LARGEST_PERSON),
    Part: st.integers(0, 9_999),
    Origin: st.sampled_from(Origin),
    bool: st.booleans(),
    str: st.text(ascii_letters + digits + "_", max_size=18),
    Module: st.sampled_from(Module),
    Section: st.sampled_from(Section),
    Language: st.sampled_from(Language),
    Stretch: st.sampled_from(Stretch),
    How: st.sampled_from(How),
    Act: st.sampled_from(ACT_NAMES),
    Line: st.sampled_from(Line),
    Reason: st.text("abcdefghijklmnopqrstuvwxyz_", max_size=10),
    AlertMode: st.sampled_from(AlertMode),
}
PRESSABLE = tuple(kind for kind in get_args(Intent) if kind not in map(type, UNPRESSABLE))


def fields_of(kind: type[Intent]) -> dict[str, object]:
    """The types of the fields of an intent, in their order; the name of an act is shorter than other words."""
    hints = {**get_type_hints(kind), "act": Act}
    return {field.name: hints[field.name] for field in fields(kind)}


def made(kind: type[Intent]) -> st.SearchStrategy[Intent]:
    return st.builds(kind, *(values[type_] for type_ in fields_of(kind).values()))


pressable: st.SearchStrategy[Intent] = st.one_of(*map(made, PRESSABLE))
# near the real thing: more of it gets past the first checks
forged = st.from_regex(r"\A1?[A-Za-z]?(-([A-Za-z_]{0,19}|0{0,3}[0-9]{0,17})){0,8}\Z")


def longest() -> Iterator[Intent]:
    """Each intent with the longest value in every field."""
    lengths: dict[object, object] = {
        int: LARGEST,
        TelegramId: LARGEST_PERSON,
        Part: Part(9_999),
        Origin: Origin.RECENT,
        bool: True,
        str: LONGEST_WORD,
        Module: max(Module, key=len),
        Section: max(Section, key=len),
        Language: Language.EN,
        Stretch: Stretch.MONTH,
        How: How.VALUE,
        Act: "a" * 12,
        Line: Line.KIND,
        Reason: "r" * 10,
        AlertMode: max(AlertMode, key=len),
    }
    for kind in PRESSABLE:
        yield kind(*(lengths[type_] for type_ in fields_of(kind).values()))


@pytest.mark.parametrize("intent", list(longest()), ids=lambda intent: type(intent).__name__)
def test_the_longest_values_of_every_intent_fit_a_button_and_a_link(intent: Intent) -> None:
    text = encode(intent)
    assert decode(text) == intent
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", text)


@given(pressable)
@example(OpenCard(Section.CERTIFICATES, LARGEST, LARGEST, Part(9_999), True, LARGEST, True, Origin.RECENT))  # noqa: FBT003
@example(RevokeSignedIn(LARGEST_PERSON, LARGEST))
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
        "1z",
        "1l",
        "1m-",
        "1m-news",
        "1l-news-8-0",  # a default is left out
        "1l-news-8-1-0",
        "1c-news",  # a field without a default is not
        "1c-news-17-0-10000",  # more parts than a card has
        "1c-news-17-0-0-0-0-0-x",  # from nowhere
        "1c-news-17-0-0-0-0-0-F",
        "1c-news-17-0-0-0-0-0-",  # from a list, which is left out
        "1l-NEWS-8-0",
        "1l-payments-8-0",
        "1l-news-eight-0",
        "1l-news-2147483648-0",
        "1l-news-8-2",
        "1l-news-8-true",
        "1l-news-8-0-0-0-4",
        "1l-news-8-0-0-4-x",
        "1l-news-0-0-4-1-f-1",  # more than a list has
        "1l-news-0-0--4",
        "1n-de",
        "1M",  # letters mean what they mean in their own case
        "1T-4503599627370497",  # larger than any id of Telegram
        "1T-",
        "1D-decade",
        "1u-participants",  # no module
        "1w-news-moderation-approved or not",
        "1w-news-moderation-nineteen_characters",
        "1v-news",
        "module:news",
        "broadcast:read:17",
    ],
)
def test_forged_and_foreign_buttons_mean_nothing(text: str) -> None:
    assert decode(text) is None


def test_a_button_says_no_more_than_it_must_so_that_intents_can_grow() -> None:
    intents: list[Intent] = [
        OpenList(Section.NEWS),
        OpenList(Section.NEWS, 8),
        OpenList(Section.SOLUTIONS, parent=4),
        OpenCard(Section.NEWS, 17),
        OpenCard(Section.NEWS, 17, 8),
        OpenCard(Section.NEWS, 17, swapped=True),
        OpenCard(Section.NEWS, 17, origin=Origin.FIND),
        OpenCard(Section.SOLUTIONS, 9, 8, Part(2), parent=4, origin=Origin.RECENT),
        SetFilter(Section.NEWS, "moderation"),
        SetFilter(Section.APPLICATIONS, "status", "", 4),
        RevokeSignedIn(TelegramId(7)),
    ]
    assert [encode(intent) for intent in intents] == [
        "1l-news",
        "1l-news-8",
        "1l-solutions-0-0-4",
        "1c-news-17",
        "1c-news-17-8",
        "1c-news-17-0-0-0-0-1",
        "1c-news-17-0-0-0-0-0-f",
        "1c-solutions-9-8-2-0-4-0-r",
        "1w-news-moderation",
        "1w-applications-status--4",
        "1R-7",
    ]


def filter_buttons() -> Iterator[Intent]:
    """Every filter of every section, set to whatever it can be set to."""
    for section, spec in CATALOGUE.items():
        for name in (name for group in spec.filters for name in group):
            field = spec.field(name)
            known = CHOICES.get(field.choices, (*FLAG_VALUES, *Period, str(LARGEST), ""))
            yield ChooseFilter(section, name, LARGEST, LARGEST)
            yield from (SetFilter(section, name, value, LARGEST) for value in known)


@pytest.mark.parametrize("intent", list(filter_buttons()), ids=repr)
def test_every_filter_fits_a_button(intent: Intent) -> None:
    text = encode(intent)
    assert decode(text) == intent
    assert len(text) <= 64


@pytest.mark.parametrize("section", CATALOGUE)
def test_every_lookup_and_jump_fits_a_button(section: Section) -> None:
    for intent in (
        FollowLookup(section, LARGEST, 9, LARGEST, LARGEST, Origin.FIND, swapped=True),
        AskPage(section, LARGEST, LARGEST, LARGEST),
    ):
        assert decode(encode(intent)) == intent
        assert len(encode(intent)) <= 64


def test_exactly_the_intents_without_secrets_and_accidents_fit_a_button() -> None:
    assert [is_pressable(intent) for intent in longest()] == [True] * len(PRESSABLE)
    assert [is_pressable(intent) for intent in UNPRESSABLE] == [False] * len(UNPRESSABLE)
    assert {*PRESSABLE, *map(type, UNPRESSABLE)} == set(get_args(Intent))


@pytest.mark.parametrize("secret", [SignIn("A7B9C3D5"), FindText("слово"), Typed("слово")])
def test_what_was_typed_does_not_show_itself_in_logs(secret: Intent) -> None:
    assert repr(secret) == f"{type(secret).__name__}()"


@pytest.mark.parametrize("intent", UNPRESSABLE)
def test_what_no_button_may_carry_is_refused(intent: Intent) -> None:
    with pytest.raises(KeyError):
        encode(intent)
