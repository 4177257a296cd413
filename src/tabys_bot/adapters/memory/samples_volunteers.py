"""Sample volunteers, their events, and what they ask of the admins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tabys_bot.adapters.memory.sample_texts import rows
from tabys_bot.adapters.memory.sampling import Values, both, full_name, in_city, phone_of, picture, series, user_at
from tabys_bot.domain.records import Bilingual, Entity, Ref
from tabys_bot.domain.sections import Section

_DIRECTIONS = rows("""
Экология | Экология
Әлеуметтік көмек | Социальная помощь
Спорт іс-шаралары | Спортивные события
Медиа еріктілік | Медиаволонтёрство
Жануарларды қорғау | Защита животных
Төтенше жағдайлар | Чрезвычайные ситуации
""")
# which of the directions; title, place and description in Kazakh and Russian
_EVENTS = rows("""
0 | Өзен жағалауын тазарту, {city} | Уборка берега реки, {city} | Орталық жағажай, құтқару бекетінің жаны | Центральный
  пляж, у спасательной станции | Қолғап пен қап беріледі. Су өткізбейтін аяқ киім киіп келіңіз. | Перчатки и мешки
  выдадим. Наденьте непромокаемую обувь.
1 | Ардагерлер үйіндегі жексенбі, {city} | Воскресенье в доме ветеранов, {city} | Қарттар мен мүгедектерге арналған үй
  | Дом престарелых | Концерт көрсетіп, қариялармен бірге шай ішеміз. Домбыра тартатындар ерекше керек. | Покажем
  концерт и попьём чаю с бабушками и дедушками. Особенно нужны те, кто играет на домбре.
2 | Қалалық жартылай марафон, {city} | Городской полумарафон, {city} | Орталық стадион | Центральный стадион |
  Жүгірушілерге су тарату, тіркеу және марапаттау аймағындағы көмек. | Раздача воды на трассе, регистрация и помощь в
  зоне награждения.
3 | Жастар форумының баспасөз орталығы, {city} | Пресс-центр молодёжного форума, {city} | Жастар ресурстық орталығы |
  Молодёжный ресурсный центр | Фото, бейне және қысқа жаңалықтар: әлеуметтік желіні толтыратын жеті адам керек. | Фото,
  видео и короткие новости: нужны семь человек, которые будут вести соцсети форума.
4 | Баспанадағы ашық есік күні, {city} | День открытых дверей в приюте, {city} | «Достар» жануарлар баспанасы | Приют
  для животных «Достар» | Иттерді серуендету, торларды жөндеу, болашақ иелерімен танысу. | Прогулки с собаками, ремонт
  вольеров, знакомство с будущими хозяевами.
5 | Алғашқы көмек бойынша оқу-жаттығу, {city} | Учения по первой помощи, {city} | Төтенше жағдайлар департаменті |
  Департамент по чрезвычайным ситуациям | Құтқарушылармен бірге тасқын кезіндегі іс-қимылды пысықтаймыз. | Вместе со
  спасателями отработаем действия при паводке.
0 | «Бір адам — бір ағаш» акциясы, {city} | Акция «Один человек — одно дерево», {city} | Жаңа саябақ | Новый парк | Екі
  жүз түп қарағаш пен терек отырғызамыз. Күрек пен су орнында бар. | Посадим двести вязов и тополей. Лопаты и вода
  будут на месте.
1 | Мектепке жол: оқу құралдарын жинау, {city} | Дорога в школу: сбор школьных наборов, {city} | «Тірек» орталығы |
  Центр «Тірек» | Көпбалалы отбасыларға сөмке мен дәптер жинап, үйлеріне апарамыз. | Собираем рюкзаки и тетради для
  многодетных семей и развозим по домам.
""")
# the task and what was told of it
_TASKS = rows("""
Іс-шарадан үш сурет жіберу | Үш сурет: тіркеу үстелі, жұмыс барысы және топтың ортақ суреті. Жарық нашар болғандықтан
  біреуі бұлыңғыр шықты.
Рассказать о событии в соцсетях | Пост и две истории с отметкой центра. За вечер 340 просмотров, трое спросили, как
  стать волонтёром.
Келушілерді тіркеу | 86 адамды тіркедім, оның 12-сі тізімде болмады, оларды бөлек параққа жаздым.
Развезти материалы по площадкам | Развезли восемь коробок, по одному адресу никто не открыл — коробку вернули в центр.
Жаңа еріктіні үйрету | Екі жаңа еріктіге тіркеу тәртібін түсіндіріп, алғашқы сағатта қасында болдым.
Прибрать площадку после события | Собрали стулья, мусор вывезли в 22:30. Сломан один стол, акт у координатора.
""")
_COMMENTS = {
    "approved": ("Рахмет, жарайсыз!", "Принято, спасибо."),
    "rejected": ("Приложите, пожалуйста, фотографии.", "Есеп басқа іс-шараға жіберілген."),
}
_VERDICTS = {
    "approved": ("Құттықтаймыз!", "Рекомендация координатора получена."),
    "rejected": ("Әзірге ұпай жеткіліксіз.", "Нужно ещё три события в роли помощника."),
}
_REFUSALS = ("Топ толық жиналды.", "Возраст меньше 16 лет.", "Өтініш екі рет жіберілген.")
_SECOND_THOUGHTS = ("Өзі бас тартты.", "Болеет, координатор предупреждён.")
_LEADERS = {0: "COORDINATOR", 10: "SUPERVISOR", 5: "TEAM_LEADER", 15: "TEAM_LEADER"}
_NEXT_LEVEL = {"VOLUNTEER": "TEAM_LEADER", "TEAM_LEADER": "SUPERVISOR", "SUPERVISOR": "COORDINATOR"}
_ANSWERS = ("pending", "approved", "approved", "rejected", "approved", "cancelled", "pending")
_REVIEWS = ("pending", "approved", "pending", "rejected", "approved")
_VOLUNTEERS, _VOLUNTEER_EVENTS, _FIRST_VOLUNTEER, _FIRST_EVENT = 60, 24, 1000, 84
_APPLICATIONS, _REPORTS, _PROMOTIONS = 60, 26, 22
_FIRST_PAST = 9  # of the events
_NAMED_ONLY = 41  # of this volunteer there is a name and no more
_VOLUNTEER_GAPS = {"phone": (12, 7), "direction": (14, 9), "achievements": (15, 4)}
_EVENT_GAPS = {"place": (9, 4), "description": (7, 3), "direction": (11, 6), "supervisors_needed": (3, 1)}
_PROMOTION_GAPS = {"volunteer": (16, 15), "person": (16, 15), "coins": (9, 8)}
_REPORT_GAPS = {"task": (13, 7), "report": (6, 4), "event": (12, 10), "reward": (9, 3), "volunteer": (17, 12)}


def made(today: datetime) -> Mapping[Section, Sequence[Entity]]:
    volunteers = range(_FIRST_VOLUNTEER, _FIRST_VOLUNTEER + 4 * _VOLUNTEERS, 4)
    events = range(_FIRST_EVENT, _FIRST_EVENT - _VOLUNTEER_EVENTS, -1)
    applications = series(
        Section.APPLICATIONS,
        range(640, 640 - _APPLICATIONS, -1),
        _application,
        today,
        gaps={"event_role": (14, 13)},
    )
    return {
        Section.VOLUNTEERS: series(Section.VOLUNTEERS, volunteers, _volunteer, today, gaps=_VOLUNTEER_GAPS),
        Section.VOLUNTEER_EVENTS: series(Section.VOLUNTEER_EVENTS, events, _event, today, gaps=_EVENT_GAPS),
        Section.APPLICATIONS: [
            replace(application, parent=0 if (event := _event_of(at)) is None else _FIRST_EVENT - event)
            for at, application in enumerate(applications)
        ],
        Section.TASK_REPORTS: series(
            Section.TASK_REPORTS, range(212, 212 - _REPORTS, -1), _report, today, gaps=_REPORT_GAPS
        ),
        Section.PROMOTIONS: series(
            Section.PROMOTIONS, range(1, 1 + _PROMOTIONS), _promotion, today, gaps=_PROMOTION_GAPS
        ),
    }


def level_of(at: int) -> str:
    return _LEADERS.get(at % 20, "VOLUNTEER")


def phone_of_volunteer(at: int) -> str | None:
    """None for the volunteers of whom no phone is known."""
    every, start = _VOLUNTEER_GAPS["phone"]
    return None if at % every == start or at == _NAMED_ONLY else phone_of(at)


def _volunteer(at: int, today: datetime) -> Values:
    if at == _NAMED_ONLY:
        return {"full_name": full_name(at)}
    coins = at * 1237 % 960
    return {
        "full_name": full_name(at),
        "phone": phone_of(at),
        "volunteer_level": level_of(at),
        "coins": coins,
        "earned": coins + at * 71 % 500,
        "direction": Bilingual(*_DIRECTIONS[at % 6]),
        "events": at * 29 % 43,
        "achievements": at * 5 % 9,
        "joined_at": today - timedelta(days=730 - 12 * at, hours=-7 - at % 6),
        "user": user_at(at),
    }


def _titles(at: int) -> tuple[str, str]:
    """In Kazakh and Russian; no two events are called the same."""
    _, kk, ru, *_ = _EVENTS[at % len(_EVENTS)]
    city = at + at // len(_EVENTS)
    return in_city(kk, city, "kk"), in_city(ru, city, "ru")


def _event(at: int, today: datetime) -> Values:
    direction, _, _, place_kk, place_ru, about_kk, about_ru = _EVENTS[at % len(_EVENTS)]
    starts_at = today + timedelta(days=40 - 5 * at, hours=4 + at % 6)
    stage = "upcoming" if starts_at > today + timedelta(days=1) else "ongoing" if starts_at > today else "completed"
    return {
        "title": Bilingual(*_titles(at)),
        "starts_at": starts_at,
        "place": both(place_kk, place_ru, at),
        "direction": Bilingual(*_DIRECTIONS[int(direction)]),
        "status": "cancelled" if at % 10 == 1 else stage,
        "reward": 10 + 5 * (at % 4),
        "photo_bonus": 5 if at % 3 else None,
        "tasks_bonus": at % 4 * 5 or None,
        "volunteers_needed": 10 + at * 7 % 41,
        "leaders_needed": at % 4,
        "supervisors_needed": at % 2,
        "applied": sum(_event_of(other) == at for other in range(_APPLICATIONS)),
        "description": both(about_kk, about_ru, at),
    }


def _event_of(application: int) -> int | None:
    """For which of the events, the next ones more often; None where it is no more."""
    steps = application * 5 % 21
    return steps * steps // 21 if (application + 6) % 19 else None


def _application(at: int, today: datetime) -> Values:
    volunteer, event, state = at * 11 % _VOLUNTEERS, _event_of(at), _ANSWERS[at % len(_ANSWERS)]
    is_over = event is not None and event >= _FIRST_PAST and state == "approved"
    reasons = {"rejected": _REFUSALS[at % 3], "cancelled": _SECOND_THOUGHTS[at % 2]}
    return {
        "volunteer": full_name(volunteer),
        "phone": phone_of_volunteer(volunteer),
        "event": "Удалено" if event is None else _titles(event)[1],  # as Tabys says
        "event_role": level_of(volunteer),
        "status": state,
        "attended": at % 4 != 1 if is_over else None,
        "missed": at % 4 == 1 if is_over else None,
        "created_at": today - timedelta(hours=17 * at + 1, minutes=at * 7 % 60),
        "reason": reasons.get(state) if at % 2 else None,
    }


def _report(at: int, today: datetime) -> Values:
    task, report = _TASKS[at % len(_TASKS)]
    state, volunteer, reward = _REVIEWS[at % len(_REVIEWS)], at * 7 % _VOLUNTEERS, 5 * (1 + at % 4)
    return {
        "task": task,
        "volunteer": full_name(volunteer),
        "phone": phone_of_volunteer(volunteer),
        "event": _titles(9 + at % 12)[1],
        "status": state,
        "reward": reward,
        "earned": {"approved": reward, "rejected": 0}.get(state),
        "comment": _COMMENTS[state][at % 2] if state in _COMMENTS else None,
        "created_at": today - timedelta(hours=13 * at + 2, minutes=at * 19 % 60),
        "report": report,
        "photo": picture(Section.TASK_REPORTS, at, every=3),
    }


def _promotion(at: int, today: datetime) -> Values:
    volunteer = 1 + at * 3 % (_VOLUNTEERS - 1)
    level, state = level_of(volunteer), _REVIEWS[(at + 2) % len(_REVIEWS)]
    asked_at, coins = today - timedelta(days=3 * (_PROMOTIONS - at), hours=at % 9), volunteer * 1237 % 960
    return {
        "volunteer": full_name(volunteer),
        "volunteer_level": level,
        "wanted_level": _NEXT_LEVEL.get(level, "COORDINATOR"),
        "coins_then": max(0, coins - at * 13 % 60),
        "coins": coins,
        "status": state,
        "comment": _VERDICTS[state][at % 2] if state in _VERDICTS and at % 3 else None,
        "created_at": asked_at,
        "reviewed_at": None if state == "pending" else asked_at + timedelta(days=1, hours=at % 5),
        "person": Ref(Section.VOLUNTEERS, _FIRST_VOLUNTEER + 4 * volunteer),
    }
