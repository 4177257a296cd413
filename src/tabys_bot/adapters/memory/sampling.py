"""How sample records are made: series with gaps, and the people, cities and decisions that all sections share."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.domain.records import Bilingual, Entity, Picture, Ref, Value
from tabys_bot.domain.sections import Section

Values: TypeAlias = dict[str, Value | None]
Maker: TypeAlias = Callable[[int, datetime], Values]
InnerMaker: TypeAlias = Callable[[int, Entity, datetime], Values]
Gaps: TypeAlias = Mapping[str, tuple[int, int]]

FIRST_USER = 301
# in Kazakh, "in the city" in Kazakh; the same in Russian
_CITIES = rows("""
Қарағанды | Қарағандыда | Караганда | в Караганде
Астана | Астанада | Астана | в Астане
Теміртау | Теміртауда | Темиртау | в Темиртау
Алматы | Алматыда | Алматы | в Алматы
Балқаш | Балқашта | Балхаш | в Балхаше
Жезқазған | Жезқазғанда | Жезказган | в Жезказгане
Сәтбаев | Сәтбаевта | Сатпаев | в Сатпаеве
Саран | Саранда | Сарань | в Сарани
""")
_GIRLS = ("Айгерім", "Дана", "Мария", "Томирис", "Әсел", "Алина", "Жансая", "Виктория", "Меруерт", "Камила", "Еркежан")
_BOYS = ("Нұрлан", "Данил", "Ерасыл", "Тимур", "Алихан", "Артём", "Бекзат", "Диас", "Максим", "Санжар", "Мирас")
_SURNAMES = ("Сейітов", "Ковалёв", "Әбдіров", "Жұмабаев", "Орлов", "Тұрсынов", "Қасенов", "Лебедев", "Омаров")
_ORGANISATION_EVERY = 6
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхыәғқңөұүһі", "abvgdeziyklmnoprstufhyagknouuhi", strict=True))
    | {
        "ё": "yo",
        "ж": "zh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sh",
        "ъ": "",
        "ь": "",
        "э": "e",
        "ю": "yu",
        "я": "ya",
    }
)
_REMARKS = (
    "Сипаттамасы тым қысқа, толықтырып қайта жіберіңіз.",
    "Нет текста на казахском языке.",
    "Повторяет запись, которая уже опубликована.",
)
MODERATION = ("pending", "approved", "approved", "approved", "rejected", "approved", "pending", "approved")


def series(section: Section, numbers: range, make: Maker, today: datetime, *, gaps: Gaps | None = None) -> list[Entity]:
    """A record for each number. `gaps`: which ones lack a field: every so many, counted from which."""
    return [Entity(section, number, shown(make(at, today), at, gaps or {})) for at, number in enumerate(numbers)]


def inside(
    section: Section,
    parents: Sequence[tuple[Entity, int]],
    make: InnerMaker,
    today: datetime,
    *,
    gaps: Gaps | None = None,
) -> list[Entity]:
    """So many records inside of each of those; they are numbered and counted through all of them."""
    places = [parent for parent, count in parents for _ in range(count)]
    return [
        Entity(section, at + 1, shown(make(at, parent, today), at, gaps or {}), parent.id)
        for at, parent in enumerate(places)
    ]


def shown(values: Values, at: int, gaps: Gaps) -> Mapping[str, Value]:
    """What is there to show of the record at that place."""
    missing = {name for name, (every, start) in gaps.items() if at % every == start}
    return {name: value for name, value in values.items() if name not in missing and value is not None}


def moment_of(entity: Entity, name: str, otherwise: datetime) -> datetime:
    moment = entity.values.get(name)
    return moment if isinstance(moment, datetime) else otherwise


def between(begin: datetime, end: datetime, at: int) -> datetime:
    """Some minute from one to the other, another for each place."""
    minutes = max(0, (end - begin) // timedelta(minutes=1))
    return begin + timedelta(minutes=minutes * (at * 37 % 97) // 97)


def full_name(at: int) -> str:
    """The same at most once in a hundred; women have the even places."""
    surname = _SURNAMES[at % len(_SURNAMES)]
    return f"{surname} {_BOYS[at // 2 % len(_BOYS)]}" if at % 2 else f"{surname}а {_GIRLS[at // 2 % len(_GIRLS)]}"


def phone_of(at: int) -> str:
    """Of the person at that place."""
    return f"+7 700 000-{at % 80 + 20}-{at * 53 % 90 + 10}"


def email_of(at: int) -> str:
    surname, _, name = full_name(at).lower().partition(" ")
    return f"{name}.{surname}".translate(_LATIN) + "@example.kz"


def is_organisation(at: int) -> bool:
    """Whether the user at that place is no person."""
    return at % _ORGANISATION_EVERY == _ORGANISATION_EVERY - 1


def user_at(at: int) -> Ref | None:
    """The person at that place as a user of the platform; None where an organisation has the place."""
    return None if is_organisation(at) else Ref(Section.USERS, FIRST_USER + at)


def organisation_at(at: int) -> Ref:
    """One of the first ten organisations among the users."""
    return Ref(Section.USERS, FIRST_USER + _ORGANISATION_EVERY * (at % 10) + _ORGANISATION_EVERY - 1)


def picture(section: Section, at: int, *, every: int = 1) -> Picture | None:
    """The picture of the record at that place, where every so many have none."""
    return None if every > 1 and at % every == every - 1 else Picture(f"memory://{section}/{at + 1}.png")


def decision(at: int, state: str, made_at: datetime, today: datetime) -> Values:
    """What a moderator decided of a record, and when."""
    is_open = state == "pending"
    return {
        "moderation": state,
        "moderated_at": None if is_open else min(made_at + timedelta(hours=3 + at * 5 % 40), today),
        "moderated_by": None if is_open else str(6 + at % 2),
        "moderation_comment": _REMARKS[at % len(_REMARKS)] if state == "rejected" else None,
        "made_by_admin": state == "approved" and at % 3 == 1,
    }


def changed(at: int, made_at: datetime, today: datetime) -> datetime | None:
    """When the record was last changed; most never were."""
    return None if at % 3 else min(made_at + timedelta(days=1 + at % 4, hours=at % 7), today)


def both(kk: str, ru: str, at: int) -> Bilingual:
    """Both languages of most records, and only one of some."""
    return Bilingual(kk=kk if (at + 6) % 13 else None, ru=ru if (at + 7) % 11 else None)


def in_city(text: str, city: int, language: str) -> str:
    """The text with the name of the city in it."""
    kk, in_kk, ru, in_ru = _CITIES[city % len(_CITIES)]
    name, within = (ru, in_ru) if language == "ru" else (kk, in_kk)
    return text.format(city=name, in_city=within, In_city=within[0].upper() + within[1:])


def city(at: int) -> Bilingual:
    return Bilingual(in_city("{city}", at, "kk"), in_city("{city}", at, "ru"))
