"""Whatever Tabys and Telegram call things and people, every other screen stays what Telegram takes."""

from datetime import UTC, datetime

import pytest

from tabys_bot.application.failures import Broken
from tabys_bot.application.screens import account, listing, narrowing, panel, registrations, sessions
from tabys_bot.application.screens.intents import ChooseFilter, ShowFilters, TelegramId
from tabys_bot.application.screens.screen import Fact, Paragraph, Screen
from tabys_bot.application.screens.values import as_text, title_of
from tabys_bot.application.use_cases.finding import FOUND_AT_MOST, Finding
from tabys_bot.domain.access import Privilege, Role
from tabys_bot.domain.administration import Numbers, Registration, SignedIn, Stretch
from tabys_bot.domain.catalogue import CATALOGUE, searched_sections
from tabys_bot.domain.choices import Period
from tabys_bot.domain.desk import RECENT_AT_MOST, Recent, searchable
from tabys_bot.domain.languages import Language
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import LARGEST_ID, Bilingual, Page, Query, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tabys_bot.domain.text import one_line
from tests.unit.drawn import check, is_blank, utf16_units
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.hostile import hostile
from tests.unit.scene import REFERENCE, TEXTS, words_of

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LARGEST_TELEGRAM_ID = TelegramId(2**52)
HUGE = 10**18
EVERY = [(wrong, language) for wrong in HOSTILE_TEXTS for language in Language]
NAMED_FILTERS = [
    (section, name)
    for section, spec in CATALOGUE.items()
    for group in spec.filters
    for name in group
    if not narrowing.values_of(spec, name)
]


def sound(screen: Screen) -> str:
    """The text of the screen, of which nothing had to be cut off, and whose facts and headings tell something."""
    assert utf16_units(words_of(screen)) + len(screen.body) <= 4096
    assert [block for block in screen.body if isinstance(block, Fact) and is_blank(block.value)] == []
    assert [block for block in screen.body if isinstance(block, Paragraph) and is_blank(block.text)] == []
    return check(screen)


def as_read(text: str) -> str:
    """A line as the gateway lets it through."""
    return one_line(text, 300)


def session_of(text: str) -> Session:
    return Session(
        telegram_user_id=LARGEST_TELEGRAM_ID,
        admin_id=LARGEST_ID,
        role=Role.SUPER_ADMIN,
        access_token="",
        admin_name=text,
        created_at=NOON,
        last_activity=NOON,
        checked_at=NOON,
        expires_at=NOON,
        sign_in_id="",
        telegram_name=text,
    )


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_people_who_are_signed_in_under_any_name_are_shown(wrong: str, language: Language) -> None:
    text, texts = HOSTILE_TEXTS[wrong], TEXTS[language]
    people = [SignedIn(LARGEST_TELEGRAM_ID - number, text, None, text, NOON, NOON) for number in range(30)]
    for offset in (0, 8, 24, LARGEST_ID):
        assert sound(
            sessions.signed_in(
                people, offset, people[0].telegram_user_id, texts, notice=texts("panel.revoked", name=text[:60])
            )
        )
    for myself in (people[0].telegram_user_id, 0):
        assert sound(sessions.one_signed_in(people[0], LARGEST_ID, myself, texts))


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_own_sessions_of_any_name_are_shown(wrong: str, language: Language) -> None:
    # a name at Telegram has at most 64 characters in each of its two parts
    session = session_of(HOSTILE_TEXTS[wrong][:129])
    assert sound(sessions.own_sessions(session, [session] * 10, TEXTS[language]))
    assert sound(account.status(session, TEXTS[language]))
    assert sound(account.menu(session, TEXTS[language]))


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_registrations_of_any_name_are_shown(wrong: str, language: Language) -> None:
    text, texts = as_read(HOSTILE_TEXTS[wrong]), TEXTS[language]
    email = "a" * 240 + "@example.kz"  # nothing else is taken for an address
    waiting = [Registration(LARGEST_ID - number, text, text, email, None, NOON) for number in range(30)]
    for offset in (0, 8, 24, LARGEST_ID):
        assert sound(registrations.registrations(waiting, offset, texts))
    for show in (registrations.registration, registrations.ask_approval, registrations.ask_rejection):
        assert sound(show(waiting[0], LARGEST_ID, texts))


@pytest.mark.parametrize(("wrong", "language"), EVERY)
@pytest.mark.parametrize("stretch", [Stretch.DAY, Stretch.YEAR])
def test_numbers_of_any_name_and_size_are_shown(wrong: str, language: Language, stretch: Stretch) -> None:
    counts = {"new_kind": HUGE, as_read(HOSTILE_TEXTS[wrong]) or "…": -HUGE}
    told = Numbers(counts, counts, counts, counts, counts, counts)
    assert sound(panel.numbers(told, stretch, TEXTS[language]))


@pytest.mark.parametrize("language", Language)
def test_a_dashboard_of_very_many_kinds_is_shown(language: Language) -> None:
    counts = {f"some_kind_of_record_{number}": HUGE for number in range(200)}
    assert check(panel.numbers(Numbers(touched=counts, roles=counts), Stretch.WEEK, TEXTS[language]))


@pytest.mark.parametrize("language", Language)
def test_an_empty_dashboard_and_the_panel_itself_are_shown(language: Language) -> None:
    assert sound(panel.numbers(Numbers(), Stretch.MONTH, TEXTS[language]))
    assert sound(panel.panel(tuple(Privilege), TEXTS[language]))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("section", Section)
def test_every_filter_with_every_value_can_be_chosen_and_shown(section: Section, language: Language) -> None:
    spec, texts = CATALOGUE[section], TEXTS[language]
    for group in spec.filters:
        known = {name: narrowing.values_of(spec, name) or (str(LARGEST_ID),) for name in group}
        view = View({name: max(values, key=len) for name, values in known.items()}, "ж" * 100)
        chips = listing.chips_of(view, section, texts, {})
        assert len(chips) == len(group) + 1
        assert sound(narrowing.filters(ShowFilters(section, LARGEST_ID, LARGEST_ID), view, texts, chips))
        for name, values in known.items():
            asked = ChooseFilter(section, name, LARGEST_ID, LARGEST_ID)
            assert sound(narrowing.choices(asked, view, texts, dict.fromkeys(values, HUGE)))


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_names_of_any_sort_can_be_chosen_and_shown(wrong: str, language: Language) -> None:
    texts = TEXTS[language]
    line = as_read(HOSTILE_TEXTS[wrong]) or "…"
    for section, name in NAMED_FILTERS:
        names = [(str(LARGEST_ID - at), as_text(Bilingual(line, line[::-1]), texts)) for at in range(100)]
        view = View({name: str(LARGEST_ID)}, "ж" * 100)
        for offset in (0, 30, 90, LARGEST_ID):
            assert sound(narrowing.options(ChooseFilter(section, name, LARGEST_ID, offset), view, names, texts))
        chips = listing.chips_of(view, section, texts, {name: names[0][1]})
        assert sound(narrowing.filters(ShowFilters(section, LARGEST_ID, LARGEST_ID), view, texts, chips))


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_what_is_found_everywhere_is_shown(wrong: str, language: Language) -> None:
    texts = TEXTS[language]
    findings = [
        Finding(
            section,
            Success(
                Page((hostile(section)[wrong],) * FOUND_AT_MOST, 0, has_next=True, total=HUGE, looked_at=LARGEST_ID)
            ),
        )
        for section in searched_sections(Role.SUPER_ADMIN)
    ]
    assert sound(narrowing.found(searchable(HOSTILE_TEXTS[wrong]) or "…", findings, texts))
    failed = [Finding(finding.section, Failure(Broken(REFERENCE))) for finding in findings]
    assert sound(narrowing.found("ж" * 100, failed, texts))


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_recent_records_of_any_title_are_shown(wrong: str, language: Language) -> None:
    texts = TEXTS[language]
    records = [
        Recent(section, LARGEST_ID, one_line(title_of(hostile(section)[wrong], spec, texts), 60), LARGEST_ID)
        for section, spec in list(CATALOGUE.items())[:RECENT_AT_MOST]
    ]
    assert sound(narrowing.recent(records, texts))


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_a_session_of_any_name_is_asked_about_before_it_is_ended(wrong: str, language: Language) -> None:
    text, texts = HOSTILE_TEXTS[wrong], TEXTS[language]
    one = SignedIn(LARGEST_TELEGRAM_ID, text, None, text, NOON, NOON)
    assert sound(sessions.ask_revocation(one, LARGEST_ID, texts))
    assert sound(sessions.ask_end_own(session_of(text[:129]), texts))
    assert sound(
        sessions.own_sessions(session_of("Анна"), [session_of(text[:129])], texts, notice=texts("sessions.ended"))
    )


@pytest.mark.parametrize(("wrong", "language"), EVERY)
def test_a_remark_with_any_names_stands_above_a_list(wrong: str, language: Language) -> None:
    texts = TEXTS[language]
    told = ", ".join([f"{texts('field.city')}: {as_read(HOSTILE_TEXTS[wrong])}"] * 4)
    page = Page((), 0, has_next=False, damaged=8, looked_at=HUGE, approved_only=True)
    query = Query(Section.NEWS, view=View({"moderation": "pending"}, "ж" * 100))
    chips = listing.chips_of(query.view, Section.NEWS, texts, {})
    remark = texts("filters.replaced", filters=told)
    assert remark in sound(listing.listing(query, page, texts, Role.SUPER_ADMIN, chips=chips, remark=remark))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("section", Section)
def test_every_question_is_shown(section: Section, language: Language) -> None:
    texts = TEXTS[language]
    words = texts("ask.page_of", pages=LARGEST_ID)
    back = ChooseFilter(section, "starts_at", LARGEST_ID, LARGEST_ID)
    assert sound(
        narrowing.question(
            words, back, texts, remark=texts("ask.not_a_page"), title=f"🔎 {texts(f'section.{section}')}"
        )
    )


@pytest.mark.parametrize("language", Language)
def test_spans_of_time_and_forged_values_have_words(language: Language) -> None:
    texts, spec = TEXTS[language], CATALOGUE[Section.EVENTS]
    words = [listing.value_label(spec, "starts_at", value, texts) for value in (*Period, "nonsense")]
    assert words == [*(texts(f"period.{period}") for period in Period), "nonsense"]
