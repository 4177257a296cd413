"""What Telegram's words say about a message that it does not take."""

import pytest

from tabys_bot.adapters.telegram.refusals import Suspicion, suspect
from tabys_bot.adapters.telegram.render import Drawing, Feature
from tabys_bot.application.screens.screen import Button, Copy, Inert, Screen
from tests.unit.drawn import drawn

TEXT_BUTTONS = "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"


def using(*features: Feature) -> Drawing:
    buttons: dict[Feature, Button] = {Feature.INERT: Inert("1/2"), Feature.COPY: Copy("ID", "17")}
    return drawn(Screen("Card", rows=(tuple(buttons[feature] for feature in features),)))


def test_of_several_novelties_the_newest_is_suspected_first() -> None:
    assert suspect(TEXT_BUTTONS, using(Feature.INERT, Feature.COPY)) == Suspicion(Feature.INERT, lasting=True)
    assert suspect(TEXT_BUTTONS, using(Feature.COPY)) == Suspicion(Feature.COPY, lasting=True)


@pytest.mark.parametrize(
    "reason", [TEXT_BUTTONS, "Bad Request: can't parse entities", "WEBPAGE_URL_INVALID", "oops", ""]
)
def test_what_is_not_there_cannot_be_at_fault(reason: str) -> None:
    assert suspect(reason, using()) is None


def test_one_bad_text_says_nothing_of_others() -> None:
    assert suspect("Bad Request: BUTTON_COPY_TEXT_INVALID", using(Feature.COPY)) == Suspicion(
        Feature.COPY, lasting=False
    )
