"""Sample events, and who takes part in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tabys_bot.adapters.memory import sample_stories as stories
from tabys_bot.adapters.memory import sample_texts as texts
from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import (
    MODERATION,
    Values,
    between,
    changed,
    decision,
    email_of,
    full_name,
    in_city,
    inside,
    moment_of,
    picture,
    series,
)
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section

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
# one point an hour
_PROGRAMS = {
    "kk": rows("""
Қатысушыларды тіркеу, кофе | Ашылу салтанаты және танысу | Топтармен жұмыс | Қорытынды шығару, естелік сурет
Тіркелу | Шақырылған қонақтың сөзі | Сұрақ-жауап
Жиналу және нұсқаулық | Негізгі бөлім | Шай ішіп, ой бөлісу
"""),
    "ru": rows("""
Регистрация и кофе | Открытие, знакомство участников | Работа в группах | Подведение итогов и общее фото
Регистрация | Выступление приглашённого гостя | Ответы на вопросы
Сбор и инструктаж | Основная часть | Чаепитие, обмен впечатлениями
"""),
}
_SPEAKERS = {
    "kk": rows("""
Әлия Нұрғали — психолог, жастар кеңесшісі | Ерлан Базарбек — «Qala Digital» негізін қалаушы
Гүлназ Төлеген — еріктілер қозғалысының үйлестірушісі
Асхат Мәлік — кәсіпкер, тәлімгер | Дина Ахмет — журналист
"""),
    "ru": rows("""
Ольга Вернер — психолог, ведущая тренингов | Руслан Идрисов — основатель студии «Бұлт»
Ирина Пак — координатор волонтёрских программ
Марат Есимов — предприниматель, наставник | Светлана Громова — журналистка
"""),
}
_COMPANIES = (
    "Сарыарқа университеті",
    "Политехнический колледж",
    "№ 7 мектеп-лицей",
    "Qala Digital",
    "Медицинский колледж",
    "Жастар ресурстық орталығы",
    "ИП «Достық»",
)
_LONG = {2: stories.LONG_EVENT_RU}
_FIRST, _COUNT = 412, 45


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    events = series(Section.EVENTS, range(_FIRST, _FIRST - _COUNT, -1), _event, today)
    crowds = [(event, at * 7 % 16 if at % 5 else 0) for at, event in enumerate(events)]
    participants = inside(
        Section.PARTICIPANTS,
        crowds,
        _participant,
        today,
        gaps={"company": (4, 2), "full_name": (17, 5), "registered_at": (23, 8)},
    )
    return {Section.EVENTS: events, Section.PARTICIPANTS: participants}


def _event(at: int, today: datetime) -> Values:
    language, form, title, about = texts.EVENTS[at % len(texts.EVENTS)]
    place_kk, note_kk, place_ru, note_ru = _MEETINGS[at % 3]
    place, note = (place_ru, note_ru) if language == "ru" else (place_kk, note_kk)
    starts_at, city = today + timedelta(days=62 - 4 * at, hours=4 + at % 9), at + at // 14
    created_at = min(starts_at - timedelta(days=25), today - timedelta(hours=5 + 7 * at))
    return {
        "title": in_city(title, city, language),
        "starts_at": starts_at,
        "format": form,
        "place": "Zoom" if form == "Online" else in_city(place, city, language),
        **decision(at, MODERATION[at % 8], created_at, today),
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "description": _LONG.get(at, f"{about}\n\n{note}"),
        "program": _program(at, language) if at % 4 else None,
        "speakers": _SPEAKERS[language][at % 3] if at % 5 in {1, 2, 4} else None,
        "photo": picture(Section.EVENTS, at, every=4),
    }


def _program(at: int, language: str) -> tuple[str, ...]:
    """It begins with the event: the hours are those of Kazakhstan."""
    begins = 9 + at % 9
    return tuple(f"{begins + hour}:00 — {point}" for hour, point in enumerate(_PROGRAMS[language][at % 3]))


def _participant(at: int, event: Entity, today: datetime) -> Values:
    opened_at = moment_of(event, "created_at", today - timedelta(days=30))
    person = at * 13 % 97
    return {
        "full_name": full_name(person),
        "company": _COMPANIES[at % len(_COMPANIES)],
        "email": email_of(person),
        "registered_at": between(opened_at, min(moment_of(event, "starts_at", today), today), at),
    }
