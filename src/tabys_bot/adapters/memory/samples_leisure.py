"""Sample places to go, tickets and promo actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import (
    MODERATION,
    Values,
    both,
    changed,
    decision,
    in_city,
    picture,
    series,
)
from tabys_bot.domain.records import Bilingual, Entity, Picture, Ref
from tabys_bot.domain.sections import Section

_CATEGORIES = rows("""
Кофейнялар | Кофейни
Белсенді демалыс | Активный отдых
Мұражайлар мен галереялар | Музеи и галереи
Саябақтар | Парки
Ойын-сауық | Развлечения
Кітап және оқу | Книги и чтение
""")
# of the places in each of the categories, in Kazakh and Russian
_ABOUT_PLACES = rows("""
Тыныш музыка, жұмсақ диван және ноутбукпен жұмыс істеуге ыңғайлы үстелдер. Студенттерге түске дейін он пайыз жеңілдік.
  | Тихая музыка, мягкие диваны и столы, за которыми удобно работать с ноутбуком. Студентам до обеда скидка десять
  процентов.
Жабдықты сол жерде жалға алуға болады, жаңадан бастағандарға нұсқаушы көмектеседі. | Снаряжение можно взять напрокат на
  месте, новичкам помогает инструктор.
Тұрақты экспозиция мен ай сайын ауысатын көрмелер. Сейсенбі күні кіру тегін. | Постоянная экспозиция и выставки,
  которые меняются каждый месяц. По вторникам вход свободный.
Жүгіретін жол, балалар алаңы және жазғы сахна бар. Кешке жарықтандырылады. | Беговая дорожка, детская площадка и летняя
  сцена. Вечером освещается.
Достармен бірге келуге болатын орын: үстел ойындары, квест және караоке. Алдын ала орын алған дұрыс. | Место для
  компании: настольные игры, квест и караоке. Лучше бронировать заранее.
Қазақ және орыс тілдеріндегі жаңа кітаптар, оқу залы және апта сайынғы пікірталас клубы. | Новинки на казахском и
  русском, читальный зал и еженедельный дискуссионный клуб.
""")
# which of the categories, the fee, the title in Kazakh and Russian
_PLACES = rows("""
0 | 1500 | «Тамшы» кофейнясы | Кофейня «Тамшы»
1 | 3000 | «Шың» скалодромы | Скалодром «Шың»
2 | 700 | Заманауи өнер галереясы | Галерея современного искусства
3 | тегін | Орталық саябақ | Центральный парк
4 | от 2000 | «Тоғызқұмалақ» антикафесі | Антикафе «Тоғызқұмалақ»
5 | бесплатно | Жастар кітапханасы | Молодёжная библиотека
1 | 2500 | «Ақ қайың» шаңғы базасы | Лыжная база «Ак кайын»
0 | от 900 | «Бауырсақ & кофе» | «Баурсак & кофе»
2 | 500 | Шахтёрлер даңқы мұражайы | Музей шахтёрской славы
4 | 3500 | «Құпия бөлме» квесті | Квест «Тайная комната»
3 | тегін | Көл жағасындағы серуен алаңы | Набережная у озера
1 | 1800 | Мұз айдыны «Аяз» | Каток «Аяз»
5 | бесплатно | «Парасат» кітап үйі | Книжный дом «Парасат»
4 | 2200–4000 | Боулинг-клуб «Страйк» | Боулинг-клуб «Страйк»
""")
_STREETS = rows("""
{city} қ., Достық көшесі, 14 | г. {city}, ул. Достык, 14
{city} қ., Бейбітшілік даңғылы, 37/2 | г. {city}, пр. Мира, 37/2
{city} қ., Абай көшесі, 5, 1-қабат | г. {city}, ул. Абая, 5, 1 этаж
{city} қ., Наурыз шағын ауданы, 22 | г. {city}, мкр. Наурыз, 22
{city} қ., Тәуелсіздік алаңы, 1 | г. {city}, пл. Независимости, 1
""")
# the fee; title and description in Kazakh and Russian
_TICKETS = rows("""
3000 | «Дала рок» концерті | Концерт «Дала-рок» | Бес топ, бір сахна және төрт сағат тірі дыбыс. | Пять групп, одна
  сцена и четыре часа живого звука.
от 2500 | «Қыз Жібек» спектаклі | Спектакль «Кыз Жибек» | Жастар театрының жаңа қойылымы, екі бөлімнен тұрады. | Новая
  постановка молодёжного театра в двух действиях.
1800 | Қысқа метражды фильмдер кеші | Вечер короткометражек | Жас режиссёрлердің жеті фильмі және авторлармен кездесу.
  | Семь фильмов молодых режиссёров и встреча с авторами.
4000 | Стендап: «Өз ортам» | Стендап «Свои люди» | Үш тілде әзіл айтатын алты комик. Жасы 16-дан асқандарға. | Шесть
  комиков шутят на трёх языках. Старше шестнадцати лет.
1000 | «Қарағанды» — «Балқаш» футбол матчы | Футбол: «Караганда» — «Балхаш» | Жастар лигасының жартылай финалы. |
  Полуфинал молодёжной лиги.
тегін | «Менің далам» фотокөрмесі | Фотовыставка «Моя степь» | Отыз автордың жетпіс суреті. | Семьдесят снимков
  тридцати авторов.
5000 | Симфониялық оркестр: кино әуендері | Симфонический оркестр: музыка кино | Сүйікті фильмдерден таныс әуендер. |
  Знакомые мелодии из любимых фильмов.
2000 | Үстел ойындарының түні | Ночь настольных игр | Елуден астам ойын, кешкі алтыдан таңғы алтыға дейін. | Больше
  пятидесяти игр с шести вечера до шести утра.
3500 | «Жас толқын» би байқауының финалы | Финал танцевального конкурса «Жас толқын» | Он екі команда және үш қазыдан
  тұратын алқа. | Двенадцать команд и жюри из трёх человек.
1500 | Планетарий: қысқы аспан | Планетарий: зимнее небо | Қыс шоқжұлдыздары және ашық телескоп. | Зимние созвездия и
  открытый телескоп.
""")
# discount, code; title and description in Kazakh and Russian
_PROMO = rows("""
−20 % | JASTAR20 | Студенттерге жиырма пайыз | Двадцать процентов студентам | Студенттік билетті көрсетсеңіз болғаны. |
  Достаточно показать студенческий билет.
1 + 1 | DOSPEN | Досыңмен кел | Приходи с другом | Екінші адамға кіру тегін, дүйсенбіден бейсенбіге дейін. | Второй
  гость проходит бесплатно с понедельника по четверг.
−500 ₸ | TABYS500 | Алғашқы сапарға сыйлық | Подарок к первому визиту | Платформада тіркелгендерге ғана. | Только для
  тех, кто зарегистрирован на платформе.
−30 % | TUGANKUN | Туған күніңізбен! | С днём рождения! | Туған күннен үш күн бұрын және кейін жарамды. | Действует три
  дня до и три дня после дня рождения.
−50 % | ERIKTI | Еріктілерге жарты бағаға | Волонтёрам за полцены | Еріктінің электрондық кітапшасы бойынша. | По
  электронной книжке волонтёра.
−15 % | OTBASY | Отбасылық демалыс | Семейные выходные | Төрт және одан көп адамға. | Для компании от четырёх человек.
−10 % | ERTE | Ертерек алғанға арзанырақ | Раньше купишь — дешевле | Іс-шараға екі апта қалғанға дейін. | Не позже чем
  за две недели до события.
""")
_LEISURE_GAPS = {"whatsapp": (4, 1), "instagram": (3, 2), "tiktok": (2, 0), "map": (5, 3), "fee": (9, 4)}
_PROMO_GAPS = {"promo_code": (4, 2), "discount": (9, 5), "description": (8, 6), "ends_at": (12, 7), "subject": (11, 8)}
_FIRST_PLACE, _PLACE_COUNT, _FIRST_TICKET, _TICKET_COUNT, _FIRST_PROMO, _PROMO_COUNT = 146, 34, 93, 30, 41, 24
_BROKEN_PICTURE, _LOST_PICTURE = 9, 6


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    places = range(_FIRST_PLACE, _FIRST_PLACE - _PLACE_COUNT, -1)
    tickets = range(_FIRST_TICKET, _FIRST_TICKET - _TICKET_COUNT, -1)
    place_gaps = {**_LEISURE_GAPS, "rating": (6, 3), "category": (13, 8), "address": (17, 12)}
    return {
        Section.PLACES: series(Section.PLACES, places, _place, today, gaps=place_gaps),
        Section.TICKETS: series(Section.TICKETS, tickets, _ticket, today, gaps={**_LEISURE_GAPS, "address": (11, 9)}),
        Section.PROMO: series(
            Section.PROMO, range(_FIRST_PROMO, _FIRST_PROMO - _PROMO_COUNT, -1), _promo, today, gaps=_PROMO_GAPS
        ),
    }


def _place(at: int, today: datetime) -> Values:
    category, fee, kk, ru = _PLACES[at % len(_PLACES)]
    about_kk, about_ru = _ABOUT_PLACES[int(category)]
    created_at = today - timedelta(days=4 * at + 1, hours=at % 10)
    return {
        "title": both(kk, ru, at),
        "category": Bilingual(*_CATEGORIES[int(category)]),
        "starts_at": None if at % 8 else today + timedelta(days=5 + at, hours=6),
        "rating": Decimal(50 - at * 7 % 19) / 10,
        "views": at * 521 % 1700 + 3,
        "status": "inactive" if at % 9 == 1 else "active",
        **_about_a_visit(at, fee, f"{Section.PLACES}/{at + 1}"),
        **decision(at, MODERATION[(at + 2) % 8], created_at, today),
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "description": both(about_kk, about_ru, at),
        "photo": _photo(Section.PLACES, at),
    }


def _ticket(at: int, today: datetime) -> Values:
    fee, kk, ru, about_kk, about_ru = _TICKETS[at % len(_TICKETS)]
    starts_at, created_at = (
        today + timedelta(days=45 - 4 * at, hours=13),
        today - timedelta(days=3 * at + 2, hours=at % 6),
    )
    is_over = starts_at < today
    return {
        "title": both(kk, ru, at),
        "starts_at": starts_at,
        "status": "inactive" if is_over else "sold_out" if at % 4 == 1 else "active",
        **_about_a_visit(at + 1, fee, f"{Section.TICKETS}/{at + 1}"),
        **decision(at, MODERATION[(at + 5) % 8], created_at, today),
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "description": both(about_kk, about_ru, at),
        "photo": _photo(Section.TICKETS, at),
    }


def _about_a_visit(at: int, fee: str, path: str) -> Values:
    """What it costs, where it is, and who tells more. Tabys knows addresses in one language only."""
    language = "kk" if at % 3 else "ru"
    return {
        "address": in_city(_STREETS[at % len(_STREETS)][language == "ru"], at * 3, language),
        "fee": fee,
        "whatsapp": f"+7 700 000 {at % 80 + 10} {at * 41 % 90 + 10}",
        "map": f"https://example.com/map/{path}",
        "instagram": f"https://example.com/instagram/{path}",
        "tiktok": f"https://example.com/tiktok/{path}",
    }


def _photo(section: Section, at: int) -> Picture | None:
    """Most have one; a file may be lost, and what was uploaded may be no picture."""
    names = {_BROKEN_PICTURE: "broken", _LOST_PICTURE: "missing"}
    return Picture(f"memory://{section}/{names[at]}") if at in names else picture(section, at, every=5)


def _promo(at: int, today: datetime) -> Values:
    discount, code, kk, ru, about_kk, about_ru = _PROMO[at % len(_PROMO)]
    created_at = today - timedelta(days=5 * at + 1, hours=at % 11)
    starts_at = created_at + timedelta(days=2)
    ends_at = starts_at + timedelta(days=30)
    place, ticket = Ref(Section.PLACES, _FIRST_PLACE - at), Ref(Section.TICKETS, _FIRST_TICKET - at)
    return {
        "title": both(kk, ru, at),
        "discount": discount,
        "promo_code": code,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "status": "expired" if ends_at < today else "active" if at % 5 else "inactive",
        **decision(at, MODERATION[(at + 3) % 8], created_at, today),
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "subject": ticket if at % 3 == 1 else place,
        "description": both(about_kk, about_ru, at),
        "photo": picture(Section.PROMO, at, every=4),
    }
