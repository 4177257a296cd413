"""What drafts keep can be typed as well, and is looked at once more before it is saved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.drafts import Answer, Draft, begin, forms
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.parsing import Invalid, Reason, parse, problems
from tabys_bot.domain.sections import Section
from tests.unit.answers import NOW, ZONE, answers_to

FORMS = forms()
NOT_TYPED = {Reason.NOT_A_CHOICE, Reason.NOT_A_PHOTO}


def form(section: Section, name: str, **before: str) -> Draft:
    act = find_act(section, name)
    assert act is not None
    known = {key: Answer(text) for key, text in before.items()}
    return begin("a1", 7, section, act, NOW, entity_id=5, before=known)


@pytest.mark.parametrize("act", [act for _, act in FORMS], ids=[f"{section}-{act.name}" for section, act in FORMS])
@given(data=st.data())
def test_an_answer_as_drafts_keep_it_is_the_same_when_it_is_typed(act: Act, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(act.questions))
    said = data.draw(answers_to(question))
    outcome = parse(replace(question, future=False), said.text, now=NOW, zone=ZONE)
    if isinstance(outcome, Failure):
        assert outcome.failure().reason in NOT_TYPED
    else:
        assert outcome.unwrap().text == said.text


def test_answers_that_time_or_another_answer_made_wrong_are_found_before_saving() -> None:
    project = form(Section.PROJECTS, "create")
    start, end = "2026-11-25T13:30:00+00:00", "2026-11-26T13:30:00+00:00"
    project = project.answered("starts_at", Answer(start), NOW).answered("ends_at", Answer(end), NOW)
    assert problems(project, now=NOW, zone=ZONE) == {}
    moved = project.answered("starts_at", Answer(end), NOW)
    assert problems(moved, now=NOW, zone=ZONE) == {"ends_at": Invalid(Reason.TOO_EARLY, end)}
    news = form(Section.NEWS, "schedule")
    news = news.answered("publish_at", Answer(start), NOW)
    assert problems(news, now=NOW, zone=ZONE) == {}
    assert problems(news, now=NOW + timedelta(days=6), zone=ZONE) == {"publish_at": Invalid(Reason.PASSED)}


def test_what_the_record_said_wrongly_itself_is_no_problem_until_it_is_touched() -> None:
    wrong = {"starts_at": "2026-11-26T00:00:00+00:00", "ends_at": "2026-11-25T00:00:00+00:00"}
    draft = form(Section.PROJECTS, "edit", **wrong)
    assert problems(draft, now=NOW, zone=ZONE) == {}
    touched = draft.answered("starts_at", Answer("2026-11-27T00:00:00+00:00"), NOW)
    assert set(problems(touched, now=NOW, zone=ZONE)) == {"ends_at"}
