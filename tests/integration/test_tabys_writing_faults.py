"""Whatever goes wrong on the wire, a write is sent once, and what Tabys says of it is never believed too far."""

import json

import pytest

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    NotServed,
    Rejected,
    RequestRefused,
    SessionRejected,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.ports import File, Order, Written
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import REASON, Act, Ask, Question, Way
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.records import Ref
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_faults import Fault
from tests.integration.servers.tabys_files import PNG
from tests.integration.writing_desk import TIMEOUT, WritingDesk, act_of, desk, hasty_desk

__all__ = ["desk", "hasty_desk"]  # the fixtures

EVERY_ACT = [(section, act) for section, acts in ACTS.items() for act in acts]
every_act = pytest.mark.parametrize(("section", "act"), EVERY_ACT, ids=[f"{one}-{act.name}" for one, act in EVERY_ACT])
CUTS = [
    (faults.reset, Unreachable),
    (faults.after(faults.reset), Unreachable),
    (faults.truncated, Unreachable),
    (faults.crash, Broken),
    (faults.after(faults.crash), Broken),
    (faults.redirect(), Broken),
    (faults.answer(401, '{"detail": "Токен истек"}'), SessionRejected),
    (faults.answer(403, '{"detail": "x"}'), AccessRefused),
    (faults.answer(405, '{"detail": "Method Not Allowed"}'), NotServed),
    (faults.answer(409, '{"detail": "x"}'), RequestRefused),
    (faults.answer(499, "nginx"), RequestRefused),
]


def some(question: Question) -> Written:
    """An answer that could have been given."""
    match question.ask:
        case Ask.FLAG:
            return True
        case Ask.WHOLE | Ask.NAME | Ask.AMOUNT:
            return 1
        case Ask.NAMES:
            return (1,)
        case Ask.PHOTO:
            return File("x", PNG)
        case Ask.RECORD:
            return Ref(Section.PLACES, 1)
        case Ask.CHOICE:
            return "x"
        case _:
            return "2030-01-01"


def order_of(section: Section, act: Act) -> Order:
    answers = {question.key: some(question) for question in act.questions}
    answers |= {REASON: "x"} if act.why and act.why.sent else {}
    return Order(section, act, 0 if act.way is Way.CREATE else 2, 2, answers)


@every_act
@pytest.mark.parametrize(
    "fault", [faults.reset, faults.after(faults.reset), faults.crash], ids=["reset", "reset after", "crash"]
)
async def test_every_write_is_sent_once_whatever_becomes_of_its_answer(
    desk: WritingDesk, section: Section, act: Act, fault: Fault
) -> None:
    desk.tabys.fail_next("/api", faults.on_writes(fault), times=99)
    outcome = await desk.writing.write(desk.session(), order_of(section, act))
    assert isinstance(outcome.failure(), Unreachable | Broken)
    assert len(desk.written) == 1
    assert desk.tabys.calls[-1] == desk.written[0]


@pytest.mark.parametrize(("fault", "kind"), CUTS, ids=[str(number) for number in range(len(CUTS))])
async def test_each_end_of_a_write_has_its_meaning_and_none_a_repeat(
    desk: WritingDesk, fault: Fault, kind: type
) -> None:
    coins: dict[str, Written] = {"coins_act": "add", "coins_amount": 5, "coins_reason": "x"}
    for section, name, values in (
        (Section.VOLUNTEERS, "coins", coins),
        (Section.APPLICATIONS, "came", {}),
        (Section.NEWS, "publish", {}),
        (Section.PLACES, "edit", {"title_kk": "x"}),
    ):
        desk.tabys.calls.clear()
        desk.tabys.fail_next("/api", fault)
        assert isinstance(await desk.failed(section, name, 2, **values), kind)
        assert len(desk.tabys.calls) == 1


async def test_coins_whose_answer_is_lost_are_credited_once(desk: WritingDesk) -> None:
    desk.tabys.fail_next("coins", faults.after(faults.reset))
    failure = await desk.failed(Section.VOLUNTEERS, "coins", 1, coins_act="add", coins_amount=5, coins_reason="x")
    assert isinstance(failure, Unreachable)
    assert desk.row(Section.VOLUNTEERS, 1)["v_coins_balance"] == 5


async def test_silence_is_too_slow_and_nothing_is_sent_again(hasty_desk: WritingDesk) -> None:
    hasty_desk.tabys.fail_next("/api", faults.hang(TIMEOUT * 4))
    assert isinstance(await hasty_desk.failed(Section.NEWS, "delete", 2), TooSlow)
    assert len(hasty_desk.tabys.calls) == 1


async def test_a_write_after_a_500_goes_over_a_fresh_connection(desk: WritingDesk) -> None:
    for _ in range(3):
        desk.tabys.fail_next("/api", faults.crash)
        assert isinstance(await desk.failed(Section.NEWS, "edit", 2, category="a"), Broken)
        assert await desk.do(Section.NEWS, "edit", 2, {"category": "b"}) == Success(2)


async def test_what_is_read_beforehand_is_repeated_when_it_is_cut(desk: WritingDesk) -> None:
    desk.tabys.fail_next("projects/admin/1", faults.reset)
    assert await desk.do(Section.PROJECTS, "edit", 1, {"stage": "draft"}) == Success(1)
    assert [call.method for call in desk.tabys.calls] == ["GET", "GET", "PUT"]


async def test_what_cannot_be_read_beforehand_stops_the_write(desk: WritingDesk) -> None:
    desk.tabys.fail_next("projects/admin/1", faults.crash)
    assert isinstance(await desk.failed(Section.PROJECTS, "edit", 1, stage="draft"), Broken)
    desk.tabys.fail_next("benefits", faults.crash, times=99)
    assert isinstance(await desk.failed(Section.BENEFITS, "edit", 1, cost=5), Broken)
    assert desk.written == []


def complaint(*place: object, message: object = "no", **more: object) -> dict[str, object]:
    return {"type": "value_error", "loc": list(place), "msg": message, "input": "S3CRET", **more}


@pytest.mark.parametrize(
    ("detail", "problems"),
    [
        ([complaint("body", "title")], {"title": "no"}),
        ([complaint("query", "title")], {"title": "no"}),
        ([complaint("body", "event_date"), complaint("body", "location")], {"starts_at": "no", "place": "no"}),
        ([complaint("body", "title"), complaint("body", "title", message="other")], {"title": "no"}),
        ([complaint("body", "title", 0, "x", message="Value error, a\nb\x00\u202e")], {"title": "a b"}),
        ([complaint("body", "admin_id"), complaint("body", "title")], {"title": "no"}),
        ([None, 7, [], "x", {}, complaint("body", "title")], {"title": "no"}),
        ([complaint("body", "title", message=None), complaint("body", "format")], {"format": "no"}),
        ([complaint("body", "title", message="long " * 100)], {"title": ("long " * 40)[:-1] + "…"}),
    ],
)
async def test_a_list_of_problems_is_put_at_the_questions(
    desk: WritingDesk, detail: object, problems: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    desk.tabys.fail_next("/api", faults.answer(422, json.dumps({"detail": detail})))
    failure = await desk.failed(Section.EVENTS, "edit", 2, title="x")
    assert isinstance(failure, Rejected)
    assert failure.problems == problems
    assert failure.reference in caplog.text
    assert "S3CRET" not in caplog.text + str(failure)


@pytest.mark.parametrize(
    "detail",
    [
        [],
        None,
        {},
        "in words",
        [complaint("body")],
        [complaint("body", 0)],
        [complaint("header", "title")],
        [complaint("body", "admin_id")],
        [complaint("body", {"a": 1})],
        [{"loc": "body.title", "msg": "x"}],
    ],
)
async def test_problems_that_are_about_no_question_are_a_refusal(desk: WritingDesk, detail: object) -> None:
    desk.tabys.fail_next("/api", faults.answer(422, json.dumps({"detail": detail})))
    assert isinstance(await desk.failed(Section.EVENTS, "edit", 2, title="x"), RequestRefused)


async def test_problems_without_number_are_bounded(desk: WritingDesk) -> None:
    detail = [*[complaint("body", "x")] * 5000, complaint("body", "title")]
    desk.tabys.fail_next("/api", faults.answer(422, json.dumps({"detail": detail})))
    assert isinstance(await desk.failed(Section.EVENTS, "edit", 2, title="x"), RequestRefused)


async def test_a_success_is_never_taken_for_a_refusal(desk: WritingDesk) -> None:
    desk.tabys.fail_next("/api", faults.answer(200, json.dumps({"detail": [complaint("body", "title")]})))
    assert await desk.do(Section.EVENTS, "edit", 2, {"title": "x"}) == Success(2)


async def test_what_was_typed_stands_in_no_log(desk: WritingDesk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "tabys_bot")
    typed = "S3CRET-typed-text"
    for body in ({"detail": f"bad: {typed}"}, {"detail": [complaint("body", "x", message=typed)]}):
        for status in (400, 409, 422):
            desk.tabys.fail_next("/api", faults.answer(status, json.dumps(body)))
            assert isinstance(await desk.failed(Section.EVENTS, "edit", 2, title=typed), RequestRefused)
    desk.tabys.fail_next("/api", faults.crash)
    await desk.failed(Section.VOLUNTEERS, "coins", 1, coins_act="add", coins_amount=5, coins_reason=typed)
    shown = [record.getMessage() for record in caplog.records if record.name.startswith("tabys_bot")]
    assert len(shown) == 7
    assert not any("S3CRET" in line for line in shown)
    order = Order(Section.EVENTS, act_of(Section.EVENTS, "edit"), 2, values={"title": typed})
    assert "S3CRET" not in repr(order)


async def test_a_token_that_no_header_can_hold_is_not_sent(desk: WritingDesk) -> None:
    desk.tabys.accounts.tokens.issue = lambda *_: "тоқен\r\n"  # type: ignore[method-assign]
    assert isinstance(await desk.failed(Section.NEWS, "delete", 2), Broken)
    assert desk.tabys.calls == []


async def test_no_cookie_goes_along(desk: WritingDesk) -> None:
    answer = faults.answer(200, "{}", set_cookie="a=b")
    for _ in range(2):
        desk.tabys.fail_next("/api", answer)
        assert isinstance(await desk.do(Section.NEWS, "publish", 2), Success)
    assert all("cookie" not in call.headers for call in desk.tabys.calls)


async def test_an_act_that_is_not_of_the_section_is_refused(desk: WritingDesk) -> None:
    order = Order(Section.USERS, act_of(Section.EVENTS, "delete"), 2)
    assert isinstance((await desk.writing.write(desk.session(), order)).failure(), RequestRefused)
    assert desk.tabys.calls == []
