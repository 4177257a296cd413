"""Sample tech tasks, and the solutions that were offered for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import (
    Values,
    both,
    changed,
    in_city,
    inside,
    moment_of,
    organisation_at,
    series,
    user_at,
)
from tabys_bot.domain.records import Entity, Money
from tabys_bot.domain.sections import Section

# category, area, technologies; title and description in Kazakh and Russian
_TASKS = rows("""
IT | Білім | Python, Telegram Bot API | Колледж кестесіне арналған телеграм-бот, {city} | Телеграм-бот с расписанием
  колледжа, {city} | Студент тобын таңдап, сабақ кестесін және ауысымын көре алуы керек. Кесте Excel файлынан алынады.
  | Студент выбирает группу и видит расписание и замены. Расписание берётся из файла Excel.
IT | Сауда | React, Node.js | Дүкенге арналған интернет-витрина, {city} | Интернет-витрина для магазина, {city} | Екі
  жүз тауар, іздеу және WhatsApp арқылы тапсырыс беру. Төлем жүйесі керек емес. | Двести товаров, поиск и заказ через
  WhatsApp. Приём оплаты не нужен.
Дизайн | Мәдениет | Figma, Illustrator | Мұражайдың жаңа логотипі мен стилі, {city} | Логотип и фирменный стиль музея,
  {city} | Логотип, түстер, визитка, афиша үлгісі. Ұлттық ою-өрнек заманауи түрде берілсін. | Логотип, цвета, визитка,
  шаблон афиши. Национальный орнамент в современном прочтении.
Робототехника | Экология | Arduino, C++ | Ауа сапасын өлшейтін датчик, {city} | Датчик качества воздуха, {city} | PM2.5
  мен температураны өлшеп, деректі серверге жіберетін арзан құрылғы. Он дана жиналады. | Недорогое устройство, которое
  измеряет PM2.5 и температуру и отправляет данные на сервер. Соберём десять штук.
Медиа | Туризм | Premiere, дрон | Көл туралы қысқа бейнеролик, {city} | Короткий ролик об озере, {city} | Екі минуттық
  ролик, екі тілдегі субтитр. Түсірілімге көлік береміз. | Ролик на две минуты, субтитры на двух языках. Транспорт на
  съёмку предоставим.
IT | Денсаулық | Flutter | Емханаға жазылу қосымшасы, {city} | Приложение для записи в поликлинику, {city} | Дәрігерді
  таңдау, уақытын белгілеу және еске салу. Қолданыстағы жүйемен API арқылы байланысады. | Выбор врача, времени и
  напоминание. Связь с действующей системой по API.
IT | Көлік | PostGIS, Leaflet | Велосипед жолдарының картасы, {city} | Карта велосипедных дорожек, {city} | Жолдар,
  жөндеу орындары және тұрақтар белгіленген интерактивті карта. | Интерактивная карта с дорожками, мастерскими и
  парковками.
Деректер | Экономика | Python, Power BI | Жастар жұмыссыздығының дашборды, {city} | Дашборд по безработице молодёжи,
  {city} | Ашық деректер бойынша аудандар мен жылдар кесіндісіндегі көрсеткіштер. | Показатели по районам и годам на
  основе открытых данных.
""")
# timeline and description
_OFFERS = rows("""
3 апта | Осыған ұқсас бот жасағанмын, кодын көрсете аламын. Алғашқы нұсқасын бір аптада беремін.
1 месяц | Предлагаю начать с прототипа: за пять дней соберу экраны и покажу заказчику, потом оценим объём точнее.
45 күн | Екі адамдық команда: бағдарламашы және дизайнер. Тапсырған соң үш ай тегін қолдау көрсетеміз.
до 15 числа | Возьмёмся целиком, опыт пять лет. Нужен доступ к исходным данным и один человек для вопросов.
2 недели | Сделаю на готовом шаблоне, поэтому быстро и недорого. Правки — в течение месяца.
""")
_FILES = ("prototype.pdf", "смета.xlsx", "портфолио.pdf", "коммерциялық ұсыныс.docx")
_BUDGETS = ((100_000, 250_000), (None, 900_000), (300_000, None), (500_000, 500_000), (150_000, 400_000))
_STATES = ("collecting_offers", "collecting_offers", "in_progress", "completed")
_TASK_GAPS = {
    "area": (7, 3),
    "technologies": (6, 2),
    "deadline": (5, 4),
    "budget": (9, 7),
    "phone": (3, 1),
    "email": (4, 2),
    "category": (19, 16),
    "user": (8, 6),
}
_SOLUTION_GAPS = {"budget": (5, 3), "timeline": (4, 2), "files": (3, 1), "user": (13, 9)}
_FIRST, _COUNT = 57, 24


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    tasks = series(Section.TECH_TASKS, range(_FIRST, _FIRST - _COUNT, -1), _task, today, gaps=_TASK_GAPS)
    offers = [(task, at * 3 % 8) for at, task in enumerate(tasks)]
    return {
        Section.TECH_TASKS: tasks,
        Section.SOLUTIONS: inside(Section.SOLUTIONS, offers, _solution, today, gaps=_SOLUTION_GAPS),
    }


def _task(at: int, today: datetime) -> Values:
    category, area, technologies, kk, ru, about_kk, about_ru = _TASKS[at % len(_TASKS)]
    low, high = _BUDGETS[at % len(_BUDGETS)]
    place, created_at = at + at // len(_TASKS), today - timedelta(days=6 * at + 1, hours=at % 10)
    return {
        "title": both(in_city(kk, place, "kk"), in_city(ru, place, "ru"), at),
        "category": category,
        "area": area,
        "status": _STATES[min(at // 5, 3)] if at % 6 else "collecting_offers",
        "budget": Money(Decimal(low) if low else None, Decimal(high) if high else None),
        "technologies": tuple(technologies.split(", ")),
        "deadline": (created_at + timedelta(days=45)).date(),
        "phone": f"+7 700 000 {at + 30} {at * 31 % 90 + 10}",
        "email": f"task{at + 1}@example.kz",
        "active": at % 7 != 1,
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "user": organisation_at(at),
        "description": both(about_kk, about_ru, at),
    }


def _solution(at: int, task: Entity, today: datetime) -> Values:
    timeline, about = _OFFERS[at % len(_OFFERS)]
    is_open = task.values["status"] == "collecting_offers"
    price = Decimal(120_000 + at * 35_000 % 480_000)
    offered_at = moment_of(task, "created_at", today) + timedelta(days=at % 12, hours=at * 5 % 24)
    return {
        "budget": Money(price, price),
        "timeline": timeline,
        "status": "pending" if is_open else "accepted" if at % 4 == 1 else "rejected",
        "created_at": min(offered_at, today),
        "user": user_at(at * 5 % 60),
        "description": about,
        "files": (_FILES[at % len(_FILES)], _FILES[(at + 1) % len(_FILES)])[: 1 + at % 2],
    }
