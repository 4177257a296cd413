"""Made-up numbers of the platform, and the admins who wait to be let in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import Numbers, Registration, Stretch
from tabys_bot.domain.records import Entity

# all, failed, people
_LOGINS: Mapping[Stretch, tuple[int, int, int]] = {
    Stretch.DAY: (46, 5, 31),
    Stretch.WEEK: (294, 27, 112),
    Stretch.MONTH: (1187, 96, 268),
    Stretch.YEAR: (12_940, 1034, 611),
}
# creates, updates, deletes, views
_ACTIONS: Mapping[Stretch, tuple[int, int, int, int]] = {
    Stretch.DAY: (9, 21, 1, 164),
    Stretch.WEEK: (58, 133, 7, 1120),
    Stretch.MONTH: (241, 590, 26, 4873),
    Stretch.YEAR: (2716, 6402, 318, 51_960),
}
# errors, warnings, notes, what had to be mended at once
_EVENTS: Mapping[Stretch, tuple[int, int, int, int]] = {
    Stretch.DAY: (2, 5, 38, 0),
    Stretch.WEEK: (11, 34, 260, 1),
    Stretch.MONTH: (47, 128, 1105, 2),
    Stretch.YEAR: (590, 1466, 13_220, 17),
}
# of a hundred actions
_TOUCHED: Mapping[str, int] = {"vacancy": 34, "event": 27, "news": 18, "course": 12, "project": 9}
# name, login, e-mail, role, hours ago
_WAITING = (
    ("Гүлмира Сатыбалды", "g.satybaldy", "g.satybaldy@example.kz", Role.NPO, 3),
    ("Олег Бондаренко", "o.bondarenko", "bondarenko@example.kz", Role.MSB, 20),
    ("Арман Досжанов", "arman_d", "", Role.ADMINISTRATOR, 29),
    ("Жанар Ибраева", "zh.ibraeva", "zh.ibraeva@example.kz", Role.VOLUNTEER_ADMIN, 52),
    ("Екатерина Шульц", "e.shults", "shults@example.kz", None, 96),
    ("Ұлан Рахметұлы", "ulan.rakhmet", "ulan.rakhmet@example.kz", Role.GOVERNMENT, 170),
)
_FIRST_WAITING = 21


def waiting(now: datetime) -> Mapping[int, Registration]:
    """Who asked for an account, by number, the latest first."""
    return {
        number: Registration(number, name, login, email, role, now - timedelta(hours=hours))
        for number, (name, login, email, role, hours) in enumerate(_WAITING, start=_FIRST_WAITING)
    }


def numbers(stretch: Stretch, users: Sequence[Entity], admins: int) -> Numbers:
    """The dashboard, by the names of the backend. Who there is does not depend on the stretch."""
    logins, failed, people = _LOGINS[stretch]
    actions = dict(zip(("creates", "updates", "deletes", "views"), _ACTIONS[stretch], strict=True))
    events = dict(zip(("errors", "warnings", "info", "critical"), _EVENTS[stretch], strict=True))
    total = sum(actions.values())
    new = len(users) // 8
    return Numbers(
        people=_people(len(users), new),
        roles={**Counter(str(user.values.get("user_type", "individual")) for user in users), "admin": admins},
        logins={
            "total_logins": logins,
            "successful_logins": logins - failed,
            "failed_logins": failed,
            "unique_users": people,
        },
        actions={"total_actions": total, **actions},
        touched={sort: total * share // 100 for sort, share in _TOUCHED.items()},
        events={"total_events": sum(events.values()), **events},
    )


def _people(total: int, new: int) -> Mapping[str, int]:
    return {
        "total_users": total,
        "active_today": total // 10,
        "active_week": total // 3,
        "active_month": total * 2 // 3,
        "new_registrations_today": new // 6,
        "new_registrations_week": new // 3,
        "new_registrations_month": new,
    }
