"""Made-up records for the demo: the same ones for the same moment, with gaps as real ones have."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from tabys_bot.adapters.memory import sample_texts as texts
from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.domain.access import Module
from tabys_bot.domain.modules import Bilingual, Entity, Money, Value

Values: TypeAlias = dict[str, Value | None]
Maker: TypeAlias = Callable[[int, datetime], Values]

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
# place and note in Kazakh and Russian
_MEETINGS = rows("""
{city} қ., Жастар ресурстық орталығы, 2-қабат | Қатысу тегін, бірақ орын саны шектеулі. Тіркелу іс-шара басталардан бір
  күн бұрын жабылады. | г. {city}, молодёжный ресурсный центр, 2 этаж | Участие бесплатное, но число мест ограничено.
  Регистрация закрывается за день до начала.
{city} қ., орталық кітапхана | Жасы 14-тен 35-ке дейінгі жастарды шақырамыз. Сертификат пен еріктінің ұпайлары жеке
  кабинетке түседі. | г. {city}, центральная библиотека | Приглашаем молодёжь от 14 до 35 лет. Сертификат и баллы
  волонтёра появятся в личном кабинете.
{city} қ., Студенттер сарайы | Сұрақтарыңыз болса, ұйымдастырушыларға жазыңыз: event@example.kz. Ғимаратта пандус бар.
  | г. {city}, Дворец студентов | Вопросы организаторам можно задать по адресу event@example.kz. В здании есть пандус.
""")
# for each level: the title and the end of the description
_LEVELS = {
    "kz": rows("""
{title}: нөлден бастап | Алдын ала білім қажет емес, тек қызығушылық пен аптасына үш-төрт сағат уақыт керек.
{title}: тәжірибелік курс | Негіздерін білетіндерге арналған: теория аз, тапсырма көп.
{title}: тереңдетілген деңгей | Тәжірибесі бар тыңдаушыларға лайықталған, қорытынды жобаны сарапшылар бағалайды.
"""),
    "ru": rows("""
{title} с нуля | Предварительные знания не нужны — только интерес и три-четыре часа в неделю.
{title}: практический курс | Для тех, кто знаком с основами: мало теории, много заданий.
{title}: углублённый уровень | Для слушателей с опытом, итоговую работу оценивают приглашённые эксперты.
"""),
    "en": rows("""
{title}: First Steps | No experience needed, only three hours a week.
{title}: Practice | For those who know the basics: little theory, many tasks.
{title}: Advanced | For people with experience; experts mark the final work.
"""),
}
# profession in Kazakh and Russian, which of the JOBS it is
_PROFESSIONS = rows("""
Бариста | Бариста | 0
Python бағдарламалаушысы | Программист Python | 2
Әлеуметтік қызметкер | Социальный работник | 3
Сатушы-кеңесші | Продавец-консультант | 0
SMM маманы | SMM-специалист | 1
Бастауыш сынып мұғалімі | Учитель начальных классов | 3
Веб-дизайнер | Веб-дизайнер | 2
Даяшы | Официант | 0
Бухгалтердің көмекшісі | Помощник бухгалтера | 1
Тестілеуші | Тестировщик | 2
Балалар лагерінің тәлімгері | Вожатый детского лагеря | 3
Жастар орталығының әдіскері | Методист молодёжного центра | 3
""")
# in turn: ecology, education, culture, sport, help
_PROJECTS = rows("""
♻️ Қалдықсыз қала | ♻️ Город без отходов
Ауылға — жас мұғалім | Молодой учитель — селу
Дала әуендері: этно-музыка зертханасы | Мелодии степи: лаборатория этномузыки
Әр аулада — спорт алаңы | Спортплощадка в каждый двор
Жылы үй | Тёплый дом
Нұра өзенінің таза жағалауы | Чистый берег Нуры
Код клубы: ауыл балаларына бағдарламалау | Код-клуб: программирование для сельских детей
Қабырғадағы тарих: мурал фестивалі | История на стенах: фестиваль муралов
🚴 Велосипедпен оқуға | 🚴 На учёбу на велосипеде
Тең мүмкіндік | Равные возможности
""")
_CALLS = rows("""
{job}, {city} қаласы | {job}, г. {city}
{job} жұмысқа шақырылады | {job} в молодую команду
🔥 {job}: жас маманға орын | 🔥 {job}: место для молодого специалиста
""")
_CATEGORIES = rows("""
Жастар саясаты | Молодёжная политика
Білім | Образование
Еріктілер | Волонтёрство
Мансап және бизнес | Карьера и бизнес
Мәдениет | Культура
""")
_DIRECTIONS = rows("""
Экология | Экология
Әлеуметтік көмек | Социальная помощь
Спорт іс-шаралары | Спортивные события
Медиа еріктілік | Медиаволонтёрство
Жануарларды қорғау | Защита животных
Төтенше жағдайлар | Чрезвычайные ситуации
""")
# a row for each of the JOBS
_COMPANIES = rows("""
Кофейня «Тамшы» | «Дала Маркет» | ЖШС «Сарыарқа Сервис»
ИП «Достық» | Qala Media | «Үй Строй»
Qala Digital | «Бұлт» студиясы | Saryarqa Soft
«Жас Отау» орталығы | Центр «Тірек» | «Болашақ» қоры
""")
_SOURCES = ("Tabys", "Жастар ресурстық орталығы", "Молодёжный вестник", "Qala Life")
_GIRLS = ("Айгерім", "Дана", "Мария", "Томирис", "Әсел", "Алина", "Жансая", "Виктория", "Меруерт", "Камила", "Еркежан")
_BOYS = ("Нұрлан", "Данил", "Ерасыл", "Тимур", "Алихан", "Артём", "Бекзат", "Диас", "Максим", "Санжар", "Мирас")
_SURNAMES = ("Сейітов", "Ковалёв", "Әбдіров", "Жұмабаев", "Орлов", "Тұрсынов", "Қасенов", "Лебедев", "Омаров")
_LEADERS = {0: "COORDINATOR", 10: "SUPERVISOR", 5: "TEAM_LEADER", 15: "TEAM_LEADER"}
_MODERATION = ("pending", "approved", "approved", "approved", "rejected", "approved", "pending", "approved")
_SALARIES = ((150_000, 200_000), (250_000, 400_000), (None, 300_000), (180_000, 180_000), (120_000, None))
_UNPUBLISHED = {0: "scheduled", 1: "draft", 3: "scheduled", 5: "scheduled", 8: "draft"}
_UNUSUAL_STAGES = {0: "draft", 1: "draft", 5: "cancelled", 14: "cancelled"}
_SEASONS = (("", ""), (" · екінші маусым", " · второй сезон"), (" · бірінші маусым", " · первый сезон"))
_PRICES = (0, 15000, 0, 24900, 9900, 0, 39900)

# which records lack a field: every so many, counted from which
_GAPS: Mapping[Module, Mapping[str, tuple[int, int]]] = {
    Module.COURSES: {"rating": (8, 5), "course_page": (9, 4)},
    Module.VACANCIES: {"title": (6, 3), "salary": (7, 4), "experience": (9, 8), "phone": (10, 6), "deadline": (7, 5)},
    Module.NEWS: {"lead": (16, 1), "source_page": (3, 0), "source": (12, 9)},
    Module.PROJECTS: {"video": (3, 0), "author": (11, 8), "ends_at": (13, 0)},
    Module.VOLUNTEERS: {"phone": (12, 7), "direction": (14, 9)},
}
# the only fields of records that somebody began and left
_BEGUN: Mapping[tuple[Module, int], frozenset[str]] = {
    (Module.VACANCIES, 11): frozenset({"company", "city", "moderation", "created_at", "description"}),
    (Module.PROJECTS, 6): frozenset({"title", "moderation"}),
    (Module.VOLUNTEERS, 41): frozenset({"full_name"}),
}
_LONG: Mapping[tuple[Module, int], Mapping[str, Value]] = {
    (Module.EVENTS, 2): {"description": texts.LONG_EVENT_RU},
    (Module.COURSES, 0): {"description": texts.LONG_COURSE_KK},
    (Module.NEWS, 2): {"text": Bilingual(kk=texts.LONG_NEWS_KK)},
    (Module.PROJECTS, 0): {"description": Bilingual(ru=texts.LONG_PROJECT_RU)},
}


def sample_records(now: datetime) -> Mapping[Module, tuple[Entity, ...]]:
    """The records of every open module in the backend's order, with some events yet to come after `now`."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        module: tuple(Entity(module, first + step * at, _shown(module, at, make(at, today))) for at in range(count))
        for module, (count, first, step, make) in _MAKERS.items()
    }


def _shown(module: Module, at: int, values: Values) -> Mapping[str, Value]:
    gaps = {name for name, (every, start) in _GAPS.get(module, {}).items() if at % every == start}
    kept = _BEGUN.get((module, at), values.keys()) - gaps
    values = {**values, **_LONG.get((module, at), {})}
    return {name: value for name, value in values.items() if name in kept and value is not None}


def _event(at: int, today: datetime) -> Values:
    language, form, title, about = texts.EVENTS[at % len(texts.EVENTS)]
    place_kk, note_kk, place_ru, note_ru = _MEETINGS[at % 3]
    place, note = (place_ru, note_ru) if language == "ru" else (place_kk, note_kk)
    starts_at, city = today + timedelta(days=62 - 4 * at, hours=4 + at % 9), at + at // 14
    return {
        "title": _in_city(title, city, language),
        "starts_at": starts_at,
        "format": form,
        "place": "Zoom" if form == "Online" else _in_city(place, city, language),
        "moderation": _MODERATION[at % 8],
        "created_at": min(starts_at - timedelta(days=25), today - timedelta(hours=5 + 7 * at)),
        "description": f"{about}\n\n{note}",
    }


def _course(at: int, today: datetime) -> Values:
    level, subject = divmod(at, len(texts.COURSES))
    language, title, about = texts.COURSES[subject]
    full_title, note = _LEVELS[language][level]
    price = Decimal(_PRICES[at % 7])
    return {
        "title": full_title.format(title=title),
        "language": language,
        "level": ("beginner", "intermediate", "expert" if at % 2 else "advanced")[level],
        "duration": 90 + 55 * (at % 13) + 240 * level,
        "price": Money(price, price),
        "rating": Decimal(50 - at * 7 % 13) / 10,
        "views": 37 + at * 7919 % 4200,
        "moderation": _MODERATION[(at + 1) % 8],
        "created_at": today - timedelta(days=400 - 11 * at, hours=-6),
        "description": f"{about} {note}",
        "course_page": f"https://example.kz/courses/{at + 1}",
    }


def _vacancy(at: int, today: datetime) -> Values:
    kk, ru, sort = _PROFESSIONS[at % len(_PROFESSIONS)]
    about_kk, about_ru, wanted_kk, wanted_ru = texts.JOBS[int(sort)]
    call_kk, call_ru = (call.replace("{job}", job) for call, job in zip(_CALLS[at % 3], (kk, ru), strict=True))
    low, high = _SALARIES[at % 5]
    deadline = (today + timedelta(days=24 - at)).date()
    return {
        "title": _both(_in_city(call_kk, at, "kk"), _in_city(call_ru, at, "ru"), at),
        "profession": _both(kk, ru, at + 4),
        "company": _COMPANIES[int(sort)][at % 5 % 3],
        "city": Bilingual(_in_city("{city}", at, "kk"), _in_city("{city}", at, "ru")),
        "salary": Money(Decimal(low) if low else None, Decimal(high) if high else None),
        "employment": ("full_time", "part_time", "full_time", "internship")[at % 4],
        "work": "office" if sort in "03" else ("hybrid", "remote", "office")[at % 3],
        "experience": at % 4,
        "phone": f"+7 700 000-{at + 10}-{at * 37 % 90 + 10}",
        "email": f"hr{at + 1}@example.kz" if at % 4 else None,
        "deadline": deadline,
        "active": deadline >= today.date(),
        "moderation": _MODERATION[at % 8],
        "created_at": today - timedelta(hours=31 * at + 2),
        "description": _both(about_kk, about_ru, at),
        "requirements": _both(wanted_kk, wanted_ru, at),
    }


def _news(at: int, today: datetime) -> Values:
    category, title_kk, title_ru, lead_kk, lead_ru = texts.NEWS[at % len(texts.NEWS)]
    city, publication = at + at // 13, _UNPUBLISHED.get(at, "published")
    told = (texts.REPORTS[at % 4], texts.REPORTS[(at + 1 + at // 4 % 3) % 4])
    return {
        "title": _both(_in_city(title_kk, city, "kk"), _in_city(title_ru, city, "ru"), at),
        "date": today - timedelta(hours=61 * at + 3),
        "category": Bilingual(*_CATEGORIES[int(category)]),
        "source": _SOURCES[at % 4],
        "publication": publication,
        "publish_at": today + timedelta(days=at + 1, hours=4) if publication == "scheduled" else None,
        "moderation": "approved" if publication == "published" and at % 10 else _MODERATION[at % 8],
        "views": at * 6151 % 3900 + 12 if publication == "published" else None,
        "lead": _both(_in_city(lead_kk, city, "kk"), _in_city(lead_ru, city, "ru"), at),
        "text": _both("\n\n".join(kk for kk, _ in told), "\n\n".join(ru for _, ru in told), at),
        "source_page": f"https://example.com/news/{2315 - at}",
    }


def _project(at: int, today: datetime) -> Values:
    season, title = divmod(at, len(_PROJECTS))
    kk, ru = _PROJECTS[title]
    season_kk, season_ru = _SEASONS[season]
    starts_at = today + timedelta(days=20 - 12 * at, hours=5)
    ends_at = starts_at + timedelta(days=120, hours=8)
    return {
        "title": _both(kk + season_kk, ru + season_ru, at),
        "author": _full_name(at * 5 + 3) if at % 3 else _COMPANIES[3][at % 5 % 3],
        "type": "application" if (at + 1) % 4 else "voting",
        "stage": _UNUSUAL_STAGES.get(at, "active" if ends_at > today else "completed"),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "moderation": _MODERATION[(at + at // 8) % 8],
        "created_at": today - timedelta(days=11 * at + 1, hours=9),
        "description": Bilingual(*texts.IDEAS[at % 5]),
        "video": f"https://example.com/video/{at + 1}",
    }


def _volunteer(at: int, today: datetime) -> Values:
    return {
        "full_name": _full_name(at),
        "phone": f"+7 700 000-{at + 20}-{at * 53 % 90 + 10}",
        "volunteer_level": _LEADERS.get(at % 20, "VOLUNTEER"),
        "coins": at * 1237 % 960,
        "direction": Bilingual(*_DIRECTIONS[at % 6]),
        "events": at * 29 % 43,
        "joined_at": today - timedelta(days=730 - 12 * at, hours=-7 - at % 6),
    }


def _full_name(at: int) -> str:
    """The same at most once in a hundred."""
    surname = _SURNAMES[at % len(_SURNAMES)]
    return f"{surname} {_BOYS[at // 2 % len(_BOYS)]}" if at % 2 else f"{surname}а {_GIRLS[at // 2 % len(_GIRLS)]}"


def _both(kk: str, ru: str, at: int) -> Bilingual:
    """Both languages of most records, and only one of some."""
    return Bilingual(kk=kk if (at + 6) % 13 else None, ru=ru if (at + 7) % 11 else None)


def _in_city(text: str, city: int, language: str) -> str:
    kk, in_kk, ru, in_ru = _CITIES[city % len(_CITIES)]
    name, inside = (ru, in_ru) if language == "ru" else (kk, in_kk)
    return text.format(city=name, in_city=inside, In_city=inside[0].upper() + inside[1:])


# how many records, the number of the first, the step to the next, and how to make one
_MAKERS: Mapping[Module, tuple[int, int, int, Maker]] = {
    Module.EVENTS: (45, 412, -1, _event),
    Module.COURSES: (30, 11, 3, _course),
    Module.VACANCIES: (40, 940, -2, _vacancy),
    Module.NEWS: (45, 2315, -1, _news),
    Module.PROJECTS: (25, 188, -1, _project),
    Module.VOLUNTEERS: (60, 1000, 4, _volunteer),
}
