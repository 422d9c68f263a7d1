"""When the rules say no: a sentence for the person who asked, in that person's language."""

from __future__ import annotations


class Refused(Exception):
    """Nothing happened. `message` is an English sentence that templates translate; `values` fill it."""

    def __init__(self, message: str, **values: int | str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators."""
    return message


_ = gettext_noop

MOMENT_IS_GONE = _("The table has moved on. This is where it is now.")
NOT_SEATED = _("You need a seat for that.")
NOT_A_PLAYER = _("You are not part of this workshop.")
REMOVED = _("The facilitator has taken you out of the workshop.")
DOORS_ARE_LOCKED = _("The doors are closed. Ask the facilitator to open them.")
WORKSHOP_IS_FULL = _("The workshop is full.")
NO_SUCH_PLAYER = _("There is nobody like that in this workshop.")
NO_SUCH_TABLE = _("There is no such table.")
TABLE_IS_CLOSED = _("This table is closed. Choose another one.")
READMIT_FIRST = _("This person was taken out of the workshop. Readmit them first.")
SEAT_IS_TAKEN = _("Somebody else has just taken that seat. Choose another one.")
TABLE_IS_FULL = _("All seats at this table are taken. Choose another table, or watch this one.")
NO_TABLE_HAS_ROOM = _("All seats are taken. Ask the facilitator where you can join in.")
SEATS_ARE_FIXED = _("The roles are dealt. You keep your seat.")
ROLES_ARE_OPEN = _("Roles are dealt when the briefing begins. From then on you can change them.")
NO_SUCH_SEAT = _("There is no such seat at this table.")
NOT_SO_MANY_SEATS = _("Free at this table: %(free)d. Choose a smaller number, or another table.")
NOT_SO_MANY_HERE = _("One device can play for %(fewest)d to %(most)d people.")
SHARES_A_DEVICE = _("This seat shares a device with its table. Its roles can be changed, its table cannot.")
NO_SHARED_DEVICE = _("This seat has a device of its own.")
NO_PAPER_HERE = _("Nobody at this table plays on paper.")
TERM_IS_OVER = _("The term is over. There is nothing left to record.")
NOT_ON_PAPER = _("This table does not play on paper. Its people answer on their own screens.")
SITS_ELSEWHERE = _("You have a seat at another table. Those who sit at a table record for it.")
RECORDS_ELSEWHERE = _("You are not at this table. Those who sit at a table record for it.")
HOW_MANY_SIT = _("Say how many sit at this table: two to eight.")
MORE_THAN_SEATS = _("At most %(most)d can be entered here, and %(given)d stand there.")
NOTHING_ENTERED = _("Enter the votes of the table, or what it has decided.")
VOTES_OR_DECISION = _("Enter either the votes or only what was decided, not both.")
TICKS_DO_NOT_FIT = _(
    "A tie and a table of one mind exclude each other; and where all decide, no advice is overruled."
)
NO_SUCH_FACT = _("There is no such fact in this round.")
FACTS_BEFORE_THE_VOTE = _("Facts come on the table before the vote. Here they are too late.")
ENTER_THE_DECISION = _("This table plays on paper. Enter what it has decided.")
NOT_ON_OFFER = _("That option is not open. Choose one of those on the screen.")
NO_SUCH_ANSWER = _("Choose one of the answers on the screen.")
ALREADY_READY = _("You are already down as ready.")
ONLY_THE_FACILITATOR = _("Only the facilitator can do that.")
ONLY_THE_CHAIR = _("Only the chair can do that.")
NOT_SO_FAST = _("Give everybody a moment to read. You can go on in a few seconds.")
NOT_OVERDUE = _("The planned time is not over yet.")
NO_DECIDING_VOTE = _("Nobody whose vote decides has voted yet.")
CHAIR_IS_HERE = _("The chair is here and holds the pen.")
PAUSED = _("The workshop is paused. Your answers are kept.")
NOT_PAUSED = _("The workshop is not paused.")
NO_MORE_TIME = _("You have asked for more time ten times here. Ask the facilitator.")
TOO_LATE_TO_GO_BACK = _("The decision has been made. The table cannot go back.")
NOBODY_SITS = _("Nobody has a seat yet.")
TABLES_ARE_SMALL = _(
    "Fewer than three players sit here: table %(tables)s. Move people together, or start anyway."
)
SOME_STAND = _("Without a seat: %(number)d. Help them to one, or start anyway.")
TABLES_STILL_PLAY = _("No table has finished its last round. Give them time, or end the term now.")
ENOUGH_LEADS = _("Your table has sent %(most)d already. That is as many as one table can send.")
NO_FOLLOW_UP = _("There is no follow-up here now.")
NO_LINK_LEFT = _("Every link of this workshop is taken. There is one for each person.")
NOT_YOUR_FACT = _("You do not hold that fact.")
NO_MOVE_YET = _("That is possible from the second round on.")
MOVE_IS_PLAYED = _("You have played your move already. Each role has one, once.")
NO_TIME_FOR_THAT = _("That takes one month of Time, and there is none left.")
NOT_IN_THE_LAST_ROUND = _("Not in the last round: the room could not hold you to it.")
ONLY_WHERE_MANAGERS_DECIDE = _("That is only possible where the managers decide.")
HEARD_ALREADY = _("Somebody has been heard in this round already. Once a round is all there is time for.")
NO_SUCH_PICTURE = _("There is no such picture for the wall.")
NO_TABLE_DECIDED = _("No table has decided that.")
NO_TABLE_ENDED = _("No table has come to the end of its term.")
TOO_FEW_TO_SHOW = _("Too few for that: nothing is shown of one table alone, or of fewer than five people.")
FAMILIES_TOO_SMALL = _(
    "Too few for that: without any one table, five politicians and five managers must be left."
)
NOBODY_KNOWS_FAMILIES = _("Votes are anonymous here, so nobody knows which family chose what.")
ALL_WERE_HEARD = _("Every stakeholder was heard at every table.")
NOTHING_FOR_THE_WALL = _("None is on the wall yet. Put one there from the list first.")
WORDS_HAVE_CHANGED = _("These words have just been changed by whoever wrote them. Read them once more.")
HIDDEN_FROM_ALL = _("These words are hidden. Show them to their table first.")
NO_DATES = _("Choose when the first round opens.")
DATES_ARE_PAST = _("The first round would open in the past. Choose a later date.")
ASKED_ALREADY = _("You have asked this colleague already. Once a round is all there is time for.")
NO_SUCH_SAFEGUARD = _("No such safeguard can be proposed here.")
PLENARY_FIRST = _("First show the decisions of all tables on the wall, or skip that.")
MIDTERM_FIRST = _("First comes the midterm. Lead the room there, and back.")
NOT_TO_BE_DROPPED = _("That dilemma cannot be left out any more.")
TABLES_STILL_DECIDE = _("Some tables are not done with this round. Wait for them, or show it anyway.")
NOT_NOW = _("That cannot be done now.")
ALREADY_OPEN = _("The doors have been opened before.")
NO_SCENARIO = _("The scenario of this workshop is not there any more. Choose another one.")
SCENARIO_HAS_PROBLEMS = _("This scenario cannot be played as it stands: %(problem)s")
SCENARIO_IS_UNFINISHED = _("Its author marks this scenario as unfinished. It cannot be opened yet.")
SCENARIO_WAITS = _(
    "This scenario cannot be opened yet. Left for its author to mend: %(number)d. The first: %(problem)s"
)
SCENARIO_HAS_CHANGED = _("The scenario was changed this very moment. Open the doors once more.")
SCENARIO_IS_SHORTER = _("This scenario has %(rounds)d rounds. Choose a shorter format.")
NOTHING_TO_READMIT = _("This player is in the workshop.")
TABLES_DECIDE_FIRST = _("Some tables have still to decide. Show one when all have.")
NOBODY_CAN_AGREE = _("Nobody sits there who could agree.")
STUDY_IS_OVER = _("The study has come to its end. Choose another one, or no study.")
STUDY_LACKS = _("A study cannot begin before its papers are complete. Still missing: %(missing)s.")
NO_WORDS_IN_STUDY = _(
    "This workshop is a study, and in a study nothing is written down. Say it at your table."
)
HAS_A_LINK = _("You have taken your link along. It opens on the device on which you took it.")
MINUTES_ARE_ODD = _("Write the minutes as a number from 1 to %(most)d.")
TOO_SHORT_TO_BE_FAIR = _("Shorter than that, people could not think. Leave out a dilemma instead.")
NOT_FOR_HOSTS = _("Only those who lead the whole workshop can do that. Ask one of them.")
NOT_YOUR_TABLE = _("That is not one of your tables.")

#: The facilitator may go on all the same.
CONFIRMABLE = (TABLES_ARE_SMALL, SOME_STAND, TABLES_STILL_PLAY, TABLES_STILL_DECIDE)
