"""Sample users of the platform, their certificates, experts, and the admins."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tabys_bot.adapters.memory.accounts import NAMES
from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import (
    FIRST_USER,
    Values,
    changed,
    city,
    email_of,
    full_name,
    in_city,
    is_organisation,
    phone_of,
    picture,
    series,
    user_at,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section

_ORGANISATIONS = (
    "ЖШС «Сарыарқа Сервис»",
    "Қоғамдық қор «Болашақ»",
    "ТОО «Үй Строй»",
    "ИП «Достық»",
    "Центр «Тірек»",
    "ЖШС «Qala Digital»",
    "Кофейня «Тамшы»",
    "№ 7 мектеп-лицей",
    "Молодёжный театр «Жаңа сахна»",
    "«Дала Маркет» дүкендер желісі",
)
# specialization, education, further education, earlier job, job
_EXPERTS = rows("""
Психология | Сарыарқа университеті, психология, 2011 | Гештальт-терапия, қайта даярлау, 2016 | Мектеп психологы,
  2011–2017 | Жеке практика, 2017 жылдан бері
Веб-разработка | Политехнический институт, информатика, 2014 | Курс по безопасности приложений, 2020 | Saryarqa Soft,
  разработчик, 2014–2019 | «Бұлт» студиясы, техлид, с 2019 года
Кәсіпкерлік және қаржы | Экономика академиясы, қаржы, 2009 | MBA, 2015 | Банк, несие сарапшысы, 2009–2014 | Кәсіпкерлер
  мектебі, тәлімгер, 2015 жылдан бері
Право и защита прав молодёжи | Университет, юриспруденция, 2013 | Медиация, сертификат 2018 | Адвокатская контора,
  2013–2018 | Центр «Тірек», юрист, с 2018 года
Медиа және журналистика | Журналистика факультеті, 2016 | Деректер журналистикасы, 2021 | Qala Life, тілші, 2016–2020 |
  Qala Media, редактор, 2020 жылдан бері
Проектный менеджмент | Технический университет, 2012 | PMP, 2019 | Завод, инженер по планированию, 2012–2017 | Фонд
  «Болашақ», руководитель проектов, с 2017 года
Экология | Биология факультеті, 2010 | Қалдықтарды басқару, қысқа курс, 2017 | Қорық, ғылыми қызметкер, 2010–2016 |
  «Жасыл аула» бірлестігі, төраға, 2016 жылдан бері
Графический дизайн | Колледж искусств, 2015 | Типографика, онлайн-курс, 2018 | Рекламное агентство, 2015–2020 |
  Свободный художник, с 2020 года
""")
# title and description
_CERTIFICATES = rows("""
Еріктілер мектебі | «Еріктілер мектебі» бағдарламасын толық аяқтағаны үшін, 36 сағат.
Финансовая грамотность | За прохождение курса «Финансовая грамотность», 24 часа.
«Smart Qala» хакатоны | Қалалық хакатонда екінші орын алғаны үшін.
Молодёжный форум «Жастар күші» | Участнику форума, площадка «Городская среда».
Python тілінде бағдарламалау | Қорытынды жоба «өте жақсы» деген бағамен қорғалды.
""")
_USERS, _EXPERT_COUNT, _CERTIFICATE_COUNT = 60, 24, 20
_USER_GAPS = {"full_name": (16, 13), "email": (3, 1), "phone": (23, 20)}
_CERTIFICATE_GAPS = {"issued_at": (6, 3), "description": (4, 2)}
_EXPERT_GAPS = {
    "phone": (5, 2),
    "website": (2, 1),
    "city": (9, 4),
    "address": (3, 1),
    "education": (8, 6),
    "jobs": (10, 7),
    "created_at": (21, 12),
}


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    users = range(FIRST_USER, FIRST_USER + _USERS)
    certificates = range(900, 900 - _CERTIFICATE_COUNT, -1)
    return {
        Section.USERS: series(Section.USERS, users, _user, today, gaps=_USER_GAPS),
        Section.CERTIFICATES: series(Section.CERTIFICATES, certificates, _certificate, today, gaps=_CERTIFICATE_GAPS),
        Section.EXPERTS: series(Section.EXPERTS, range(1, 1 + _EXPERT_COUNT), _expert, today, gaps=_EXPERT_GAPS),
        Section.PROFILE: series(Section.PROFILE, range(1, 1 + len(Role)), _admin, today),
    }


def _user(at: int, _: datetime) -> Values:
    group = is_organisation(at)
    return {
        "full_name": _ORGANISATIONS[at // 6 % len(_ORGANISATIONS)] if group else full_name(at),
        "phone": phone_of(at),
        "email": f"office{at // 6 + 1}@example.kz" if group else email_of(at),
        "status": "blocked" if at % 17 == 1 else "active",
        "user_type": "organization" if group else "individual",
    }


def _certificate(at: int, today: datetime) -> Values:
    title, about = _CERTIFICATES[at % len(_CERTIFICATES)]
    created_at = today - timedelta(days=9 * at + 1, hours=at % 7)
    return {
        "title": title,
        "status": "revoked" if at % 9 == 1 else "active",
        "issued_at": created_at + timedelta(hours=2),
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "user": user_at(at * 7 % _USERS),
        "description": about,
        "photo": picture(Section.CERTIFICATES, at, every=3),
    }


def _expert(at: int, today: datetime) -> Values:
    specialization, *learnt_and_done = _EXPERTS[at % len(_EXPERTS)]
    school, course, before, now = learnt_and_done
    created_at = today - timedelta(days=300 - 12 * at, hours=at % 9)
    place = city(at)
    return {
        "full_name": full_name(60 + at),
        "specialization": specialization,
        "city": place.kk if at % 2 else place.ru,
        "address": in_city("ул. Ерубаева, 31, офис 204" if at % 4 else "{city} қ., Гоголь көшесі, 52", at, "kk"),
        "phone": f"+7 700 000 {at + 11} {at * 29 % 90 + 10}",
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "education": (school, course)[: 1 + at % 2],
        "jobs": (now, before)[: 1 + at // 2 % 2],
        "website": f"https://example.com/experts/{at + 1}",
    }


def _admin(at: int, today: datetime) -> Values:
    role = tuple(Role)[at]
    return {
        "full_name": NAMES[role],
        "email": f"{role}@example.kz" if at % 3 else None,
        "login": role.value,
        "role": role.value,
        "created_at": today - timedelta(days=400 - 31 * at, hours=at),
    }
