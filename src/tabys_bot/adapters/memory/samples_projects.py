"""Sample projects, with the candidates of a vote and the forms that were sent in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tabys_bot.adapters.memory import sample_stories as stories
from tabys_bot.adapters.memory import sample_texts as texts
from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import (
    MODERATION,
    Values,
    between,
    both,
    decision,
    email_of,
    full_name,
    inside,
    moment_of,
    phone_of,
    picture,
    series,
    user_at,
)
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section

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
_SEASONS = (("", ""), (" · екінші маусым", " · второй сезон"), (" · бірінші маусым", " · первый сезон"))
_UNUSUAL_STAGES = {0: "draft", 1: "draft", 5: "cancelled", 14: "cancelled"}
_CENTRES = ("«Жас Отау» орталығы", "Центр «Тірек»", "«Болашақ» қоры")
_CANDIDATES = rows("""
Мектепте эко-клуб ашқан, сегіз сыныппен бірге екі тоннаға жуық қағаз жинаған. Жеңсе, ауладағы жәшіктер санын екі есе
  көбейтпек. | Открыла в школе экоклуб и вместе с восемью классами собрала почти две тонны бумаги. В случае победы
  хочет удвоить число контейнеров во дворах.
Үш жылдан бері ауыл балаларына тегін сабақ береді. Сабақтарын бейнеге жазып, қашықтағы мектептерге таратуды
  жоспарлайды. | Третий год бесплатно занимается с сельскими детьми. Планирует записать уроки на видео для отдалённых
  школ.
Домбырашы, қалалық этно-топтың жетекшісі. Көшеде ашық концерттер өткізіп, жиналған қаражатқа балаларға аспап сатып
  алғысы келеді. | Домбрист, руководитель городской этногруппы. Мечтает о концертах под открытым небом, сборы от
  которых пойдут на инструменты для детей.
Спорт колледжінің түлегі, аула командаларының лигасын құрған. | Выпускник спортивного колледжа, создал лигу дворовых
  команд.
Әлеуметтік қызметкер. Жалғыз басты аналарға арналған өзара көмек тобын жүргізеді. | Социальный работник, ведёт группу
  взаимопомощи для одиноких мам.
""")
_OF_MEN = (1, 2, 3)  # which of these tell of men
# how somebody asks to take part: why, what he can do, whence he knows
_ANSWERS = rows("""
Неге қатысқыңыз келеді?: Өз ауламнан бастағым келеді | Тәжірибеңіз: Мектептегі эко-клуб, екі жыл | Қала: Қарағанды
Почему вы хотите участвовать?: Хочу научиться работать в команде | Опыт: нет | Город: Темиртау
Неге қатысқыңыз келеді?: Идеям бар, бірақ тәлімгер керек | Тәжірибеңіз: Екі акция ұйымдастырдым
Почему вы хотите участвовать?: Веду похожий проект в своём районе и ищу единомышленников | Опыт: три года волонтёрства
  | Город: Балхаш | Сколько часов в неделю готовы уделять?: 6–8
Неге қатысқыңыз келеді?: Достарым шақырды, қызық көрінді | Қала: Саран
""")
_REPLIES = {
    "approved": ("Сұхбатқа шақырылды, дүйсенбі сағат 15:00.", "Назначен наставник."),
    "rejected": ("Мест уже нет, внесли в резерв.", "Анкета толық толтырылмаған: байланыс деректері жоқ."),
}
_REVIEWS = ("approved", "pending", "approved", "rejected", "pending", "approved", "pending")
_VOTING_EVERY, _CANDIDATE_COUNTS = 4, (7, 12, 0, 15, 5, 9)
_SEEN_ALREADY = 3  # active, so everybody sees it, though nobody has let it in
_BEGUN = 6  # somebody gave this one a title and left
_GAPS = {"video": (3, 0), "author": (11, 8), "ends_at": (13, 0)}
_CANDIDATE_GAPS = {
    "video": (3, 1),
    "instagram": (4, 3),
    "facebook": (2, 0),
    "linkedin": (3, 0),
    "twitter": (4, 1),
    "description": (9, 5),
    "photo": (5, 2),
}
_SUBMISSION_GAPS = {"email": (5, 2), "full_name": (9, 4), "phone": (13, 7), "answers": (15, 11), "user": (4, 1)}


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    projects = series(Section.PROJECTS, range(188, 188 - 25, -1), _project, today, gaps=_GAPS)
    votes = zip(projects[_VOTING_EVERY - 1 :: _VOTING_EVERY], _CANDIDATE_COUNTS, strict=True)
    forms = [(project, at * 5 % 16) for at, project in enumerate(projects)]
    candidates = inside(Section.CANDIDATES, list(votes), _candidate, today, gaps=_CANDIDATE_GAPS)
    submissions = inside(Section.SUBMISSIONS, forms, _submission, today, gaps=_SUBMISSION_GAPS)
    return {Section.PROJECTS: projects, Section.CANDIDATES: candidates, Section.SUBMISSIONS: submissions}


def _project(at: int, today: datetime) -> Values:
    season, title = divmod(at, len(_PROJECTS))
    kk, ru = _PROJECTS[title]
    season_kk, season_ru = _SEASONS[season]
    starts_at = today + timedelta(days=20 - 12 * at, hours=5)
    ends_at, created_at = starts_at + timedelta(days=120, hours=8), today - timedelta(days=11 * at + 1, hours=9)
    state = "pending" if at == _SEEN_ALREADY else MODERATION[(at + at // 8) % 8]
    title_in_both = both(kk + season_kk, ru + season_ru, at)
    if at == _BEGUN:
        return {"title": title_in_both, "moderation": state}
    return {
        "title": title_in_both,
        "author": full_name(at * 5 + 3) if at % 3 else _CENTRES[at % 5 % 3],
        "type": "application" if (at + 1) % _VOTING_EVERY else "voting",
        "stage": _UNUSUAL_STAGES.get(at, "active" if ends_at > today else "completed"),
        "starts_at": starts_at,
        "ends_at": ends_at,
        **decision(at, state, created_at, today),
        "created_at": created_at,
        "description": Bilingual(*texts.IDEAS[at % 5]) if at else Bilingual(ru=stories.LONG_PROJECT_RU),
        "video": f"https://example.com/video/{at + 1}",
        "photo": picture(Section.PROJECTS, at, every=6),
    }


def _candidate(at: int, project: Entity, today: datetime) -> Values:
    kk, ru = _CANDIDATES[at % 5]
    person = 2 * at + (at % 5 in _OF_MEN)
    return {
        "full_name": full_name(person),
        "votes": at * 173 % 412,
        "created_at": between(moment_of(project, "created_at", today), today, at),
        "description": both(kk, ru, at),
        "video": f"https://example.com/video/candidate-{at + 1}",
        "instagram": f"https://example.com/instagram/candidate{at + 1}",
        "facebook": f"https://example.com/facebook/candidate{at + 1}",
        "linkedin": f"https://example.com/linkedin/candidate{at + 1}",
        "twitter": f"https://example.com/twitter/candidate{at + 1}",
        "photo": picture(Section.CANDIDATES, at),
    }


def _submission(at: int, project: Entity, today: datetime) -> Values:
    person, state = at * 17 % 60, _REVIEWS[at % len(_REVIEWS)]
    opened_at = moment_of(project, "created_at", today - timedelta(days=20))
    sent_at = between(opened_at, min(moment_of(project, "ends_at", today), today), at)
    return {
        "full_name": full_name(person),
        "phone": phone_of(person),
        "email": email_of(person),
        "status": state,
        "comment": _REPLIES[state][at % 2] if state in _REPLIES and at % 3 else None,
        "submitted_at": sent_at,
        "reviewed_at": None if state == "pending" else min(sent_at + timedelta(days=1 + at % 3, hours=2), today),
        "user": user_at(person),
        "answers": _ANSWERS[at % len(_ANSWERS)],
    }
