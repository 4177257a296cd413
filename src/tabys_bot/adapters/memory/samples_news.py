"""Sample news."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tabys_bot.adapters.memory import sample_stories as stories
from tabys_bot.adapters.memory import sample_texts as texts
from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import MODERATION, Values, both, decision, in_city, picture, series
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section

_CATEGORIES = rows("""
Жастар саясаты | Молодёжная политика
Білім | Образование
Еріктілер | Волонтёрство
Мансап және бизнес | Карьера и бизнес
Мәдениет | Культура
""")
_KEYWORDS = ("жастар, молодёжь", "білім, грант", "волонтёр, ерікті, акция", "бизнес, стартап", "өнер, театр")
_SOURCES = ("Tabys", "Жастар ресурстық орталығы", "Молодёжный вестник", "Qala Life")
_UNPUBLISHED = {0: "scheduled", 1: "draft", 3: "scheduled", 5: "scheduled", 8: "draft"}
_GAPS = {
    "lead": (16, 1),
    "source_page": (3, 0),
    "source": (12, 9),
    "keywords": (4, 3),
    "language": (20, 12),
}
_LONG = {2: Bilingual(kk=stories.LONG_NEWS_KK)}
_FIRST, _COUNT = 2315, 45


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    return {Section.NEWS: series(Section.NEWS, range(_FIRST, _FIRST - _COUNT, -1), _news, today, gaps=_GAPS)}


def _news(at: int, today: datetime) -> Values:
    category, title_kk, title_ru, lead_kk, lead_ru = texts.NEWS[at % len(texts.NEWS)]
    city, publication = at + at // 13, _UNPUBLISHED.get(at, "published")
    usual = "approved" if publication == "published" and at % 10 else MODERATION[at % 8]
    state = "pending" if publication == "draft" else usual  # what is let in comes out
    told_at = today - timedelta(hours=61 * at + 3)
    return {
        "title": both(in_city(title_kk, city, "kk"), in_city(title_ru, city, "ru"), at),
        "date": told_at,
        "category": Bilingual(*_CATEGORIES[int(category)]),
        "source": _SOURCES[at % 4],
        "language": ("kz", "ru", "ru", "unknown")[at % 4],
        "publication": publication,
        "publish_at": today + timedelta(days=at + 1, hours=4) if publication == "scheduled" else None,
        "published_at": told_at + timedelta(hours=1 + at % 3) if publication == "published" else None,
        **decision(at, state, told_at, today),
        "views": at * 6151 % 3900 + 12 if publication == "published" else None,
        "created_at": told_at - timedelta(minutes=25 + at),
        "keywords": _KEYWORDS[int(category)],
        "lead": both(in_city(lead_kk, city, "kk"), in_city(lead_ru, city, "ru"), at),
        "text": _LONG.get(at) or _story(at),
        "source_page": f"https://example.com/news/{2315 - at}",
        "photo": picture(Section.NEWS, at, every=5),
    }


def _story(at: int) -> Bilingual:
    told = (texts.REPORTS[at % 4], texts.REPORTS[(at + 1 + at // 4 % 3) % 4])
    return both("\n\n".join(kk for kk, _ in told), "\n\n".join(ru for _, ru in told), at)
