"""Reading the lists inside a record, each item as one line: programs, speakers, schools, jobs, answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context, Dictionary, Raw
from tabys_bot.adapters.tabys.reading import LONGEST_LINE, MOST_LINES, line, lines_of
from tabys_bot.domain.records import Bilingual, Line
from tabys_bot.domain.text import one_line

_MINUTES = range(24 * 60)
_YEAR = range(1900, 2200)


def _part(item: Raw, key: str) -> str:
    return (line(item.get(key)) or "") if isinstance(item, Mapping) else ""


def _told(separator: str, *parts: str) -> str | None:
    return one_line(separator.join(filter(None, parts)), LONGEST_LINE) or None


def _titled(key: str, item: Raw, _context: Context) -> str | None:
    return _part(item, key) or None


def _on_the_program(item: Raw, _context: Context) -> str | None:
    """`09:00 — what`; the time is written in minutes since midnight."""
    minutes = item.get("time") if isinstance(item, Mapping) else None
    time = f"{minutes // 60:02}:{minutes % 60:02}" if type(minutes) is int and minutes in _MINUTES else ""
    return _told(" — ", time, _part(item, "description"))


def _speaker(item: Raw, _context: Context) -> str | None:
    name = _told(" ", *(_part(item, key) for key in ("first_name", "middle_name", "last_name")))
    return _told(" — ", name or "", _part(item, "bio"))


def _year(item: Raw, *keys: str) -> str:
    for key in keys:
        text = _part(item, key)[:4]
        if text.isascii() and text.isdigit() and int(text) in _YEAR:
            return text
    return ""


def _years(item: Raw) -> str:
    """`2010–2014`; open at the end if it still goes on."""
    start, end = _year(item, "start_year", "start_date"), _year(item, "end_year", "end_date")
    is_over = not (isinstance(item, Mapping) and item.get("is_current") is True)
    end = end if is_over else ""
    return f"{start}–{end}" if start else end


def _school(item: Raw, _context: Context) -> str | None:
    keys = ("university", "institution_name", "degree", "education_level", "specialization")
    return _told(", ", *(_part(item, key) for key in keys), _years(item), _part(item, "certificates"))


def _job(item: Raw, _context: Context) -> str | None:
    place = _told(" — ", _part(item, "position"), _part(item, "company_name")) or ""
    done = _part(item, "work_description") or _part(item, "responsibilities")
    return _told(": ", _told(", ", place, _years(item)) or "", done)


def _skill(item: Raw, context: Context) -> Line | None:
    number = item.get("skill_id") if isinstance(item, Mapping) else None
    name = context.name(Dictionary.SKILLS, number)
    return _followed(name, " — ", _part(item, "skill_level")) if isinstance(name, str | Bilingual) else None


def _followed(name: Line, separator: str, tail: str) -> Line:
    """The name, in each of its languages, and what comes after it."""
    if not tail:
        return name
    if isinstance(name, str):
        return _told(separator, name, tail) or name
    kk, ru = (text and _told(separator, text, tail) for text in (name.kk, name.ru))
    return replace(name, kk=kk, ru=ru)


def answers(raws: Sequence[Raw], context: Context = NO_CONTEXT) -> tuple[Line, ...] | None:
    """What somebody filled in: in the order of the form, then what the form of today does not ask."""
    given = raws[0] if isinstance(raws[0], Mapping) else {}
    asked = [key for key in context.labels if key in given]
    others = [key for key in given if isinstance(key, str) and key not in context.labels]
    read = (_answer(key, given[key], context) for key in (*asked, *others)[:MOST_LINES])
    return tuple(one for one in read if one is not None) or None


def _answer(key: str, raw: Raw, context: Context) -> Line | None:
    value = _told(", ", *(line(one) or "" for one in raw[:MOST_LINES])) if isinstance(raw, list) else line(raw)
    label = context.labels.get(key) or line(key)
    if value is None:
        return None
    return value if label is None else _followed(label, ": ", value)


program = lines_of(_on_the_program)
speakers = lines_of(_speaker)
schools = lines_of(_school)
jobs = lines_of(_job)
skills = lines_of(_skill)
titles = lines_of(lambda item, context: _titled("title", item, context))
names = lines_of(lambda item, context: _titled("name", item, context))
files = lines_of(lambda item, context: _titled("file_name", item, context))
