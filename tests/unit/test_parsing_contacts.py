"""Links, phones and mail come in many forms, are kept in one, and lead nowhere that they should not."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.parsing import Invalid, Reason
from tests.unit.answers import said
from tests.unit.strategies import any_text

LINK = Question("course_page", Ask.LINK, longest=500)
INSTAGRAM = Question("instagram", Ask.LINK, longest=500)
TIKTOK = Question("tiktok", Ask.LINK, longest=500)
PHONE = Question("phone", Ask.PHONE)
MAIL = Question("email", Ask.EMAIL)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://tabys.kz", "https://tabys.kz"),
        ("http://tabys.kz/a?b=c#d", "http://tabys.kz/a?b=c#d"),
        ("  HTTPS://Tabys.KZ/Путь ", "https://tabys.kz/Путь"),
        ("tabys.kz", "https://tabys.kz"),
        ("www.tabys.kz/kk/news/1", "https://www.tabys.kz/kk/news/1"),
        ("tabys.kz:8443/x", "https://tabys.kz:8443/x"),
        ("tabys.kz?x=1", "https://tabys.kz?x=1"),
        ("қазақстан.қаз/бет", "https://қазақстан.қаз/бет"),
        ("xn--80ao21a.xn--80ao21a", "https://xn--80ao21a.xn--80ao21a"),
        ("https://a.kz/@name", "https://a.kz/@name"),
    ],
)
def test_a_link_is_read_with_or_without_its_beginning(text: str, link: str) -> None:
    assert said(LINK, text) == link


@pytest.mark.parametrize(
    "text",
    [
        *("localhost", "http://localhost/x", "127.0.0.1", "http://10.0.0.1/", "http://[::1]/", "//tabys.kz"),
        *("javascript:alert(1)", "javascript://tabys.kz/%0aalert(1)", "ftp://tabys.kz", "mailto:a@tabys.kz"),
        *("https://user:pass@tabys.kz", "https://tabys.kz@evil.kz", "user@tabys.kz", "https://tabys.kz:pw@evil.kz"),
        *("tabys", "https://", "https://.kz", "tabys..kz", "-tabys.kz", "tabys-.kz", "tabys.kz.", "tabys.k"),
        *("tabys.kz/a b", "tabys.kz\nevil.kz", 'tabys.kz/"x', "tabys.kz/<b>", "tabys.kz\\@evil.kz", "tabys.kz:0"),
        *("tabys.kz:65536", "tabys.kz:999999", "ta_bys", "@name", "httpſ://tabys.kz", "a" * 64 + ".kz"),
        *("https:/tabys.kz", "https:tabys.kz", "tabys.kz\u2800", "https://" + "a." * 200 + "kz"),
    ],
)
def test_what_is_no_link_to_a_page_is_refused(text: str) -> None:
    assert said(LINK, text) == Invalid(Reason.NOT_A_LINK)


def test_a_link_is_as_long_as_it_may_be_with_what_was_added() -> None:
    path = "x" * (500 - len("https://a.kz/"))
    assert said(LINK, f"a.kz/{path}") == f"https://a.kz/{path}"
    assert said(LINK, f"a.kz/{path}x") == Invalid(Reason.TOO_LONG, "500")
    assert said(LINK, f"a.kz/{'x' * 100_000}") == Invalid(Reason.TOO_LONG, "500")
    assert said(LINK, " \n") == Invalid(Reason.EMPTY)


def test_a_name_leads_to_its_page_where_the_field_tells_whose() -> None:
    assert said(INSTAGRAM, "@tabys.kz") == "https://instagram.com/tabys.kz"
    assert said(TIKTOK, "@tabys_kz") == "https://www.tiktok.com/@tabys_kz"
    assert said(INSTAGRAM, "instagram.com/tabys") == "https://instagram.com/tabys"
    assert said(INSTAGRAM, "@a b") == Invalid(Reason.NOT_A_LINK)
    assert said(INSTAGRAM, "@") == Invalid(Reason.NOT_A_LINK)


@pytest.mark.parametrize(
    "text",
    [
        *("87012345678", "8 701 234 56 78", "8 (701) 234-56-78", "77012345678", "7012345678", "701 234 56 78"),
        *("+77012345678", "+7 (701) 234-56-78", "+7 701 234\u201156\u201178", " +7.701.234.56.78\n"),
    ],
)
def test_a_phone_of_the_country_is_kept_in_one_form(text: str) -> None:
    assert said(PHONE, text) == "+77012345678"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+998 90 123 45 67", "+998901234567"),
        ("+1 (202) 555-0123", "+12025550123"),
        ("+44 20 7946 0958", "+442079460958"),
        ("+7 495 123 45 67", "+74951234567"),
        ("8 495 123 45 67", "+74951234567"),
    ],
)
def test_a_phone_of_another_country_begins_with_a_plus(text: str, number: str) -> None:
    assert said(PHONE, text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("+8 701 234 56 78", "+7701234567", "+770123456789", "8701234567", "998901234567", "495 123 45 67", "112"),
        *("тел. 87012345678", "8701234567x", "+", "()", "7+7012345678", "++77012345678", "٨٧٠١٢٣٤٥٦٧٨", "+0123456789"),
        *("8" * 100_000, "+1234567", "+1234567890123456"),
    ],
)
def test_what_is_no_phone_is_refused(text: str) -> None:
    assert said(PHONE, text) == Invalid(Reason.NOT_A_PHONE)


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        ("dana@tabys.kz", "dana@tabys.kz"),
        (" Dana.S+jobs@Tabys.KZ ", "Dana.S+jobs@tabys.kz"),
        ("a@b.co", "a@b.co"),
        ("info@xn--80ao21a.xn--80ao21a", "info@xn--80ao21a.xn--80ao21a"),
    ],
)
def test_mail_is_kept_with_its_domain_in_small_letters(text: str, mail: str) -> None:
    assert said(MAIL, text) == mail


@pytest.mark.parametrize(
    "text",
    [
        *(
            "dana",
            "dana@",
            "@tabys.kz",
            "dana@tabys",
            "dana@@tabys.kz",
            "dana@tabys..kz",
            ".dana@tabys.kz",
            "d a@tabys.kz",
        ),
        *(
            "dana@tabys.invalid",
            "dana@x.test",
            "dana@x.EXAMPLE",
            "dana@x.localhost",
            "dana@localhost",
            "dana@127.0.0.1",
        ),
        *("dana.@tabys.kz", "da..na@tabys.kz", "dana@-tabys.kz", "dana@tabys-.kz", "dana@tabys.k", "дана@tabys.kz"),
        *("a@tabys.kz, b@tabys.kz", "mailto:a@tabys.kz", "a@tabys.kz\nb@tabys.kz", f"{'a' * 65}@tabys.kz", "<a@b.kz>"),
    ],
)
def test_what_is_no_mail_that_can_arrive_is_refused(text: str) -> None:
    assert said(MAIL, text) == Invalid(Reason.NOT_AN_EMAIL)


def test_mail_is_as_long_as_it_may_be() -> None:
    assert said(MAIL, "a" * 1000 + "@tabys.kz") == Invalid(Reason.TOO_LONG, "254")
    assert said(MAIL, "") == Invalid(Reason.EMPTY)


ADDRESSES = st.text(st.sampled_from("htps:/.@-_#?%aяқ1 []\u200bſİ"), max_size=60)
SHAPES = {
    LINK: r"https?://[^\s/@:?#]+\.[^\s/@:?#.]+(:\d+)?([/?#]\S*)?",
    PHONE: r"\+[1-9][0-9]{7,14}",
    MAIL: r"[^\s@]+@[a-zA-Z0-9.-]+\.[a-zA-Z0-9-]{2,}",
}


@pytest.mark.parametrize("question", SHAPES, ids=["link", "phone", "mail"])
@given(
    text=any_text
    | ADDRESSES
    | st.from_regex(r"[a-zA-Zа-яİ.-]{1,20}\.[a-zA-Z]{2,5}(/\S*)?", fullmatch=True)
    | st.emails()
)
@example(text="a" * 63 + ".b-" * 100)
@example(text="a.a" * 160 + "@")
@example(text="(" * 40)
def test_any_text_is_kept_in_the_one_form_or_refused(question: Question, text: str) -> None:
    told = said(question, text)
    if isinstance(told, str):
        assert re.fullmatch(SHAPES[question], told)
        assert len(told) <= question.longest
        assert said(question, told) == told
