"""What can be written about events, courses, vacancies, news, projects and what people submit to these."""

from dataclasses import replace

from tabys_bot.domain.access import Permission
from tabys_bot.domain.acts.shape import ANY, Act, Ask, Caution, Part, Question, Way
from tabys_bot.domain.acts.shared import (
    LARGEST,
    OF_CONTENT,
    both,
    create,
    decisions,
    delete,
    edit,
    long_text,
    name_line,
    photo_link,
    span,
)
from tabys_bot.domain.sections import Section

_FREE = ("free", ("no",))

_EVENT = (
    name_line("title"),
    Question("starts_at", Ask.MOMENT, required=True),
    name_line("place"),
    Question("format", Ask.CHOICE, choices="format", required=True),
    long_text("description", required=True),
)
EVENTS = (
    *decisions(OF_CONTENT),
    create(*_EVENT),
    edit(*_EVENT),
    Act("photo", Way.FORM, Permission.UPDATE, "🖼", (Question("photo", Ask.PHOTO, required=True),)),
    Act("no_photo", Way.CONFIRM, Permission.UPDATE, "🧹", when=("photo", ANY)),
    delete(Section.PARTICIPANTS),
)

_COURSE = (
    name_line("title"),
    long_text("description", required=True),
    Question("course_page", Ask.LINK, required=True, longest=500),
    Question("language", Ask.CHOICE, choices="course_language", required=True),
    Question("level", Ask.CHOICE, choices="level"),
    Question("duration", Ask.WHOLE, required=True, least=1, most=LARGEST, unit="minutes"),
    Question("skills", Ask.TEXT, required=True),
    Question("free", Ask.FLAG, required=True, given="yes"),
    Question("price", Ask.AMOUNT, required=True, least=0, most=1_000_000_000, only_when=_FREE),
    Question("price", Ask.CHOICE, Part.CURRENCY, choices="currency", required=True, given="KZT", only_when=_FREE),
    Question("invite_code", required=True, longest=100, only_when=_FREE, is_code=True, explained=True),
    Question("category", Ask.NAMES),
    Question("video", Ask.LINK, longest=500),
    Question("photo", Ask.PHOTO),
)
COURSES = (*decisions(OF_CONTENT), create(*_COURSE), edit(*_COURSE), delete())

_VACANCY = (
    Question("profession", Ask.NAME, required=True),
    Question("city", Ask.NAME, required=True),
    Question("company"),
    *both("description", Ask.TEXT, required=True),
    *both("requirements", Ask.TEXT),
    Question("employment", Ask.CHOICE, choices="employment", required=True),
    Question("work", Ask.CHOICE, choices="work", required=True),
    *span("salary", Ask.WHOLE, unit="tenge"),
    Question("experience", Ask.WHOLE, least=0, most=60, unit="years"),
    Question("email", Ask.EMAIL, required=True),
    Question("phone", Ask.PHONE),
    Question("deadline", Ask.DATE),
    Question("skill_names", Ask.NAMES),
)
# the public list shows every state of moderation
VACANCIES = (
    *decisions(OF_CONTENT, rejecting=(Caution("vacancy_stays", ("active", ("yes",)), helps="deactivate"),)),
    create(*_VACANCY, is_explained=True),
    edit(*_VACANCY),
    Act(
        "deactivate",
        Way.CONFIRM,
        Permission.DELETE,
        "🙈",
        when=("active", ("yes",)),
        sets={"active": "no"},
        undo="activate",
        is_explained=True,
    ),
    Act(
        "activate",
        Way.CONFIRM,
        Permission.UPDATE,
        "👁",
        when=("active", ("no",)),
        sets={"active": "yes"},
        undo="deactivate",
    ),
)

_NEWS = (
    *both("title", required=True),
    *both("lead", Ask.TEXT),
    *both("text", Ask.TEXT),
    Question("category", longest=100),
    photo_link(),
)
_UNPUBLISHED = ("publication", ("draft", "scheduled"))
NEWS = (
    # what is approved is seen, also as a draft; what is published is seen whatever is decided of it
    *decisions(
        OF_CONTENT,
        approving=(Caution("news_appears", ("publication", ("draft",))),),
        rejecting=(Caution("news_stays", ("publication", ("published",)), helps="delete"),),
    ),
    create(
        *_NEWS,
        Question("source"),
        Question("source_page", Ask.LINK, longest=500),
        Question("language", Ask.CHOICE, choices="news_language"),
        is_explained=True,
    ),
    edit(*_NEWS),
    Act(
        "publish",
        Way.CONFIRM,
        Permission.UPDATE,
        "📣",
        when=_UNPUBLISHED,
        sets={"publication": "published"},
        is_explained=True,
    ),
    Act(
        "schedule",
        Way.FORM,
        Permission.UPDATE,
        "🕓",
        (Question("publish_at", Ask.MOMENT, required=True, future=True),),
        when=_UNPUBLISHED,
        sets={"publication": "scheduled"},
    ),
    delete(),
)

_PROJECT = (
    *both("title", required=True),
    *both("description", Ask.TEXT, required=True),
    name_line("author"),
    Question("type", Ask.CHOICE, choices="project_type", required=True, explained=True),
    Question("starts_at", Ask.MOMENT, required=True),
    Question("ends_at", Ask.MOMENT, required=True, after="starts_at"),
    Question("stage", Ask.CHOICE, choices="project_stage", given="draft"),
    photo_link(),
    Question("video", Ask.LINK, longest=500),
)
PROJECTS = (
    *decisions(
        OF_CONTENT,
        approving=(Caution("project_starts", ("stage", ("draft",))),),
        rejecting=(Caution("project_stays", ("stage", ("active",)), helps="delete"),),
    ),
    create(*_PROJECT),
    edit(*(question for question in _PROJECT if question.field != "type")),
    delete(Section.CANDIDATES, Section.SUBMISSIONS),
)
SUBMISSIONS = (
    replace(
        edit(
            Question("status", Ask.CHOICE, choices="review", required=True),
            Question("comment", Ask.TEXT, longest=2000),
        ),
        name="review",
        icon="⚖️",
    ),
)
