"""Sample vacancies, and the resumes of those who look for work."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tabys_bot.adapters.memory import sample_texts as texts
from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import (
    MODERATION,
    Values,
    both,
    changed,
    city,
    decision,
    full_name,
    in_city,
    phone_of,
    series,
    user_at,
)
from tabys_bot.domain.records import Bilingual, Entity, Money
from tabys_bot.domain.sections import Section

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
_CALLS = rows("""
{job}, {city} қаласы | {job}, г. {city}
{job} жұмысқа шақырылады | {job} в молодую команду
🔥 {job}: жас маманға орын | 🔥 {job}: место для молодого специалиста
""")
# a row for each of the JOBS
_COMPANIES = rows("""
Кофейня «Тамшы» | «Дала Маркет» | ЖШС «Сарыарқа Сервис»
ИП «Достық» | Qala Media | «Үй Строй»
Qala Digital | «Бұлт» студиясы | Saryarqa Soft
«Жас Отау» орталығы | Центр «Тірек» | «Болашақ» қоры
""")
# of each of the JOBS: what somebody can do, what he tells of himself, where he learnt and worked
_SEEKERS = rows("""
Сату | Касса | Қазақ тілі | Адамдармен тез тіл табысамын, ауысыммен жұмыс істеуге дайынмын. Жаңа нәрсені тез үйренемін.
  | Сервис және сауда колледжі, 2023 | «Дала Маркет», сатушы, 2023–2025
Excel | 1С | Деловая переписка | Ответственность и внимание к деталям. Ищу работу с возможностью профессионального
  роста. | Экономический колледж, бухгалтерский учёт, 2022 | Qala Media, помощник менеджера, 2022–2024
Python | SQL | Git | Пишу на Python второй год, есть бот с расписанием автобусов и пара небольших сайтов. Читаю
  документацию на английском. | Сарыарқа университеті, информатика, 2025 | Saryarqa Soft, стажёр, лето 2024
Балалармен жұмыс | Сахна | Алғашқы көмек | Балалармен жұмыс істегенді жақсы көремін, екі жыл жазғы лагерьде тәлімгер
  болдым. | Педагогикалық колледж, бастауыш білім, 2024 | «Жас Отау» орталығы, тәрбиеші, 2024 жылдан бері
""")
_CHANNELS = ("qala_jumys", "jastar_jobs", "saryarqa_vacancies")
_SALARIES = ((150_000, 200_000), (250_000, 400_000), (None, 300_000), (180_000, 180_000), (120_000, None))
_WANTED = ("250 000 тг", "от 180 000", "300–400 мың теңге", "По договорённости", "200 000 ₸")
_EMPLOYMENT = ("Полная", "Толық емес", "Стажировка", "Толық")
_VACANCY_GAPS = {
    "title": (6, 3),
    "salary": (7, 4),
    "experience": (9, 8),
    "phone": (10, 6),
    "deadline": (7, 5),
}
_RESUME_GAPS = {
    "phone": (9, 4),
    "birth_date": (11, 7),
    "citizenship": (8, 2),
    "wanted_salary": (5, 3),
    "wanted_employment": (6, 1),
    "about": (7, 5),
    "education": (8, 3),
    "jobs": (3, 1),
    "skill_names": (6, 4),
    "city": (13, 6),
    "profession": (17, 9),
}
_LEFT, _BEGUN = 11, frozenset({"company", "city", "moderation", "created_at", "description"})  # all that there is of it


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    vacancies = series(Section.VACANCIES, range(940, 940 - 2 * 40, -2), _vacancy, today, gaps=_VACANCY_GAPS)
    resumes = series(Section.RESUMES, range(230, 230 - 3 * 30, -3), _resume, today, gaps=_RESUME_GAPS)
    return {Section.VACANCIES: vacancies, Section.RESUMES: resumes}


def _vacancy(at: int, today: datetime) -> Values:
    kk, ru, sort = _PROFESSIONS[at % len(_PROFESSIONS)]
    about_kk, about_ru, wanted_kk, wanted_ru = texts.JOBS[int(sort)]
    call_kk, call_ru = (call.replace("{job}", job) for call, job in zip(_CALLS[at % 3], (kk, ru), strict=True))
    low, high = _SALARIES[at % 5]
    created_at = today - timedelta(hours=31 * at + 2)
    values: Values = {
        "title": both(in_city(call_kk, at, "kk"), in_city(call_ru, at, "ru"), at),
        "profession": Bilingual(kk, ru),
        "company": _COMPANIES[int(sort)][at % 5 % 3],
        "city": city(at),
        "salary": Money(Decimal(low) if low else None, Decimal(high) if high else None),
        "employment": ("full_time", "part_time", "full_time", "internship")[at % 4],
        "work": "office" if sort in "03" else ("hybrid", "remote", "office")[at % 3],
        "experience": at % 4,
        **_answering(at, today),
        **decision(at, MODERATION[at % 8], created_at, today),
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "channel": _CHANNELS[at % 3] if at % 4 == 1 else None,
        "description": both(about_kk, about_ru, at),
        "requirements": both(wanted_kk, wanted_ru, at),
    }
    return {name: value for name, value in values.items() if name in _BEGUN} if at == _LEFT else values


def _answering(at: int, today: datetime) -> Values:
    """How to answer, and until when."""
    deadline = (today + timedelta(days=24 - at)).date()
    return {
        "phone": f"+7 700 000-{at + 10}-{at * 37 % 90 + 10}",
        "email": f"hr{at + 1}@example.kz" if at % 4 else None,
        "deadline": deadline,
        "active": deadline >= today.date(),
    }


def _resume(at: int, today: datetime) -> Values:
    person = at + at // 5  # past the organisations among the users
    kk, ru, sort = _PROFESSIONS[at * 5 % len(_PROFESSIONS)]
    *skills, about, school, job = _SEEKERS[int(sort)]
    updated_at = today - timedelta(hours=19 * at + 1, minutes=at * 7 % 60)
    return {
        "full_name": full_name(person),
        "profession": Bilingual(kk, ru),
        "city": city(at * 3),
        "gender": "male" if person % 2 else "female",
        "birth_date": (today - timedelta(days=365 * 21 + at * 211)).date(),
        "citizenship": "Қазақстан" if at % 2 else "Казахстан",
        "phone": phone_of(person),
        "wanted_salary": _WANTED[at % 5],
        "wanted_employment": _EMPLOYMENT[at % 4],
        "published": bool(at % 6),
        "active": bool(at % 10),
        "created_at": updated_at - timedelta(days=at * 3 % 40),
        "updated_at": updated_at,
        "user": user_at(person) if at % 9 else None,
        "skill_names": tuple(skills[: 1 + at % 3]),
        "about": about,
        "education": (school,),
        "jobs": (job,),
    }
