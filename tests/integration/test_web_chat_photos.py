"""Photos come with the screen that has them, in one answer."""

from aiohttp.test_utils import TestClient, TestServer

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import FollowLink, OpenCard, ShowPictures
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.sections import Section
from tests.integration.web_chat_stand_in import StandIn, application_of, photo, png

PICTURES = ShowPictures(Section.NEWS, 17)
CARD = OpenCard(Section.NEWS, 17)


async def test_an_answer_holds_the_photos_of_its_screen() -> None:
    menu = Screen("Menu", rows=((Press("Pictures", PICTURES),),))
    pictures = Screen("News 17", photos=(photo(png(4, 4)), photo("The file is gone.")), unshown="Cannot be shown.")
    conversation = StandIn(menu, {PICTURES: pictures})
    async with TestClient(TestServer(application_of(conversation))) as client:
        who = {"visitor": 7, "language": "en"}
        async with client.post("/api/press", json={**who, "button": encode(PICTURES)}) as response:
            pressed = (await response.json())["screen"]
        async with client.post("/api/say", json={**who, "text": "/start"}) as response:
            said = (await response.json())["screen"]
    assert said["photos"] == []
    assert pressed["title"] == "News 17"
    first, second = pressed["photos"]
    assert first["src"].startswith("data:image/png;base64,")
    assert second == {"trouble": "The file is gone."}


async def test_a_shared_link_opens_its_card() -> None:
    conversation = StandIn(Screen("Menu"), {CARD: Screen("News 17")})
    async with TestClient(TestServer(application_of(conversation))) as client:
        async with client.get("/", params={"start": encode(CARD)}) as page:
            assert page.status == 200
        body = {"visitor": 7, "language": "en", "text": f"/start {encode(CARD)}"}
        async with client.post("/api/say", json=body) as response:
            assert (await response.json())["screen"]["title"] == "News 17"
    assert conversation.asked == [FollowLink(CARD)]
