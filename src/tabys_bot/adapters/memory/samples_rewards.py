"""Sample benefits that volunteers buy with their coins, and what they bought."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.samples_volunteers import phone_of_volunteer
from tabys_bot.adapters.memory.sampling import Values, full_name, picture, series
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section

# category, cost; title and description in Kazakh and Russian
_BENEFITS = rows("""
merch | 60 | Ерікті футболкасы | Футболка волонтёра | Мақта мата, S-тен XXL-ге дейінгі өлшемдер. | Хлопок, размеры от S
  до XXL.
merch | 45 | «Tabys» термокружкасы | Термокружка «Tabys» | 450 мл, ыстықты төрт сағат ұстайды. | 450 мл, держит тепло
  четыре часа.
merch | 120 | Қапшонды жейде | Худи с капюшоном | Жылы, ішкі қалтасы бар. Өлшемін өтінімге жазыңыз. | Тёплое, с
  внутренним карманом. Размер укажите в заметке.
culture | 80 | Драма театрына екі билет | Два билета в драматический театр | Ай сайынғы кез келген кештік қойылымға. |
  На любой вечерний спектакль месяца.
culture | 50 | Киноға билет | Билет в кино | 2D сеанстарға, демалыс күндерінен басқа уақытта. | На сеансы 2D, кроме
  выходных.
culture | 40 | Мұражайға отбасылық билет | Семейный билет в музей | Екі ересек пен үш балаға дейін. | До двух взрослых
  и трёх детей.
education | 200 | Ағылшын тілі курсына жеңілдік | Скидка на курс английского | Бір айға елу пайыз жеңілдік. | Скидка
  пятьдесят процентов на один месяц.
education | 150 | Мобилография мастер-класы | Мастер-класс по мобилографии | Үш сағат тәжірибе, шағын топ. | Три часа
  практики в небольшой группе.
education | 300 | Автомектептегі оқу | Обучение в автошколе | B санаты бойынша теориялық бөлімі өтеледі. | Оплачиваем
  теоретическую часть курса категории B.
sport | 90 | Бассейнге абонемент | Абонемент в бассейн | Бір айға сегіз рет. Дәрігер анықтамасы керек. | Восемь
  посещений в месяц. Нужна справка от врача.
sport | 70 | Мұз айдынына үш рет кіру | Три посещения катка | Конькиді жалға алу бағаға кіреді. | Прокат коньков
  входит.
sport | 110 | Фитнес-клубқа он бес күн | Пятнадцать дней в фитнес-клубе | Таңғы топтарға, сағат 12-ге дейін. | Утренние
  группы, до 12 часов.
career | 100 | Мансап кеңесшісімен кездесу | Встреча с карьерным консультантом | Түйіндеме талдау және сұхбатқа
  дайындық. | Разбор резюме и подготовка к собеседованию.
career | 30 | Алғыс хат | Благодарственное письмо | Қол қойылып, мөр басылған ресми құжат. | Официальное письмо с
  подписью и печатью.
career | 250 | Ұсыныс хат | Рекомендательное письмо | Оқуға немесе жұмысқа түсерде қажет болады. | Пригодится при
  поступлении или устройстве на работу.
food | 35 | Кофейнядағы түскі ас | Обед в кофейне | «Тамшы» кофейнясында, жұмыс күндері. | В кофейне «Тамшы» по будням.
food | 20 | Кофе мен пончик | Кофе и пончик | Кез келген көлемдегі кофе. | Кофе любого объёма.
transport | 55 | Автобусқа бір айлық билет | Проездной на месяц | Қалалық автобустарға жүреді. | Действует в городских
  автобусах.
camp | 400 | Жазғы лагерьге жолдама | Путёвка в летний лагерь | Балқаш жағасында жеті күн. | Семь дней на берегу
  Балхаша.
camp | 350 | Облыстық слетке сапар | Поездка на областной слёт | Жол мен тұру шығыны өтеледі. | Дорога и проживание
  оплачены.
""")
_LEVELS = ("VOLUNTEER", "VOLUNTEER", "TEAM_LEADER", "VOLUNTEER", "SUPERVISOR", "COORDINATOR")
_STATES = ("pending", "approved", "completed", "completed", "cancelled", "approved", "completed")
_NOTES = ("M өлшемі", "Заберёт в пятницу после 17:00", "Нужен чек", "Курьермен жіберіледі")
_REASONS = ("Өлшемі қалмаған, монеталар қайтарылды.", "Волонтёр передумал, монеты возвращены.")
_FIRST_BENEFIT, _PURCHASES = 20, 32
_BENEFIT_GAPS = {
    "stock": (4, 3),
    "available": (4, 3),
    "description": (9, 5),
    "category": (11, 7),
    "needed_level": (8, 6),
    "photo": (3, 2),
}


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    benefits = range(_FIRST_BENEFIT, _FIRST_BENEFIT - len(_BENEFITS), -1)
    return {
        Section.BENEFITS: series(Section.BENEFITS, benefits, _benefit, today, gaps=_BENEFIT_GAPS),
        Section.PURCHASES: series(
            Section.PURCHASES, range(340, 340 - _PURCHASES, -1), _purchase, today, gaps={"benefit": (15, 14)}
        ),
    }


def _benefit(at: int, today: datetime) -> Values:
    category, cost, kk, ru, about_kk, about_ru = _BENEFITS[at]
    stock = 5 + at * 7 % 40
    return {
        "title": Bilingual(kk if at % 7 else None, ru),
        "cost": int(cost),
        "needed_level": _LEVELS[at % len(_LEVELS)],
        "category": category,
        "stock": stock,
        "available": max(0, stock - at * 11 % 30),
        "active": at % 8 != 1,
        "created_at": today - timedelta(days=12 * at + 3, hours=at % 8),
        "description": Bilingual(about_kk if at % 6 else None, about_ru),
        "photo": picture(Section.BENEFITS, at),
    }


def _purchase(at: int, today: datetime) -> Values:
    volunteer, state = at * 13 % 60, _STATES[at % len(_STATES)]
    _, cost, _, title, *_ = _BENEFITS[at * 7 % len(_BENEFITS)]
    bought_at = today - timedelta(hours=29 * at + 4, minutes=at * 17 % 60)
    completed_at = min(bought_at + timedelta(days=2, hours=at % 6), today)
    return {
        "benefit": title,
        "volunteer": full_name(volunteer),
        "phone": phone_of_volunteer(volunteer),
        "cost": int(cost),
        "status": state,
        "notes": _NOTES[at % 4] if at % 3 == 1 else None,
        "reason": _REASONS[at % 2] if state == "cancelled" else None,
        "created_at": bought_at,
        "completed_at": completed_at if state == "completed" else None,
    }
