"""What a host may ask for: a few verbs, at the own tables and nowhere else (section "The facilitator's verbs")."""

from __future__ import annotations

from game.rules import commands as c
from game.rules import refused
from game.rules.refused import Refused
from game.rules.state import State

#: What is asked of one table: the end of a step, time, the way back, a nudge, and all about paper.
OF_A_TABLE = (c.CloseForTable, c.Extend, c.StepBack, c.Nudge, c.PutOnPaper, c.TakeOffPaper, c.EnterPaper)


def must_be_allowed(state: State, command: c.Command, tables: tuple[int, ...]) -> None:
    """Raises Refused unless a host of these tables, by number, may ask for this.

    A host speaks to whole tables only, and withdraws what was said to one of them.
    """
    match command:
        case c.Say(player=""):
            table = command.table
        case c.WithdrawMessage():
            said = next((message for message in state.messages if message.note == command.note), None)
            if said is None:  # it is withdrawn already; the second click finds nothing to do
                return
            if said.player:
                raise Refused(refused.NOT_FOR_HOSTS)
            table = said.table
        case _ if isinstance(command, OF_A_TABLE):
            table = command.table
        case _:
            raise Refused(refused.NOT_FOR_HOSTS)
    if not table:
        raise Refused(refused.NOT_FOR_HOSTS)
    if table not in tables:
        raise Refused(refused.NOT_YOUR_TABLE)
