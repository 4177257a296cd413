"""What the records of the fake Tabys are made of: names, texts and dates with every nasty shape of the real ones."""

from datetime import UTC, datetime, timedelta
from typing import TypeVar

from tests.integration.servers.tabys_wire import Row

T = TypeVar("T")

COUNT = 40
PRODUCTION = "https://tabys.example.invalid"
NOW = datetime(2026, 11, 22, 9, 13, 42, tzinfo=UTC)
NPO, OTHER_NPO, MSB, OTHER_MSB = 4, 44, 5, 55
FAMILY = "🇰🇿🎓👩‍💻👨‍👩‍👧‍👦🔥❤️‍🔥"

TITLES: tuple[tuple[str, str], ...] = (
    ("Сарыарқа көктемі", "Весна Сарыарки"),
    ("Жас дәрігерлер түні", "Ночь молодых врачей"),
    ("", ""),
    ("   ", " \t "),
    (("Ұзақ атау " * 26)[:255], ("Длинное название " * 16)[:255]),
    ("<b>Жабылмаған <i>тег", "Не закрыт <a href='https://example.invalid/'>тег"),
    ("Ән &amp; би &lt;кеш&gt;", "Песни & танцы <вечер> \"ёлка\" 'апостроф'"),
    (f"{FAMILY} Отбасы күні", f"{FAMILY} День семьи"),
    ("Бір\r\nекі\tүш", "Раз\r\nдва\tтри"),
    ("Көрін\u200bбейтін\u00a0бос орын", "Неви\u200bдимый\u00a0пробел\ufeff"),
    ("*Жұлдыз* _сызық_ `код` [сілтеме](x)", "*Звезда* _черта_ `код` \\ ~ |"),
)
TEXTS: tuple[tuple[str, str], ...] = (
    ("Қысқа сипаттама.", "Короткое описание."),
    ("<p><b>Тегін</b> кездесу</p><ul><li>бір</li></ul><br/>&nbsp;&laquo;Дала&raquo; &amp; К°", "<p>Даром</p>&mdash;"),
    ("Ұзын мәтін, үзілмейді. " * 300, "Очень длинный текст, без конца. " * 200),
    ("Басы <b>қалың <i>көлбеу <a href='https://example.invalid'>сілтеме", "Начало <b>жирный <i>курсив < 5 && 7 > 3"),
    ("Жол\r\nжол\n\n\n\tбос\u00a0орын\u200b", "Строка\r\nстрока\n\n\n\tпробел\u00a0\u200b"),
    (f"{FAMILY} Бәрін күтеміз! ✅", f"{FAMILY} Ждём всех! ✅"),
    ("", ""),
    ("<script>alert(1)</script><!-- x --> ]]>", "&#128512; &copy; &unknown; &"),
)
# Beside the above: right-to-left letters with an override, and a joiner that joins nothing.
WILD_TITLES = (
    *TITLES,
    ("\u200fمرحبا \u202eسلام\u202c әлем", "\u200fשלום \u202eмир\u202c"),
    ("\u200d\u200b", "\u2066\u2069"),
)
# The five forms of a photo; one file is missing and one is text under a picture's name.
PHOTOS: tuple[str | None, ...] = (
    "/uploads/events/seed.png",
    "uploads/events/seed.png",
    "https://example.invalid/a b/қазақ.jpg",
    "",
    None,
    "/uploads/events/missing.jpg",
    "/uploads/events/text.jpg",
)
STATUSES = ("approved", "pending", "rejected", "approved", "pending")
PROFESSIONS = (("Программист", "Бағдарламашы"), ("Учитель", "Мұғалім"), ("Врач", "Дәрігер"), ("Водитель", "Жүргізуші"))
CITIES = (("Балхаш", "Балқаш"), ("Жезказган", "Жезқазған"), ("Караганда", "Қарағанды"), ("Темиртау", "Теміртау"))
DIRECTIONS = (("Экология", "Экология"), ("Помощь пожилым", "Қарттарға көмек"), ("Спорт & ЗОЖ", "Спорт және салауат"))
REGIONS = (
    ("Акмолинская область", "Ақмола облысы"),
    ("Карагандинская область", "Қарағанды облысы"),
    ("Область Ұлытау", "Ұлытау облысы"),
)
SKILLS = (("1С", "1С"), ("Excel", "Excel"), ("Python & <SQL>", "Python & <SQL>"))
COURSE_CATEGORIES = ("IT и программирование", "Бизнес", "Тілдер / Языки")
COMPANIES = ('ТОО <Альфа> & "Ко"', "ЖШС «Дала»", None, "")


def abroad(url: str | None) -> str | None:
    """A photo's address on a public page: the host of production is written into the code."""
    return f"{PRODUCTION}/{url.lstrip('/')}" if url and "://" not in url else url


def pick(values: tuple[T, ...], index: int) -> T:
    return values[index % len(values)]


def at(index: int, *, hours: int = 25) -> str:
    """Naive UTC; microseconds come and go."""
    moment = NOW.replace(tzinfo=None) - timedelta(hours=hours * index, minutes=index)
    return (moment.replace(microsecond=123456) if index % 4 == 1 else moment).isoformat()


def odd(index: int) -> str:
    """All three forms of a datetime in one column, for a reader that must take any of them."""
    return at(index) + pick(("", "Z", "+00:00"), index)


def shuffled(count: int = COUNT) -> list[int]:
    """Places of rows in a table without an order: an id says nothing of where its row lies."""
    return sorted(range(count), key=lambda index: (index * 7919 % 31, index))


def decision(index: int) -> Row:
    status = pick(STATUSES, index)
    decided = status != "pending"
    return {
        "moderation_status": status,
        "moderated_at": odd(index) if decided else None,
        "moderated_by": 2 if decided else None,
        "moderation_comment": None,
        "is_admin_created": index % 7 == 0,
    }
