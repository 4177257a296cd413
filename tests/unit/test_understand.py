"""Messages are understood as intents: commands, deep links, codes, and anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.adapters.memory.accounts import CODE_ALPHABET
from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import (
    ApproveRegistration,
    AskFind,
    ChooseLanguage,
    FindText,
    FollowLink,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenQueue,
    OpenRecent,
    Origin,
    Part,
    RevokeSignedIn,
    SetFilter,
    ShowAlerts,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    TelegramId,
    Typed,
    Unclear,
    UnknownCommand,
)
from tabys_bot.application.screens.understanding import is_confidential, understand
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import NEVER_IN_OTPS
from tests.unit.strategies import any_text

COMMANDS: dict[str, Intent] = {
    "/start": OpenMenu(),
    "/menu": OpenMenu(),
    "/queue": OpenQueue(),
    "/alerts": ShowAlerts(),
    "/find": AskFind(),
    "/recent": OpenRecent(),
    "/status": ShowStatus(),
    "/help": ShowHelp(),
    "/language": ChooseLanguage(),
    "/logout": SignOut(),
    "/login": OpenMenu(),  # how to get a code
}
CODE = "A7B9C3D5"


@pytest.mark.parametrize(("text", "intent"), COMMANDS.items())
def test_a_command_is_understood_however_it_is_written(text: str, intent: Intent) -> None:
    written = (text, text.upper(), f"{text}@tabys_bot", f"  {text}\n", f"{text} ")
    assert [understand(variant) for variant in written] == [intent] * len(written)


@pytest.mark.parametrize("text", ["/menu 17", "/help me", "/status@tabys_bot now", "/recent 3"])
def test_words_after_a_plain_command_change_nothing(text: str) -> None:
    assert understand(text) == COMMANDS[text.split(maxsplit=1)[0].partition("@")[0]]


@pytest.mark.parametrize(
    "text",
    [
        f"/login {CODE}",
        f"/login@tabys_bot {CODE}",
        f"/LOGIN   {CODE}  ",
        "/login A7B9 C3D5",
        f"/start {CODE}",
        f"/start login_{CODE}",
        f"/start@tabys_bot login_{CODE}",
        CODE,
        f"  {CODE}\n",
        f"Код: {CODE}",
        f"login {CODE}",
        f"/login: {CODE}",
        "A7B9 C3D5",
        "A7B9-C3D5",
        "/login A7B9-C3D5",
        f"/login {CODE}.",
        f"/login «{CODE}»",
        f"{CODE}.",
        f"«{CODE}»",
        f"Код {CODE}",
        f"код – {CODE}",
        f'code="{CODE}"',
        f"Мой код: {CODE}",
        f"Код входа: {CODE}!",
        f"Кодыңыз: {CODE}",
        f"вот он {CODE}",
        f"https://t.me/tabys_bot?start=login_{CODE}",
    ],
)
def test_a_code_is_found_in_a_command_a_deep_link_or_alone(text: str) -> None:
    assert understand(text) == SignIn(CODE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a7b9c3d5", "a7b9c3d5"),
        ("/start login_short", "short"),  # a broken link is said to be broken
        ("/login wrong code", "wrongcode"),
        ("login a7b9 c3d5", "a7b9c3d5"),
        ("/start login_A7B9C3D5x", "A7B9C3D5x"),
        ("Код: A7B9C3D0", "A7B9C3D0"),  # a slip, for Tabys has no 0 in codes
        ("Код: 23456789", "23456789"),
        ("code: abcdefgh", "abcdefgh"),
        ("Код ABCDEFGH", "ABCDEFGH"),  # codes may be without digits
        ("Код входа: ABCD EFGH", "ABCDEFGH"),
        ("А7В9С3Р5", "А7В9С3Р5"),  # Cyrillic letters that look Latin: it must not stay in the chat either
        ("/login <b>\u202e", "<b>\u202e"),
    ],
)
def test_what_should_be_a_code_is_left_for_the_sign_in_to_judge(text: str, code: str) -> None:
    assert understand(text) == SignIn(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ABCDEFGH", "ABCDEFGH"),
        ("«ABCDEFGH».", "ABCDEFGH"),
        ("ДУБЛИКАТ", "ДУБЛИКАТ"),
        ("Код НЕВЕРНЫЙ", "НЕВЕРНЫЙ"),
        ("Код: неверный", "неверный"),
    ],
)
def test_what_may_be_words_as_well_as_a_code_is_kept_whole(text: str, code: str) -> None:
    assert understand(text) == SignIn(code, words=text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/find субботник", "субботник"),
        ("/FIND@tabys_bot  чистый\n берег ", "чистый берег"),
        (f"/find {CODE}", CODE),
        ("/find: /menu", "/menu"),
    ],
)
def test_words_after_find_are_what_to_look_for(text: str, words: str) -> None:
    assert understand(text) == FindText(words)


@pytest.mark.parametrize(
    "card",
    [
        OpenCard(Section.EVENTS, 17),
        OpenCard(Section.SOLUTIONS, 9, parent=4),
        OpenCard(Section.CERTIFICATES, LARGEST_ID, LARGEST_ID, Part(9_999), True, LARGEST_ID, True, Origin.RECENT),  # noqa: FBT003
    ],
)
def test_a_deep_link_may_lead_to_a_card(card: OpenCard) -> None:
    followed = [understand(f"/start{command} {encode(card)}") for command in ("", "@tabys_bot")]
    assert followed == [FollowLink(card)] * 2


@pytest.mark.parametrize(
    "payload", ["1c-news-17-0-10000", "1c-news-17-0-0-0-0-0-x", "1c-news-17-0-0-0-0-0-f-1", "1c-news"]
)
def test_a_deep_link_to_what_is_no_card_opens_the_menu(payload: str) -> None:
    assert understand(f"/start {payload}") == OpenMenu()


@pytest.mark.parametrize(
    "intent",
    [
        SignOut(),
        OpenList(Section.NEWS),
        SetFilter(Section.NEWS, "moderation", "pending"),
        ApproveRegistration(21),
        RevokeSignedIn(TelegramId(7)),
    ],
)
def test_a_deep_link_does_nothing_in_the_name_of_who_follows_it(intent: Intent) -> None:
    assert understand(f"/start {encode(intent)}") == OpenMenu()


@pytest.mark.parametrize("text", ["/start news", "/start hello world", "/start A7B9C3D", "/start Login_A7B9C3D5"])
def test_a_deep_link_without_a_code_opens_the_menu(text: str) -> None:
    assert understand(text) == OpenMenu()


@pytest.mark.parametrize("text", ["/", "/ menu", "/admin", "/startle", "/вход", "/@tabys_bot", "//menu"])
def test_a_command_that_does_not_exist_is_told_apart_from_small_talk(text: str) -> None:
    assert understand(text) == UnknownCommand()


@pytest.mark.parametrize("text", [None, "", "   ", "\n"])
def test_photos_and_stickers_ask_for_nothing_in_particular(text: str | None) -> None:
    assert understand(text) == Unclear()


@pytest.mark.parametrize(
    "text", ["Сәлем!", "menu", "A7B9C3D", "😀", "tomorrow", "Projects", "в 18 часов", "87000000", "+7 700 000 20 10"]
)
def test_any_other_text_may_be_an_answer_or_words_to_look_for(text: str) -> None:
    assert understand(f"  {text}\n") == Typed(text)


def test_a_text_keeps_its_lines() -> None:
    assert understand("\n Первый абзац.\n\nВторой  абзац. ") == Typed("Первый абзац.\n\nВторой  абзац.")


@pytest.mark.parametrize("text", ["Кодирование", "Код молодежи", "Код молодежь", "Код неверный", "-молодежь"])
def test_a_word_keeps_its_beginning_though_that_names_a_code(text: str) -> None:
    assert understand(text) == Typed(text)


@pytest.mark.parametrize("text", ["code together", "codeABCD", "loginname", "Dress code: informal", "Код 23456789"])
def test_a_word_that_names_a_code_announces_none_by_itself(text: str) -> None:
    assert understand(text) == Typed(text)


@pytest.mark.parametrize("text", ["Expo 2024", "Camp 2025", "EXPO 2024", "ABCD EFGH", "Team 2345", "A7 B9 C3 D5"])
def test_two_words_are_no_code_unless_they_look_like_its_halves(text: str) -> None:
    assert understand(text) == Typed(text)


@pytest.mark.parametrize(
    "text", ["ROBOTICS", "BUSINESS", "camp2024", "CAMP2025", "форум202", "форум345", "ПОВТОР24", "Код CAMP2025"]
)
def test_what_tabys_would_never_make_a_code_is_a_word(text: str) -> None:
    assert understand(text) == Typed(text)


@pytest.mark.parametrize("text", ["ещё один ABCDEFGH", "про a7b9c3d5", "о т т е п е л я х A7B9C3D5", "A7B9C3D5 и ещё"])
def test_a_code_in_the_midst_of_words_must_stand_out(text: str) -> None:
    assert understand(text) == Typed(text)


@pytest.mark.parametrize("letter", NEVER_IN_OTPS)
def test_codes_of_the_stand_in_hold_nothing_that_tabys_leaves_out(letter: str) -> None:
    assert letter not in CODE_ALPHABET


def test_a_text_is_understood_by_its_beginning() -> None:
    assert understand("слово " * 1000) == Typed("слово " * 682 + "слов")


@given(st.none() | any_text | any_text.map(lambda text: f"/{text}"))
def test_every_message_is_understood_as_something(text: str | None) -> None:
    assert isinstance(understand(text), Intent)


@given(any_text)
def test_whatever_follows_login_is_confidential_and_hidden_from_logs(secret: str) -> None:
    intent = understand(f"/login {secret}")
    assert is_confidential(intent) == bool(secret[:249].split())
    assert repr(intent) in ("SignIn()", "OpenMenu()")


@given(st.text(CODE_ALPHABET, min_size=8, max_size=8).filter(lambda code: not code.isdigit()))
def test_every_code_that_tabys_can_make_is_found_alone_and_announced(code: str) -> None:
    written = (code, f"{code}.", f"Код: {code}", f"Код {code}", f"Мой код: {code}", f"/login {code[:4]}-{code[4:]}")
    found = [understand(text) for text in written]
    assert [intent.code if isinstance(intent, SignIn) else "" for intent in found] == [code] * len(written)
    assert {repr(intent) for intent in found} == {"SignIn()"}


@pytest.mark.parametrize(
    "intent", [*COMMANDS.values(), Unclear(), UnknownCommand(), Typed(CODE), FindText(CODE), OpenCard(Section.NEWS, 1)]
)
def test_only_a_sign_in_is_confidential(intent: Intent) -> None:
    assert is_confidential(intent) == isinstance(intent, SignIn)
