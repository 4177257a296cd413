"""Sample courses."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tabys_bot.adapters.memory import sample_stories as stories
from tabys_bot.adapters.memory import sample_texts as texts
from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import MODERATION, Values, changed, decision, picture, series
from tabys_bot.domain.records import Bilingual, Entity, Money
from tabys_bot.domain.sections import Section

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
_CATEGORIES = rows("""
Бағдарламалау | Программирование
Дизайн | Дизайн
Тілдер | Языки
Медиа | Медиа
Бизнес және қаржы | Бизнес и финансы
Жеке даму | Личное развитие
""")
# of each subject: which of the categories, what is learnt, and the chapters
_CONTENTS = rows("""
0 | Python, Telegram Bot API, git | Айнымалылар мен типтер | Шарттар мен циклдер | Функциялар мен файлдар | Өз ботың
01 | HTML, CSS, JavaScript | Разметка страницы | Стили и адаптивная вёрстка | JavaScript в браузере | Публикация сайта
1 | Композиция, Figma, типографика | Түс және пішін | Қаріптер | Композиция заңдары | Портфолио жинау
2 | Разговорная речь, аудирование | Знакомство | В городе | На учёбе и на работе | Собеседование на английском
3 | Түсірілім, монтаж | Жарық пен кадр | Дыбыс жазу | Телефонда монтаждау
4 | Личный бюджет, вклады, налоги | Доходы и расходы | Кредиты без ловушек | Вклады и инвестиции | Защита от мошенников
34 | Контент-жоспар, таргет, аналитика | Аудитория портреті | Контент-жоспар | Жарнама | Нәтижені есептеу
5 | Ораторское искусство | Как собрать речь | Голос и дыхание | Работа с волнением
45 | Planning, budgeting, teamwork | From idea to plan | People and tasks | Money | Telling how it went
0 | Нейрожелілер, промпт жазу | Нейрожелі деген не | Сұранысты дұрыс қою | Нәтижені тексеру | Этика және қауіпсіздік
""")
_PRICES = (0, 15000, 0, 24900, 9900, 0, 39900)
_FIRST, _COUNT, _STEP = 11, 30, 3


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    numbers = range(_FIRST, _FIRST + _STEP * _COUNT, _STEP)
    gaps = {"rating": (8, 5), "course_page": (9, 4), "chapters": (10, 7), "skills": (13, 6)}
    return {Section.COURSES: series(Section.COURSES, numbers, _course, today, gaps=gaps)}


def _course(at: int, today: datetime) -> Values:
    level, subject = divmod(at, len(texts.COURSES))
    language, title, about = texts.COURSES[subject]
    full_title, note = _LEVELS[language][level]
    categories, skills, *chapters = _CONTENTS[subject]
    created_at = today - timedelta(days=400 - 11 * at, hours=-6)
    return {
        "title": full_title.format(title=title),
        "category": tuple(Bilingual(*_CATEGORIES[int(category)]) for category in categories) if at % 12 else None,
        "language": language,
        "level": ("beginner", "intermediate", "expert" if at % 2 else "advanced")[level],
        "duration": 90 + 55 * (at % 13) + 240 * level,
        **_way_in(at),
        "rating": Decimal(50 - at * 7 % 13) / 10,
        "views": 37 + at * 7919 % 4200,
        "popular": at % 4 == 1,
        "recommended": at % 5 == 1,
        **decision(at, MODERATION[(at + 1) % 8], created_at, today),
        "created_at": created_at,
        "updated_at": changed(at, created_at, today),
        "skills": skills,
        "description": f"{about} {note}" if at else stories.LONG_COURSE_KK,
        "chapters": tuple(f"{number}. {chapter}" for number, chapter in enumerate(chapters, start=1)),
        "course_page": f"https://example.kz/courses/{at + 1}",
        "video": f"https://example.com/video/course-{at + 1}" if at % 3 == 0 else None,
        "photo": picture(Section.COURSES, at, every=7),
    }


def _way_in(at: int) -> Values:
    """What is paid for also wants an invitation."""
    price = Decimal(_PRICES[at % 7])
    return {
        "price": Money(price, price),
        "free": not price,
        "invite_required": bool(price),
        "invite_code": f"JAS-{1000 + at * 389 % 9000}" if price else None,
    }
