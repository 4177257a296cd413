"""What can be written about experts, tech tasks and the admin himself; users and resumes can only be read."""

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.acts.shared import create, delete, edit, name_line
from tabys_bot.domain.sections import Section

EXPERTS = (
    create(
        name_line("full_name"),
        name_line("specialization"),
        Question("city"),
        Question("address"),
        Question("phone", Ask.PHONE),
        Question("website", Ask.LINK),
        Question("photo", Ask.PHOTO, explained=True),
        is_explained=True,
    ),
)
TECH_TASKS = (delete(Section.SOLUTIONS),)
PROFILE = (edit(Question("full_name", required=True, longest=100), Question("email", Ask.EMAIL)),)
