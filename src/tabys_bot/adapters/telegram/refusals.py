"""What Telegram says when it does not take a message, and which part of the message it means."""

from dataclasses import dataclass

from tabys_bot.adapters.telegram.render import Drawing, Feature


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A feature that the message should be tried without; `lasting` if no other message can have it either."""

    feature: Feature
    lasting: bool


@dataclass(frozen=True, slots=True)
class _Refusal:
    words: str
    features: tuple[Feature, ...]
    lasting: bool = False


# The first that fits counts: what is wrong with one address or number says nothing of others, while a server that does
# not know a tag or a kind of button will not learn it while we run.
_REFUSALS = (
    _Refusal("button_url_invalid", (Feature.LINKS,)),
    _Refusal("inline keyboard button url", (Feature.LINKS,)),
    _Refusal("button_copy_text_invalid", (Feature.COPY,)),
    _Refusal("webpage_", (Feature.PREVIEW,)),
    _Refusal("link preview", (Feature.PREVIEW,)),
    _Refusal("http url", (Feature.PREVIEW,)),
    _Refusal("invalid date and time", (Feature.TIMES,)),
    _Refusal("can't parse entities", (Feature.TIMES,), lasting=True),
    _Refusal("can't parse inline keyboard button", (Feature.INERT, Feature.COPY), lasting=True),
    _Refusal("button_type_invalid", (Feature.INERT, Feature.COPY), lasting=True),
    _Refusal("text buttons are unallowed", (Feature.INERT, Feature.COPY), lasting=True),
)


def suspect(reason: str, drawing: Drawing) -> Suspicion | None:
    """What the refused message should be tried without; None if there is nothing in it that the reason may mean.

    Of several features the newest comes first, for a server that is too old.
    """
    said = reason.lower()
    for refusal in _REFUSALS:
        if refusal.words in said:
            used = [feature for feature in refusal.features if feature in drawing.uses]
            return Suspicion(used[0], refusal.lasting) if used else None
    return None
