"""A half-filled form as a pure state machine: what was answered, what is asked now, what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from tabys_bot.domain.acts import ACTS, find_act
from tabys_bot.domain.acts.shape import Act, Question, Way
from tabys_bot.domain.sections import Section

CONTINUED_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=30)
DRAFTS_AT_MOST = 5
# twenty texts of the longest kind fit, in whatever script; in Kazakh also beside what stood there before
LARGEST = 2 * 1024 * 1024
SHEET = ""  # no question is asked: everything is shown


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, as drafts keep it.

    `text`: a text or number as it is; of a choice its value; `yes` or `no`; an ISO date; an ISO moment in UTC; the
    number of a name, several with commas; `section-number` of a record; the transport's handle of a photo. Empty: it
    was cleared. `shown`: in words, where the text does not tell: names, the title of a record.
    """

    text: str
    shown: str = ""


_NOTHING = Answer("")


class Stage(StrEnum):
    """How far a draft has come. What was sent may have been done or not."""

    WRITING = "writing"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an admin is writing in one chat. `id`: of letters and digits, stands in buttons.

    `entity_id`: 0 for a new record. `parent`, `near`: where the record was met. `title`: of the record, for the reader.
    `before`: what the record said when it was opened; absent: nothing. `at`: the key of the question that is asked;
    `seen`: of those that were answered or passed over. `is_growing`: whether what is typed next goes on with the text.
    `revision` counts the changes, so that two devices or instances cannot both change the same state.
    """

    id: str
    admin_id: int
    section: Section
    act: str
    begun: datetime
    touched: datetime
    entity_id: int = 0
    parent: int = 0
    near: int = 0
    title: str = ""
    before: Mapping[str, Answer] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    at: str = SHEET
    is_growing: bool = False
    stage: Stage = Stage.WRITING
    revision: int = 0

    @property
    def spec(self) -> Act:
        """The act that this is a form of."""
        act = find_act(self.section, self.act)
        if act is None:
            raise KeyError(self.act)
        return act

    @property
    def is_known(self) -> bool:
        """Whether there still is such a form with such questions: drafts outlive releases."""
        act = find_act(self.section, self.act)
        return act is not None and act.is_form and (self.at == SHEET or self.at in {q.key for q in act.questions})

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those that the answers so far leave to be asked."""
        return tuple(question for question in self.spec.questions if self._is_asked(question))

    def _is_asked(self, question: Question) -> bool:
        if question.only_when is None:
            return True
        key, values = question.only_when
        given = self.value(key)
        return given is not None and given.text in values

    def value(self, key: str) -> Answer | None:
        """What the record would say: the answer, else what it said before; None for nothing."""
        answer = self.answers.get(key, self.before.get(key))
        return answer if answer is not None and answer.text + answer.shown else None

    @property
    def balance(self) -> tuple[int, int] | None:
        """What the balance that the act moves was, and what it will be; None where there is none, or not yet."""
        name = self.spec.balance
        was, amount, way = self.before.get(name), self.value(f"{name}_amount"), self.value(f"{name}_act")
        if was is None or amount is None or way is None or not (amount.text.isascii() and amount.text.isdigit()):
            return None
        return int(was.text), int(was.text) + (int(amount.text) if way.text == "add" else -int(amount.text))

    @property
    def changes(self) -> tuple[str, ...]:
        """The keys of the questions whose answer differs from what was before, in the order of the form."""
        return tuple(question.key for question in self.questions if self._is_changed(question.key))

    def _is_changed(self, key: str) -> bool:
        before, now = self.before.get(key, _NOTHING), self.answers.get(key)
        if now is None:
            return False
        # of a name that was read, only the words are known
        return now.shown != before.shown if before.shown and not before.text else now.text != before.text

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the questions that must be answered and are not; what was only given was not looked at yet.

        A record may go on lacking what it lacks, unless only its changes ask for that.
        """
        is_update = self.spec.way is Way.EDIT
        needed = (q for q in self.questions if q.required and (q.only_when is not None or not is_update))
        return tuple(q.key for q in needed if self.value(q.key) is None or self._is_only_given(q))

    def _is_only_given(self, question: Question) -> bool:
        if question.key in self.seen or not question.given or self.spec.way is Way.EDIT:
            return False
        return self.answers.get(question.key) == Answer(question.given)

    @property
    def is_complete(self) -> bool:
        """Whether it can be saved: nothing is missing, and what is about a record changes something."""
        return not self.missing and (self.spec.way is Way.CREATE or bool(self.changes))

    @property
    def question(self) -> Question | None:
        """The question that is asked now."""
        return self._asked(self.at)

    def _asked(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    @property
    def position(self) -> tuple[int, int]:
        """Which question of how many is asked, counted from 1; 0 for none of them."""
        keys = [question.key for question in self.questions]
        return (keys.index(self.at) + 1 if self.at in keys else 0), len(keys)

    def answered(self, key: str, answer: Answer, now: datetime) -> Self:
        """With that answer, and on to the next question; the same if the question is not asked here.

        A required question takes no empty answer.
        """
        question = self._asked(key)
        if question is None or (question.required and answer == _NOTHING):
            return self
        after = replace(self, answers={**self.answers, key: answer}, seen=_with(self.seen, key))
        return after.moved(after.following(key), now)

    def grown(self, key: str, answer: Answer, now: datetime) -> Self:
        """With that text, which may go on in the next message: the question stays."""
        return replace(self.answered(key, answer, now), at=key, is_growing=True)

    def passed(self, key: str, now: datetime) -> Self:
        """On to the next question; what stands here stays. A required one is passed only if something does."""
        question = self._asked(key)
        if question is None or (question.required and self.value(key) is None):
            return self
        after = replace(self, seen=_with(self.seen, key))
        return after.moved(after.following(key), now)

    def cleared(self, key: str, now: datetime) -> Self:
        """Without an answer; a required question keeps its own."""
        question = self._asked(key)
        return self if question is None or question.required else self.answered(key, _NOTHING, now)

    def reverted(self, key: str, now: datetime) -> Self:
        """As the record said before."""
        answers = {other: answer for other, answer in self.answers.items() if other != key}
        return replace(self, answers=answers).moved(SHEET, now)

    def asking(self, key: str, now: datetime) -> Self:
        """At that question; at the sheet if there is none such."""
        return self.moved(key, now)

    def back(self, now: datetime) -> Self:
        """At the question before this one; at the sheet from the first, and in an update."""
        keys = [question.key for question in self.questions]
        at = keys.index(self.at) if self.at in keys else len(keys)
        return self.moved(keys[at - 1] if at > 0 and self.spec.way is not Way.EDIT else SHEET, now)

    def following(self, key: str) -> str:
        """An update goes back to its sheet; a form goes on to what was not asked yet, first behind this question."""
        if self.spec.way is Way.EDIT:
            return SHEET
        keys = [question.key for question in self.questions]
        at = keys.index(key) + 1 if key in keys else 0
        open_now = [other for other in (*keys[at:], *keys[:at]) if other not in self.seen or other in self.missing]
        return open_now[0] if open_now else SHEET

    def moved(self, key: str, now: datetime) -> Self:
        """At that question, or at the sheet if it is not asked, as another revision."""
        at = SHEET if self._asked(key) is None else key
        return replace(self, at=at, is_growing=False, touched=now, revision=self.revision + 1)

    def sent(self, now: datetime) -> Self:
        return replace(self, stage=Stage.SENT, touched=now, revision=self.revision + 1)

    def rebased(self, before: Mapping[str, Answer], now: datetime) -> Self:
        """On what the record says now."""
        return replace(self, before=before).moved(self.at, now)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was written in it: it may go without a word."""
        nothing = not self.changes if self.is_known and self.spec.way is Way.EDIT else not self.seen
        return nothing and self.stage is Stage.WRITING

    def is_old(self, now: datetime) -> bool:
        """Whether it is no longer continued, only offered back."""
        return now - self.touched >= CONTINUED_FOR

    def is_kept(self, now: datetime) -> bool:
        """Whether it is still remembered at all; what claims to be of a far day to come is not, or it would stay."""
        return abs(now - self.touched) < KEPT_FOR

    @property
    def is_too_large(self) -> bool:
        """Whether its texts are of more than `LARGEST` bytes: no store keeps it."""
        answers = (*self.before.items(), *self.answers.items())
        texts = (text for key, answer in answers for text in (key, answer.text, answer.shown))
        return sum(len(text.encode(errors="replace")) for text in (self.title, *texts)) > LARGEST


def begin(
    draft_id: str,
    admin_id: int,
    section: Section,
    act: Act,
    now: datetime,
    *,
    entity_id: int = 0,
    before: Mapping[str, Answer] | None = None,
) -> Draft:
    """A new form, at its first question; an update, at its sheet. What is given is an answer, yet asked for."""
    given = {q.key: Answer(q.given) for q in act.questions if q.given and act.way is not Way.EDIT}
    draft = Draft(
        draft_id,
        admin_id,
        section,
        act.name,
        now,
        now,
        entity_id=entity_id,
        before=dict(before or {}),
        answers=given,
    )
    first = next((question.key for question in draft.questions), SHEET)
    return replace(draft, at=SHEET if act.way is Way.EDIT else first)


def _with(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return keys if key in keys else (*keys, key)


def forms() -> tuple[tuple[Section, Act], ...]:
    """Every form that there is."""
    return tuple((section, act) for section, acts in ACTS.items() for act in acts if act.is_form)
