"""Five people vote, wait for each other, read on, and wait for everybody else."""

from otree.api import BaseConstants, BaseGroup, BasePlayer, BaseSubsession, Page, WaitPage, models

doc = "One vote in groups of five."


class C(BaseConstants):
    NAME_IN_URL = "vote"
    PLAYERS_PER_GROUP = 5
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    option = models.StringField(blank=True)


class Player(BasePlayer):
    option = models.StringField(choices=["A", "B", "C"])


def decide(group):
    """The option that most of the group want; of equals the first."""
    wanted = [player.option for player in group.get_players()]
    group.option = max(sorted(set(wanted)), key=wanted.count)


class Vote(Page):
    form_model = "player"
    form_fields = ["option"]


class Others(WaitPage):
    after_all_players_arrive = decide


class Decision(Page):
    pass


class Everybody(WaitPage):
    wait_for_all_groups = True


class Next(Page):
    pass


page_sequence = [Vote, Others, Decision, Everybody, Next]
