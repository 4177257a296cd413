"""A screen as JSON holds all that the page draws, and nothing that leads anywhere but to pages, phones and mail."""

import asyncio
import base64
from datetime import UTC, datetime

import pytest

from tabys_bot.adapters.web.photos import photos_as_json
from tabys_bot.adapters.web.screens import as_json
from tabys_bot.application.screens.intents import OpenCard, OpenMenu, SignOut
from tabys_bot.application.screens.screen import (
    Command,
    Copy,
    Fact,
    Inert,
    Link,
    Load,
    Paragraph,
    Photo,
    Press,
    Screen,
    Share,
    Style,
)
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.sections import Section

PNG = b"\x89PNG\r\n\x1a\n"
MEGABYTE = 1024 * 1024


def test_a_screen_is_drawn_whole_but_for_links_that_are_not_web_pages() -> None:
    screen = Screen(
        title="Title",
        body=(Fact("Label", "value"), Paragraph("text", "Heading")),
        rows=(
            (Press("Menu", OpenMenu()), Link("Site", "https://example.kz/a?b")),
            (Link("Script", "javascript:alert(1)"), Link("Broken", "http://[")),
            (Link("Nowhere", "https:///path"), Press("Sign out", SignOut(), Style.DANGER)),
        ),
        notice="Notice",
        passing=True,
        commands=(Command("menu", "open the menu"),),
        preview="https://tabys.example/uploads/1.png",
        unshown="It cannot be shown.",
    )
    assert as_json(screen) == {
        "title": "Title",
        "body": [
            {"kind": "fact", "label": "Label", "value": "value", "href": "", "at": None},
            {"kind": "paragraph", "heading": "Heading", "text": "text"},
        ],
        "rows": [
            [
                {"label": "Menu", "button": "1m", "style": "plain"},
                {"label": "Site", "url": "https://example.kz/a?b"},
            ],
            [{"label": "Sign out", "button": "1o", "style": "danger"}],
        ],
        "notice": "Notice",
        "passing": True,
        "commands": [{"name": "menu", "description": "open the menu"}],
        "preview": "https://tabys.example/uploads/1.png",
        "unshown": "It cannot be shown.",
    }


def test_every_kind_of_button_is_drawn() -> None:
    buttons = (
        Press("Let in", OpenMenu(), Style.SUCCESS),
        Copy("Copy", "+7 700"),
        Share("Share", OpenCard(Section.NEWS, 17)),
        Inert("3 / 7"),
    )
    assert as_json(Screen("Title", rows=(buttons,)))["rows"] == [
        [
            {"label": "Let in", "button": "1m", "style": "success"},
            {"label": "Copy", "copy": "+7 700"},
            {"label": "Share", "share": "1c-news-17"},
            {"label": "3 / 7", "inert": True},
        ]
    ]


@pytest.mark.parametrize(
    ("href", "drawn"),
    [
        ("tel:+77001234567", "tel:+77001234567"),
        ("mailto:aigerim@tabys.example", "mailto:aigerim@tabys.example"),
        ("TEL:+7700", "TEL:+7700"),
        ("", ""),
        ("tel:", ""),
        ("https://example.kz", ""),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("+77001234567", ""),
        ("http://[", ""),
    ],
)
def test_a_fact_leads_to_a_phone_or_to_mail_only(href: str, drawn: str) -> None:
    (fact,) = as_json(Screen("Title", body=(Fact("Contact", "value", href=href),)))["body"]
    assert fact["href"] == drawn


def test_a_point_in_time_is_told_for_every_zone() -> None:
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    (fact,) = as_json(Screen("Title", body=(Fact("Start", "22 November 2026, 17:00", at=at),)))["body"]
    assert fact["at"] == "2026-11-22T12:00:00+00:00"


def photo(loaded: bytes | str) -> Photo:
    return Photo("memory", _load(Success(loaded) if isinstance(loaded, bytes) else Failure(loaded)))


def _load(outcome: Outcome[bytes, str]) -> Load:
    async def load() -> Outcome[bytes, str]:
        return outcome

    return load


def of_photos(*loaded: bytes | str) -> Screen:
    return Screen("Title", photos=tuple(map(photo, loaded)), unshown="Cannot be shown.")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG + b"...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (b"GIF87a...", "image/gif"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\x04\x00\x00\x00WEBPVP8 ", "image/webp"),
    ],
)
async def test_a_photo_is_what_its_content_says(content: bytes, kind: str) -> None:
    (drawn,) = await photos_as_json(of_photos(content))
    head, data = drawn["src"].split(",")
    assert (head, base64.b64decode(data)) == (f"data:{kind};base64", content)


@pytest.mark.parametrize("content", [b"", b"<svg onload='alert(1)'/>", b"RIFF\x04\x00\x00\x00WAVE", b"%PDF"])
async def test_what_is_no_picture_is_a_sentence(content: bytes) -> None:
    assert await photos_as_json(of_photos(content)) == [{"trouble": "Cannot be shown."}]


async def test_a_photo_that_could_not_be_had_says_why_and_the_others_are_shown() -> None:
    first, second, third = await photos_as_json(of_photos(PNG, "The file is gone.", PNG))
    assert second == {"trouble": "The file is gone."}
    assert first == third == {"src": f"data:image/png;base64,{base64.b64encode(PNG).decode()}"}


async def test_five_megabytes_are_shown_at_most() -> None:
    large, small = PNG.ljust(4 * MEGABYTE, b"x"), PNG.ljust(MEGABYTE // 2, b"x")
    drawn = await photos_as_json(of_photos(large, large, small, small, small))
    assert [sorted(photo) for photo in drawn] == [["src"], ["trouble"], ["src"], ["src"], ["trouble"]]
    assert drawn[1] == drawn[4] == {"trouble": "Cannot be shown."}


async def test_photos_are_loaded_four_at_a_time() -> None:
    barrier = asyncio.Barrier(4)
    under_way: set[int] = set()
    seen: list[int] = []

    def loads(number: int) -> Load:
        async def load() -> Outcome[bytes, str]:
            under_way.add(number)
            seen.append(len(under_way))
            await barrier.wait()
            under_way.remove(number)
            return Success(PNG)

        return load

    screen = Screen("Title", photos=tuple(Photo(f"memory:{number}", loads(number)) for number in range(8)))
    async with asyncio.timeout(30):
        assert len(await photos_as_json(screen)) == 8
    assert max(seen) == 4
