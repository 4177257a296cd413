"""A draft asks for all that it needs, in whatever order it is filled in, and loses nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act, Question, Way
from tabys_bot.domain.drafts import CONTINUED_FOR, SHEET, Answer, Draft, Stage, begin, forms
from tabys_bot.domain.sections import Section
from tests.unit.answers import NOW, answers_to

FORMS = forms()
EDITS = [(section, act) for section, act in FORMS if act.way is Way.EDIT]
WALKS = [(section, act) for section, act in FORMS if act.way is not Way.EDIT]
EMPTY = Answer("")


def act_of(section: Section, name: str) -> Act:
    act = find_act(section, name)
    assert act is not None
    return act


def course(name: str = "create", **before: str) -> Draft:
    known = {key: Answer(text) for key, text in before.items()}
    return begin("a1", 7, Section.COURSES, act_of(Section.COURSES, name), NOW, before=known)


def keys_of(draft: Draft) -> list[str]:
    return [question.key for question in draft.questions]


class Filling(RuleBasedStateMachine):
    """An admin who answers, passes, clears, goes back and jumps about as he likes."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = course()
        self.given: dict[str, Answer] = {}
        self.asked: set[str] = set()

    @initialize(form=st.sampled_from(FORMS), data=st.data())
    def begin(self, form: tuple[Section, Act], data: st.DataObject) -> None:
        section, act = form
        before = {} if act.way is Way.CREATE else data.draw(said_by_record(act))
        self.draft = begin("a1", 7, section, act, NOW, entity_id=5, before=before)
        self.given = dict(self.draft.answers)
        self.asked = set()

    def _key(self, data: st.DataObject) -> str:
        """Mostly the question that stands there, else any of the form, asked or not, or one that is of no form."""
        here = [self.draft.at] if self.draft.at else []
        return data.draw(st.sampled_from([*here * 10, *(q.key for q in self.draft.spec.questions), "no such"]))

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        key = self._key(data)
        if key not in keys_of(self.draft):
            assert self.draft.answered(key, Answer("x"), NOW) == self.draft
            return
        question = self.draft.spec.question(key)
        said = data.draw(answers_to(question))
        self._became(self.draft.answered(key, said, NOW), {**self.given, key: said})

    @rule(data=st.data())
    def clear(self, data: st.DataObject) -> None:
        key = self._key(data)
        question = next((one for one in self.draft.questions if one.key == key), None)
        is_kept = question is None or question.required
        self._became(self.draft.cleared(key, NOW), self.given if is_kept else {**self.given, key: EMPTY})

    @rule(data=st.data())
    def pass_over(self, data: st.DataObject) -> None:
        self._became(self.draft.passed(self._key(data), NOW), self.given)

    @rule()
    def go_back(self) -> None:
        self._became(self.draft.back(NOW), self.given)

    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        self._became(self.draft.asking(self._key(data), NOW), self.given)

    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        key = self._key(data)
        self._became(self.draft.reverted(key, NOW), {k: said for k, said in self.given.items() if k != key})

    @precondition(lambda self: self.draft.spec.way is not Way.CREATE)
    @rule(data=st.data())
    def rebase(self, data: st.DataObject) -> None:
        self._became(self.draft.rebased(data.draw(said_by_record(self.draft.spec)), NOW), self.given)

    def _became(self, after: Draft, given: dict[str, Answer]) -> None:
        was = self.draft
        assert after.revision == was.revision + 1 or after == was
        self.draft, self.given = after, given

    @invariant()
    def no_answer_is_lost(self) -> None:
        assert self.draft.answers == self.given

    @invariant()
    def what_is_asked_is_a_question_of_now(self) -> None:
        draft = self.draft
        assert draft.is_known
        assert draft.at == SHEET or draft.at in keys_of(draft)
        assert (draft.question is None) == (draft.at == SHEET)
        at, total = draft.position
        assert (at == 0) == (draft.at == SHEET)
        assert 0 <= at <= total == len(draft.questions)
        self.asked.add(draft.at)

    @invariant()
    def nothing_is_complete_before_all_that_is_required_was_asked(self) -> None:
        draft = self.draft
        is_update = draft.spec.way is Way.EDIT
        needed = (q for q in draft.questions if q.required and (q.only_when is not None or not is_update))
        required = {question.key for question in needed}
        assert draft.is_complete <= all(draft.value(key) is not None for key in required)
        if draft.is_complete and draft.spec.way is Way.CREATE:
            assert required <= self.asked | set(draft.seen)
        if is_update:
            assert draft.is_complete <= bool(draft.changes)

    @invariant()
    def a_walk_comes_to_the_sheet_only_when_nothing_is_missing(self) -> None:
        draft = self.draft
        if draft.spec.way is not Way.EDIT and draft.at in draft.seen and draft.following(draft.at) == SHEET:
            assert not draft.missing

    @invariant()
    def only_what_is_asked_now_counts(self) -> None:
        keys = set(keys_of(self.draft))
        assert {*self.draft.changes, *self.draft.missing} <= keys
        for question in self.draft.spec.questions:
            if question.only_when is not None:
                key, values = question.only_when
                said = self.draft.value(key)
                assert (question.key in keys) == (said is not None and said.text in values)


def said_by_record(act: Act) -> st.SearchStrategy[dict[str, Answer]]:
    return st.fixed_dictionaries({}, optional={question.key: answers_to(question) for question in act.questions})


TestFilling = Filling.TestCase


@pytest.mark.parametrize(("section", "act"), WALKS, ids=[f"{section}-{act.name}" for section, act in WALKS])
@given(data=st.data())
def test_whoever_answers_what_is_asked_comes_to_a_complete_sheet_and_sees_each_question_once(
    section: Section, act: Act, data: st.DataObject
) -> None:
    draft, asked = begin("a1", 7, section, act, NOW), []
    while draft.question is not None:
        question = draft.question
        asked.append(question.key)
        draft = _answered_or_passed(draft, question, data)
    assert draft.is_complete
    assert asked == keys_of(draft)


def _answered_or_passed(draft: Draft, question: Question, data: st.DataObject) -> Draft:
    passed = draft.passed(question.key, NOW)
    if passed != draft and data.draw(st.booleans()):
        return passed
    return draft.answered(question.key, data.draw(answers_to(question)), NOW)


@pytest.mark.parametrize(("section", "act"), WALKS, ids=[f"{section}-{act.name}" for section, act in WALKS])
def test_a_required_question_cannot_be_passed_over_or_cleared_without_an_answer(section: Section, act: Act) -> None:
    draft = begin("a1", 7, section, act, NOW)
    for question in draft.questions:
        if question.required and not question.given:
            assert draft.passed(question.key, NOW) == draft
            assert draft.cleared(question.key, NOW) == draft
            assert draft.answered(question.key, EMPTY, NOW) == draft
            assert question.key in draft.missing


@pytest.mark.parametrize(("section", "act"), EDITS, ids=[f"{section}-{act.name}" for section, act in EDITS])
def test_a_record_that_lacks_what_new_ones_need_can_be_changed_all_the_same(section: Section, act: Act) -> None:
    draft = begin("a1", 7, section, act, NOW, entity_id=5)
    question = draft.questions[-1]
    changed = draft.asking(question.key, NOW).answered(question.key, Answer("3", "x"), NOW)
    assert (changed.missing, changed.is_complete) == ((), True)


@pytest.mark.parametrize(("section", "act"), EDITS, ids=[f"{section}-{act.name}" for section, act in EDITS])
@given(data=st.data())
def test_an_update_begins_at_its_sheet_and_comes_back_to_it(section: Section, act: Act, data: st.DataObject) -> None:
    before = {question.key: data.draw(answers_to(question)) for question in act.questions}
    draft = begin("a1", 7, section, act, NOW, entity_id=5, before=before)
    assert (draft.at, draft.changes, draft.is_complete) == (SHEET, (), False)
    question = data.draw(st.sampled_from(draft.questions))
    said = data.draw(answers_to(question))
    changed = draft.asking(question.key, NOW).answered(question.key, said, NOW)
    is_change = said.text != before[question.key].text
    assert changed.at == SHEET
    assert (question.key in changed.changes) == is_change
    reverted = changed.reverted(question.key, NOW)
    assert (reverted.changes, reverted.is_complete, reverted.answers) == ((), False, {})


def test_a_new_form_goes_back_question_by_question_to_its_sheet() -> None:
    draft = course().answered("title", Answer("Курс"), NOW)
    assert draft.at == "description"
    assert draft.back(NOW).at == "title"
    assert draft.back(NOW).back(NOW).at == SHEET
    assert draft.back(NOW).back(NOW).back(NOW).at == draft.questions[-1].key


def test_questions_that_depend_on_an_answer_come_and_go_and_keep_theirs() -> None:
    draft = course().answered("free", Answer("no"), NOW)
    assert draft.at == "price"
    draft = draft.answered("price", Answer("5000"), NOW)
    hidden = draft.answered("free", Answer("yes"), NOW)
    assert "price" not in keys_of(hidden)
    assert "price" not in hidden.changes
    assert hidden.answered("price", Answer("1"), NOW) == hidden
    shown = hidden.answered("free", Answer("no"), NOW)
    assert shown.value("price") == Answer("5000")
    assert {"price_currency", "invite_code"} <= set(shown.missing)


def test_a_question_that_another_device_took_away_is_no_longer_asked() -> None:
    draft = course("edit", free="no").asking("price", NOW)
    assert draft.at == "price"
    assert draft.rebased({"free": Answer("yes")}, NOW).at == SHEET
    assert course().asking("price", NOW).at == SHEET


def test_what_is_given_is_asked_for_all_the_same() -> None:
    draft = course()
    assert draft.value("free") == Answer("yes")
    assert "free" in draft.missing
    assert "free" not in draft.passed("free", NOW).missing
    assert "free" not in draft.answered("free", Answer("yes"), NOW).missing
    assert "free" not in course("edit", free="yes").missing


def test_an_answer_as_the_record_said_is_no_change_and_a_name_is_known_by_its_words() -> None:
    draft = course("edit", title="Курс")
    assert draft.answered("title", Answer("Курс"), NOW).changes == ()
    named = replace(draft, before={"category": Answer("", "Дизайн")})
    assert named.answered("category", Answer("3", "Дизайн"), NOW).changes == ()
    assert named.answered("category", Answer("4", "Право"), NOW).changes == ("category",)
    assert named.cleared("category", NOW).changes == ("category",)


def test_sending_is_a_revision_and_keeps_the_answers() -> None:
    draft = course().answered("title", Answer("Курс"), NOW)
    sent = draft.sent(NOW)
    assert (sent.stage, sent.revision, sent.answers) == (Stage.SENT, draft.revision + 1, draft.answers)


def test_a_draft_is_continued_for_a_week_after_it_was_touched() -> None:
    draft = course()
    assert not draft.is_old(NOW + CONTINUED_FOR - timedelta(seconds=1))
    assert draft.is_old(NOW + CONTINUED_FOR)
    later = NOW + CONTINUED_FOR
    assert not draft.answered("title", Answer("Курс"), later).is_old(later + timedelta(days=1))


def test_a_form_that_this_release_does_not_have_is_not_known() -> None:
    assert course().is_known
    assert not replace(course(), act="gone").is_known
    assert not replace(course(), act="delete").is_known
    assert not replace(course(), at="gone").is_known
    with pytest.raises(KeyError):
        _ = replace(course(), act="gone").spec
