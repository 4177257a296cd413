"""Whatever is answered, and whatever a row holds: a body has known names alone, and can be sent."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.adapters.tabys.bodies import answered, completed, gaps, number_in, packed
from tabys_bot.adapters.tabys.routes.writes import WRITES, Write
from tabys_bot.adapters.tabys.wording import naive
from tabys_bot.application.ports import File, Order, Written
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.records import LARGEST_ID, Bilingual, Money, Ref
from tabys_bot.domain.sections import Section

texts = st.text(st.characters(exclude_categories=())) | st.sampled_from(["\x00", "\ud800", "a\x00b\udfff"])
values: st.SearchStrategy[Written] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    texts,
    st.lists(st.integers()).map(tuple),
    st.builds(Ref, st.sampled_from(Section), st.integers()),
    st.builds(Bilingual, texts, texts),
    st.just(Money(Decimal(1), None)),
    st.builds(File, texts, st.binary(max_size=20)),
)
acts = st.sampled_from([(section, act) for section, acts in ACTS.items() for act in acts])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)


def known_names(write: Write) -> set[str]:
    asked = {name for key in write.keys for name in write.names(key)}
    return asked | {*write.fixed, *write.echoed, *write.along, *filter(None, [write.numbered])}


@st.composite
def orders(draw: st.DrawFn) -> tuple[Order, Write, Mapping[str, Any]]:
    """An order with answers of any kind, beside keys that nobody asked for, and a row of any kind."""
    section, act = draw(acts)
    write = WRITES[section][act.name]
    keys = [question.key for question in act.questions]
    said = draw(st.dictionaries(st.sampled_from([*keys, "id", "admin_id", "moderation_status"]), values))
    row = draw(st.dictionaries(st.sampled_from([*known_names(write), "id", "admin_id"]), anything))
    return Order(section, act, 5, 2, said), write, row


@given(orders())
def test_a_body_has_known_names_alone_and_can_be_sent(drawn: tuple[Order, Write, Mapping[str, Any]]) -> None:
    order, write, row = drawn
    try:
        said = answered(write, order)
    except ValueError:
        return  # refused before anything is sent
    body = completed(write, order, said, row)
    assert set(body) <= known_names(write)
    gaps(write, order, body)
    parcel = packed(write, {name: File("a.png", b"x") if isinstance(v, File) else v for name, v in body.items()})
    request = httpx.Request(
        write.method,
        "http://tabys",
        json=parcel.json,
        data=parcel.form,
        files=parcel.files,
        params=parcel.params,
    )
    sent = request.read() if parcel.files is None else b""
    assert b"\x00" not in sent
    if parcel.json is not None:
        assert json.loads(sent) == json.loads(json.dumps(parcel.json))


@given(st.datetimes(timezones=st.timezones()) | st.datetimes())
def test_a_moment_is_never_aware(at: datetime) -> None:
    try:
        written = naive(at)
    except OverflowError:
        return  # at either end of the calendar, where no answer is
    assert datetime.fromisoformat(written).tzinfo is None


@given(acts, anything)
def test_a_number_is_found_in_any_answer_or_there_is_none(drawn: tuple[Section, Any], answer: object) -> None:
    section, act = drawn
    assert 0 <= number_in(WRITES[section][act.name], answer) <= LARGEST_ID
