"""How a screen becomes a message of Telegram."""

from datetime import UTC, datetime

import pytest
from aiogram.enums import ButtonStyle
from aiogram.types import CopyTextButton, DisabledButton, InlineKeyboardButton, LinkPreviewOptions
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.adapters.telegram.render import Feature, deep_link, draw, fitting
from tabys_bot.application.screens.intents import FollowLink, OpenCard, OpenMenu
from tabys_bot.application.screens.screen import (
    Block,
    Button,
    Copy,
    Fact,
    Inert,
    Link,
    Paragraph,
    Press,
    Screen,
    Share,
    Style,
)
from tabys_bot.application.screens.understanding import understand
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.drawn import ADDRESS, buttons, check, drawn, marks, shown, utf16_units

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CARD = OpenCard(Section.NEWS, 17)
SHARED = f"{ADDRESS}?start=1c-news-17"


def screen(*body: Block, title: str = "Card", rows: tuple[tuple[Button, ...], ...] = (), preview: str = "") -> Screen:
    return Screen(title, body, rows, preview=preview)


def button_of(button: Button) -> list[InlineKeyboardButton]:
    return buttons(drawn(screen(rows=((button,),))))


def test_facts_stand_together_and_everything_is_escaped() -> None:
    drawing = drawn(screen(Fact("a<", "b&"), Fact("c", "d"), Paragraph("<i>", "h>"), Paragraph("end"), title="<&>"))
    assert drawing.html == (
        "<b>&lt;&amp;&gt;</b>\n\na&lt;: <b>b&amp;</b>\nc: <b>d</b>\n\n<b>h&gt;</b>\n&lt;i&gt;\n\nend"
    )
    assert drawing.plain == "<&>\n\na<: b&\nc: d\n\nh>\n<i>\n\nend"


def test_a_point_in_time_is_shown_in_the_zone_of_the_reader() -> None:
    drawing = drawn(screen(Fact("Начало", "22 ноября 2026 г. <17:00>", at=NOON)))
    time = '<tg-time unix="1795348800" format="Dt">22 ноября 2026 г. &lt;17:00&gt;</tg-time>'
    assert drawing.html == f"<b>Card</b>\n\nНачало: <b>{time}</b>"
    assert drawing.uses == {Feature.TIMES}
    without = drawn(screen(Fact("Начало", "17:00", at=NOON)), frozenset({Feature.TIMES}))
    assert (without.html, without.uses) == ("<b>Card</b>\n\nНачало: <b>17:00</b>", frozenset())


@pytest.mark.parametrize("at", [datetime(1900, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)], ids=str)
@pytest.mark.parametrize("later", [False, True])
def test_a_time_that_telegram_cannot_tell_stays_a_text(at: datetime, later: bool) -> None:  # noqa: FBT001  a parameter
    drawing = drawn(screen(Fact("a", "b", at=datetime(2199, 12, 31, tzinfo=UTC) if later else at)))
    assert drawing.html == "<b>Card</b>\n\na: <b>b</b>"


def test_phones_and_mails_are_left_to_telegram() -> None:
    drawing = drawn(screen(Fact("Телефон", "+77001234567", href="tel:+77001234567")))
    assert drawing.html == "<b>Card</b>\n\nТелефон: <b>+77001234567</b>"


def test_each_kind_of_button_does_its_one_thing() -> None:
    assert button_of(Press("Да", OpenMenu(), Style.SUCCESS)) == [
        InlineKeyboardButton(text="Да", callback_data="1m", style=ButtonStyle.SUCCESS)
    ]
    assert button_of(Press("Нет", OpenMenu(), Style.DANGER))[0].style == ButtonStyle.DANGER
    assert button_of(Press("Меню", OpenMenu()))[0].style is None
    assert button_of(Link("Сайт", "https://tabys.kz")) == [InlineKeyboardButton(text="Сайт", url="https://tabys.kz")]
    assert button_of(Copy("ID", "17")) == [InlineKeyboardButton(text="ID", copy_text=CopyTextButton(text="17"))]
    assert button_of(Share("Ссылка", CARD)) == [
        InlineKeyboardButton(text="Ссылка", copy_text=CopyTextButton(text=SHARED))
    ]
    assert button_of(Inert("3/12")) == [InlineKeyboardButton(text="3/12", disabled=DisabledButton())]


@pytest.mark.parametrize("section", Section)
def test_a_shared_link_opens_the_card_for_whoever_follows_it(section: Section) -> None:
    card = OpenCard(section, LARGEST_ID, parent=LARGEST_ID)
    payload = deep_link(ADDRESS, card).partition("?start=")[2]
    assert len(payload) <= 64
    assert understand(f"/start {payload}") == FollowLink(card)


def test_without_an_address_of_the_bot_there_is_nothing_to_share() -> None:
    drawing = draw(screen(rows=((Share("Ссылка", CARD), Press("Меню", OpenMenu())),)))
    assert [button.text for button in buttons(drawing)] == ["Меню"]


@pytest.mark.parametrize(
    ("text", "is_there"), [("я" * 256, True), ("я" * 257, False), ("🎉" * 129, False), (" ", False)]
)
def test_what_cannot_be_copied_whole_is_not_offered(text: str, is_there: bool) -> None:  # noqa: FBT001  a parameter
    assert bool(button_of(Copy("Скопировать", text))) == is_there


def test_a_preview_is_large_and_above_the_text_and_else_there_is_none() -> None:
    url = "https://tabys.kz/uploads/1.jpg"
    drawing = drawn(screen(preview=url))
    assert drawing.preview == LinkPreviewOptions(url=url, prefer_large_media=True, show_above_text=True)
    assert drawing.uses == {Feature.PREVIEW}
    none = LinkPreviewOptions(is_disabled=True)
    assert drawn(screen()).preview == none
    assert drawn(screen(preview=url), frozenset({Feature.PREVIEW})).preview == none


def test_any_feature_can_be_done_without() -> None:
    row = (Link("a", "https://tabys.kz"), Copy("b", "b"), Share("c", CARD), Inert("d"), Press("e", OpenMenu()))
    whole = screen(Fact("a", "b", at=NOON), rows=(row, (Inert("f"),)), preview="https://tabys.kz/1.jpg")
    assert drawn(whole).uses == set(Feature)
    for feature in Feature:
        assert drawn(whole, frozenset({feature})).uses == set(Feature) - {feature}
    bare = drawn(whole, frozenset(Feature))
    assert bare.keyboard is not None
    assert [[button.text for button in row] for row in bare.keyboard.inline_keyboard] == [["e"]]
    assert drawn(screen(rows=((Inert("f"),),)), frozenset(Feature)).keyboard is None


def test_what_has_no_room_is_cut_off_and_marked() -> None:
    long = screen(Fact("a", "<" * 5000), Paragraph("lost"), title="🎉" * 40)
    text = check(long)
    assert utf16_units(text) == 4096
    assert text.endswith("<…")
    assert utf16_units(check(screen(Paragraph("🎉" * 3000)))) in (4095, 4096)


def test_only_the_last_of_too_many_marks_are_left_out() -> None:
    facts = tuple(Fact(f"label {number}", f"{number}", at=NOON) for number in range(80))
    html = drawn(screen(*facts)).html
    assert 80 <= len(marks(html)) <= 100
    assert html.endswith("label 79: 79")
    check(screen(*facts))


NASTY = st.sampled_from("<>&\"' \n\u200d\u202e\ufe0f🎉🇰🇿\u0301") | st.characters(exclude_categories=["Cc", "Cs", "Cn"])
texts = st.text(NASTY, max_size=1500)
blocks = st.builds(Fact, texts, texts, st.none() | st.just(NOON)) | st.builds(Paragraph, texts, texts)


@given(st.lists(blocks, max_size=9), texts)
def test_no_text_breaks_the_markup_or_the_limits(body: list[Block], title: str) -> None:
    check(screen(*body, title=f"T{title}"))


@given(texts, st.integers(0, 200))
def test_what_was_cut_fits(text: str, limit: int) -> None:
    assert utf16_units(fitting(text, limit)) <= limit
    assert fitting(text, 3000) == text


def test_what_is_shown_is_what_was_written() -> None:
    assert shown(drawn(screen(Paragraph("a & b < c"))).html) == "Card\n\na & b < c"
