"""Days and times are read as people write them in three languages, in the admin's zone, and never guessed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.answering import value_of
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.parsing import Invalid, Reason, day_in, from_digits, parse
from tests.unit.answers import NOW, TODAY, ZONE, said
from tests.unit.strategies import any_text

DAY = Question("deadline", Ask.DATE)
LATER_DAY = Question("last_day", Ask.DATE, after="deadline")
MOMENT = Question("starts_at", Ask.MOMENT)
COMING = Question("publish_at", Ask.MOMENT, future=True)
COMING_DAY = Question("day", Ask.DATE, future=True)
END = Question("ends_at", Ask.MOMENT, after="starts_at")
NO_DATE, NO_MOMENT = Invalid(Reason.NOT_A_DATE), Invalid(Reason.NOT_A_MOMENT)
ZONES = [ZoneInfo(name) for name in ("Asia/Almaty", "UTC", "America/New_York", "Pacific/Kiritimati")]


def local(text: str) -> str:
    """A moment of the zone, as drafts keep it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC).isoformat()


@pytest.mark.parametrize(
    "text",
    [
        *("25.11.2026", "25.11", "25/11/26", "25-11-2026", "2026-11-25", "2026/11/25", "25.11.2026 г.", "25.11.26"),
        *("25 ноября", "25 ноября 2026", "25 ноября 2026 года", "25-го ноября", "25 нояб.", "25 НОЯ", "25ноября"),
        *("25 қараша", "25 караша", "25-қараша", "25 қарашада", "2026 жылғы 25 қараша", "2026 ж. 25 қараша"),
        *("November 25", "25 nov", "Nov 25, 2026", "25th of November", "the 25th of november 2026", "25 November"),
        *(
            "среда, 25 ноября",
            "25.11 (ср)",
            "сәрсенбі",
            "в среду",
            "wednesday",
            "on Wed",
            "сәрсенбіде",
            "сәрсенбі күні",
        ),
        *("через 5 дней", "in 5 days", "5 күннен кейін", "25.11 18:30", "18:30 25.11"),
    ],
)
def test_a_day_is_read_in_three_languages(text: str) -> None:
    assert said(DAY, text) == "2026-11-25"
    assert day_in(text, NOW, ZONE) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сегодня", 0),
        ("бүгін", 0),
        ("Today", 0),
        ("завтра", 1),
        ("ертең", 1),
        ("tomorrow", 1),
        ("послезавтра", 2),
        ("бүрсігүні", 2),
        ("the day after tomorrow", 2),
        ("вчера", -1),
        ("через неделю", 7),
        ("через 2 недели", 14),
        ("в субботу", 1),
        ("пт", 7),
        ("жұма", 7),
        ("friday", 7),
        ("четверг", 6),
    ],
)
def test_a_day_is_counted_from_today_and_a_weekday_is_the_next_one(text: str, day: int) -> None:
    assert said(DAY, text) == (TODAY + timedelta(days=day)).isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20.11", "2026-11-20"),
        ("21.10", "2026-10-21"),
        ("20.10", "2027-10-20"),
        ("1 января", "2027-01-01"),
        ("19 қараша", "2026-11-19"),
        ("29.02", "2028-02-29"),
        ("5 мая", "2027-05-05"),
    ],
)
def test_without_a_year_it_is_the_next_such_day_unless_it_was_in_the_last_thirty_days(text: str, day: str) -> None:
    assert said(DAY, text) == day


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_names(month: int) -> None:
    names = {
        1: "января январь янв қаңтар қаңтарда кантар january jan",
        2: "февраля февраль фев ақпан february feb",
        3: "марта март мар наурыз march mar",
        4: "апреля апрель апр сәуір сауир april apr",
        5: "мая май мамыр may",
        6: "июня июнь маусым june jun",
        7: "июля июль шілде шилде july jul",
        8: "августа август авг тамыз august aug",
        9: "сентября сентябрь сент қыркүйек september sept",
        10: "октября октябрь окт қазан october oct",
        11: "ноября ноябрь ноя қараша november nov",
        12: "декабря декабрь дек желтоқсан желтоқсанда december dec",
    }[month]
    assert {said(DAY, f"3 {name} 2027") for name in names.split()} == {date(2027, month, 3).isoformat()}


@pytest.mark.parametrize(
    "text",
    [
        *("31.04", "30.02.2026", "29.02.2027", "32.12", "0.1.2026", "25.13", "25.00", "2026-13-01", "2026-02-30"),
        *("31.12.1899", "01.01.2101", "9999-12-31", "0001-01-01", "25 ноября 1812", "25.11.202", "25.11.20261"),
        *("вторник, 25 ноября", "среда четверг", "25 26 ноября", "ноябрь", "ноября 2026", "25", "2026", "25 но"),
        *(
            "когда-нибудь",
            "25 мартобря",
            "25.11.2026 и ещё",
            "через 99999 дней",
            "в",
            "год",
            "٢٥.١١.٢٠٢٦",
            "25.11/2026",
        ),
        *("1.1.1.1", "25 11 2026", "x" * 101, "25.11." * 20_000, "a " * 60),
    ],
)
def test_what_names_no_day_that_there_is_names_none(text: str) -> None:
    assert said(DAY, text) == NO_DATE
    assert said(MOMENT, text) == NO_MOMENT
    assert day_in(text, NOW, ZONE) is None


@pytest.mark.parametrize(
    "text",
    [
        *("25.11 18:30", "25.11.2026 18:30", "25.11.2026, 18.30", "18:30 25.11", "18.30 25.11", "25.11 18-30"),
        *("25 ноября в 18:30", "в 18:30 25 ноября", "25 ноября 18 ч 30 мин", "25 ноября в 18 часов 30 минут"),
        *("25 қараша сағат 18:30-да", "25 қараша, 18:30", "сәрсенбі күні сағат 18:30-да", "қарашаның 25-і 18:30"),
        *("Nov 25 at 6:30 pm", "nov 25, 2026 6:30pm", "wednesday 6:30 p.m.", "в среду к 18:30", "25.11 в 6:30 вечера"),
        *("2026-11-25T18:30", "2026-11-25 18:30", "2026-11-25 18:30:00", "2026-11-25T13:30:00+00:00"),
        *("2026-11-25T13:30:00Z", "2026-11-25t18:30+05:00", "сәрсенбі кешкі 6:30-да"),
    ],
)
def test_a_moment_is_a_day_and_a_time_in_either_order(text: str) -> None:
    assert said(MOMENT, text) == "2026-11-25T13:30:00+00:00"
    assert day_in(text, NOW, ZONE) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("завтра в 18", 18),
        ("завтра 18 часов", 18),
        ("завтра 18ч", 18),
        ("ертең сағат 9", 9),
        ("ертең сағат 9-да", 9),
        ("tomorrow at 9", 9),
        ("6 pm tomorrow", 18),
        ("12 am tomorrow", 0),
        ("12 pm tomorrow", 12),
        ("завтра в 9 утра", 9),
        ("завтра в 2 дня", 14),
        ("завтра в 8 вечера", 20),
        ("завтра в 11 ночи", 23),
        ("завтра в 2 ночи", 2),
        ("завтра в полдень", 12),
        ("ертең таңғы 9", 9),
        ("ертең кешкі 6", 18),
        ("завтра 0:00", 0),
        ("завтра 23:00", 23),
    ],
)
def test_an_hour_is_read_where_it_is_called_one(text: str, hour: int) -> None:
    assert said(MOMENT, text) == local(f"2026-11-21T{hour:02}:00")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "завтра",
            "25.11.2026",
            "18:30",
            "в 18",
            "завтра 18",
            "25.11 18",
            "завтра 25:00",
            "завтра 18:60",
            "завтра 24:00",
        ),
        *(
            "завтра 13 am",
            "завтра 18 утра",
            "завтра в 12 вечера",
            "завтра 6 am pm",
            "завтра 18:30 19:30",
            "завтра 18:3",
        ),
        *("завтра вечером", "завтра в 18 30 минут 5", "2026-11-25T99:99:00Z", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_a_moment_is_not_guessed(text: str) -> None:
    assert said(MOMENT, text) == NO_MOMENT


def test_the_day_of_what_has_no_time_can_be_asked_for() -> None:
    assert day_in("в пятницу", NOW, ZONE) == date(2026, 11, 27)
    assert day_in("18:30", NOW, ZONE) is None


def test_a_time_alone_is_of_the_day_whose_times_are_offered() -> None:
    day = date(2026, 12, 3)
    for text in ("18:30", "18.30", "в 18:30", "сағат 18:30-да", "6:30 pm"):
        assert said(MOMENT, text, day=day) == local("2026-12-03T18:30")
    assert said(MOMENT, "10.11", day=day) == local("2026-12-03T10:11")
    assert said(MOMENT, "завтра 18:30", day=day) == local("2026-11-21T18:30")
    assert said(MOMENT, "завтра", day=day) == NO_MOMENT
    assert said(MOMENT, "18", day=day) == NO_MOMENT


def test_today_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
    assert day_in("сегодня", late, ZONE) == date(2026, 11, 21)
    assert day_in("сегодня", late, ZoneInfo("UTC")) == date(2026, 11, 20)


def test_what_has_passed_is_refused_where_it_must_not_have() -> None:
    assert said(COMING, "сегодня 11:00") == Invalid(Reason.PASSED)
    assert said(COMING, "сегодня 11:01") == local("2026-11-20T11:01")
    assert said(COMING, "19.11 12:00") == Invalid(Reason.PASSED)
    assert said(MOMENT, "01.01.2020 12:00") == local("2020-01-01T12:00")
    assert said(COMING_DAY, "вчера") == Invalid(Reason.PASSED)
    assert said(COMING_DAY, "сегодня") == "2026-11-20"


def test_an_end_is_later_than_its_beginning() -> None:
    start = Answer(local("2026-11-25T18:30"))
    too_early = Invalid(Reason.TOO_EARLY, start.text)
    assert said(END, "25.11 18:30", follows=start) == too_early
    assert said(END, "25.11 10:00", follows=start) == too_early
    assert said(END, "25.11 18:31", follows=start) == local("2026-11-25T18:31")
    assert said(END, "24.11 18:31") == local("2026-11-24T18:31")
    assert said(MOMENT, "24.11 18:31", follows=start) == local("2026-11-24T18:31")


def test_a_last_day_may_be_the_first_one_and_not_before() -> None:
    first = Answer("2026-11-25")
    assert said(LATER_DAY, "25.11", follows=first) == "2026-11-25"
    assert said(LATER_DAY, "24.11", follows=first) == Invalid(Reason.TOO_EARLY, "2026-11-25")


@pytest.mark.parametrize("text", ["", "x", "2026-11-25T10:00:00", "2026", "-", "9999-99-99"])
def test_what_it_follows_may_be_nonsense(text: str) -> None:
    assert said(END, "24.11 18:31", follows=Answer(text)) == local("2026-11-24T18:31")
    assert said(LATER_DAY, "24.11", follows=Answer(text)) == "2026-11-24"


def pressed(question: Question, digits: str, follows: Answer | None = None) -> str | Invalid:
    outcome = from_digits(question, digits, now=NOW, zone=ZONE, follows=follows)
    return outcome.unwrap().text if isinstance(outcome, Success) else outcome.failure()


def test_a_pressed_calendar_says_a_day_or_a_moment_of_the_zone() -> None:
    assert pressed(DAY, "20261125") == "2026-11-25"
    assert pressed(MOMENT, "202611251830") == "2026-11-25T13:30:00+00:00"


@pytest.mark.parametrize(
    "digits",
    [
        *("", "2026", "20261332", "20260230", "00000000", "99991231", "18991231", "21010101", "2026112518300"),
        *(
            "202611252430",
            "202611251860",
            "٢٠٢٦١١٢٥",
            "２０２６１１２５",
            "2026112x",
            "-2026112",
            "20261125\n",
            "9" * 100_000,
        ),
    ],
)
def test_a_forged_press_of_a_calendar_is_no_answer(digits: str) -> None:
    assert pressed(DAY, digits) == NO_DATE
    assert pressed(MOMENT, digits) == NO_MOMENT


def test_a_press_is_checked_as_a_typed_answer_is() -> None:
    start = Answer(local("2026-11-25T18:30"))
    assert pressed(DAY, "202611251830") == NO_DATE
    assert pressed(MOMENT, "20261125") == NO_MOMENT
    assert pressed(COMING, "202611201100") == Invalid(Reason.PASSED)
    assert pressed(END, "202611251830", start) == Invalid(Reason.TOO_EARLY, start.text)
    assert pressed(Question("title"), "20261125") == Invalid(Reason.NOT_A_CHOICE)


WORDS = (
    *("25", "11", "2026", "18:30", "18.30", "25.11", "в", "на", "ноября", "қараша", "nov", "пятницу", "жұма", "завтра"),
    *(
        "pm",
        "вечера",
        "сағат",
        "часов",
        "6",
        "через",
        "дня",
        "кейін",
        "г.",
        "T",
        "Z",
        "-",
        "+05:00",
        "-да",
        "31",
        "9999",
    ),
)
PHRASES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
GLUED = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
QUESTIONS = (DAY, MOMENT, COMING, COMING_DAY, END, LATER_DAY)


@given(
    any_text | PHRASES | GLUED,
    st.sampled_from(QUESTIONS),
    st.sampled_from(ZONES),
    st.none() | st.just(Answer("2026-11-25")),
)
@example("завтра " * 14, MOMENT, ZONE, None)
@example("0" * 100, DAY, ZONE, None)
@example("0001-01-01T00:00:00+23:59", MOMENT, ZONE, None)
@example("9999-12-31T23:59:59-23:59", MOMENT, ZONE, None)
def test_any_text_is_a_day_or_a_moment_of_these_centuries_or_refused(
    text: str, question: Question, zone: ZoneInfo, follows: Answer | None
) -> None:
    outcome = parse(question, text, now=NOW, zone=zone, follows=follows)
    if not isinstance(outcome, Success):
        return
    value = value_of(question, outcome.unwrap())
    if question.ask is Ask.DATE:
        assert isinstance(value, date)
        assert 1900 <= value.year <= 2100
    else:
        assert isinstance(value, datetime)
        assert value.utcoffset() == timedelta(0)
        assert 1900 <= value.astimezone(zone).year <= 2100
        assert not question.future or value > NOW
    assert parse(question, outcome.unwrap().text, now=NOW, zone=zone) == outcome


@given(
    any_text | st.from_regex(r"[0-9]{8}([0-9]{4})?", fullmatch=True), st.sampled_from(QUESTIONS), st.sampled_from(ZONES)
)
def test_any_digits_are_an_answer_that_could_have_been_typed_or_refused(
    digits: str, question: Question, zone: ZoneInfo
) -> None:
    outcome = from_digits(question, digits, now=NOW, zone=zone)
    assert not isinstance(outcome, Success) or (parse(question, outcome.unwrap().text, now=NOW, zone=zone) == outcome)


@given(st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30)), st.sampled_from(ZONES))  # noqa: DTZ001  of a zone
def test_every_moment_is_read_as_it_is_written(moment: datetime, zone: ZoneInfo) -> None:
    minute = moment.replace(second=0, microsecond=0, fold=0)
    wanted = Success(Answer(minute.replace(tzinfo=zone).astimezone(UTC).isoformat()))
    for form in ("%d.%m.%Y %H:%M", "%H:%M %d.%m.%Y", "%Y-%m-%d %H.%M", "%d.%m.%Y в %H ч %M мин", "%Y-%m-%dT%H:%M"):
        assert parse(MOMENT, minute.strftime(form), now=NOW, zone=zone) == wanted
    assert from_digits(MOMENT, minute.strftime("%Y%m%d%H%M"), now=NOW, zone=zone) == wanted
