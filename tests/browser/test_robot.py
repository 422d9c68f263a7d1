"""Without JavaScript, a whole workshop: who only follows the forms and links on the page comes from the door to the end."""

import pytest

from tests.browser.robot import Robot

pytestmark = pytest.mark.browser

SECONDS = 300


def test_robot_plays_a_whole_workshop_by_forms_and_links(serve):
    server = serve(pace=0.1, options=("--format", "90"))
    robot = Robot(server)
    robot.join("Ada")
    headings = robot.play(SECONDS)
    assert "Thank you" in headings[-1], headings
    people = [line for line in server.log("PlayerJoined") if not line.data.get("bot")]
    me = people[0].data["player"]
    mine = {line.event for line in server.log() if line.data.get("player") == me}
    assert mine >= {
        "SeatTaken",
        "ReadMarked",
        "ChoiceMade",
        "VoteCast",
        "WentOn",
        "Reflected",
        "NoteKept",
        "QuestionsAnswered",
    }
    assert len(server.log("DecisionMade")) == 4
    assert len(server.log("ResultsReached")) == 1
    assert not any(line.event == "WentAway" and line.data["player"] == me for line in server.log())
