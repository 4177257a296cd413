"""Addresses of pages, numbers of phones, addresses of mail: in the one form in which they are kept."""

import re
from collections.abc import Mapping

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.matching import digits_of
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.parsing.reasons import Parsed, Reason, refused
from tabys_bot.domain.parsing.texts import flat
from tabys_bot.domain.text import clean

_LETTER = r"a-zA-Z\u0400-\u0481\u048a-\u04ff"
_LABEL = rf"[{_LETTER}0-9](?:[{_LETTER}0-9_-]{{0,61}}[{_LETTER}0-9])?"
# with a dot, and a last label that begins with a letter: neither `localhost` nor the number of a machine
_HOST = rf"(?:{_LABEL}\.)+(?=[{_LETTER}][{_LETTER}0-9-]){_LABEL}"
_LINK = re.compile(rf"(?:([hH][tT][tT][pP][sS]?)://)?({_HOST})((?::[0-9]{{1,5}})?)((?:[/?#].*)?)")
_NOT_IN_LINKS = re.compile(r"[\s<>\"\\^`{|}]")
_LONGEST_HOST = 253
_LARGEST_PORT = 65_535
_NAME = re.compile(r"@([A-Za-z0-9_][A-Za-z0-9._]{0,29})")
# where a name of a field's own world leads
_PAGES: Mapping[str, str] = {"instagram": "https://instagram.com/", "tiktok": "https://www.tiktok.com/@"}

_LONGEST_PHONE = 40
_PHONE = re.compile(r"\+?[0-9()\s.\-\u2010-\u2015]+")
_WITHIN = re.compile(r"[78]?([0-9]{10})")  # 8, 7 or nothing before ten digits is how one dials within the country
_ABROAD = re.compile(r"[1-9][0-9]{7,14}")
_COUNTRY, _FULL, _TEN = "7", 11, 10

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAIL_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_MAIL_LABEL}\.)+)((?:xn--)?[A-Za-z][A-Za-z0-9-]{{0,58}}[A-Za-z0-9])")
_LONGEST_MAIL, _LONGEST_LOCAL = 254, 64
# Tabys answers 422 to mail that can never arrive
_NOWHERE = ("invalid", "test", "example", "localhost", "local", "arpa", "onion")


def parse_contact(question: Question, text: str) -> Parsed:
    said = clean(text).strip()
    if not flat(said):
        return refused(Reason.EMPTY)
    match question.ask:
        case Ask.PHONE:
            return _phone(said)
        case Ask.EMAIL:
            return _mail(question, said)
        case _:
            return _link(question, said)


def _link(question: Question, said: str) -> Parsed:
    """Http only, with a host of letters, nobody's name and password in it; `https` where it was left out."""
    if len(said) > question.longest:
        return refused(Reason.TOO_LONG, question.longest)
    name = _NAME.fullmatch(said)
    if name is not None and question.field in _PAGES:
        return _bounded(question, f"{_PAGES[question.field]}{name[1]}")
    found = None if _NOT_IN_LINKS.search(said) else _LINK.fullmatch(said)
    if found is None:
        return refused(Reason.NOT_A_LINK)
    scheme, host, port, rest = found[1] or "https", found[2], found[3], found[4]
    if len(host) > _LONGEST_HOST or (port and not 0 < int(port[1:]) <= _LARGEST_PORT):
        return refused(Reason.NOT_A_LINK)
    return _bounded(question, f"{scheme.lower()}://{host.lower()}{port}{rest}")


def _bounded(question: Question, link: str) -> Parsed:
    return Success(Answer(link)) if len(link) <= question.longest else refused(Reason.TOO_LONG, question.longest)


def _phone(said: str) -> Parsed:
    if len(said) > _LONGEST_PHONE or _PHONE.fullmatch(said) is None:
        return refused(Reason.NOT_A_PHONE)
    number = _international(digits_of(said), has_plus=said.startswith("+"))
    return Success(Answer(f"+{number}")) if number else refused(Reason.NOT_A_PHONE)


def _international(digits: str, *, has_plus: bool) -> str:
    """The digits with the country in front; empty if that cannot be. No country's numbers begin with 87."""
    if has_plus and not digits.startswith(_COUNTRY):
        return digits if _ABROAD.fullmatch(digits) and not digits.startswith("87") else ""
    if has_plus and len(digits) != _FULL:
        return ""
    within = _WITHIN.fullmatch(digits)
    if within is None or (len(digits) == _TEN and not digits.startswith(_COUNTRY)):
        return ""
    return f"{_COUNTRY}{within[1]}"


def _mail(question: Question, said: str) -> Parsed:
    longest = min(question.longest, _LONGEST_MAIL)
    if len(said) > longest:
        return refused(Reason.TOO_LONG, longest)
    found = _MAIL.fullmatch(said)
    if found is None or len(found[1]) > _LONGEST_LOCAL or found[3].lower() in _NOWHERE:
        return refused(Reason.NOT_AN_EMAIL)
    return Success(Answer(f"{found[1]}@{found[2].lower()}{found[3].lower()}"))
