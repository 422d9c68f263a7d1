"""What a colleague of a solo game says, where its scenario has no words of its own for it (SOLO-2)."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from game.rules.bots.arguing import Argument, Reason
from game.templatetags.pieces import pole, say

register = template.Library()

#: For an option, by what it moves and whether that rises; several wordings of each.
FOR = {
    ("pole", True): (
        _("%(pole)s is what I was put here for, and %(option)s makes it stronger."),
        _("I ask one thing of every proposal: what does it do for %(pole)s? %(option)s does most."),
        _("With %(option)s we would have more of this: %(pole)s. It is what we are short of."),
    ),
    ("pole", False): (_("%(option)s takes some weight off this: %(pole)s. I would be glad of that."),),
    ("att", True): (
        _("%(people)s would think the better of us for %(option)s. I meet them every week."),
        _("%(people)s: I would like to look them in the eye next year. With %(option)s I could."),
    ),
    ("inv", True): (
        _("%(option)s brings them in: %(people)s. Without them I do not see who is to carry it."),
        _("%(people)s would take part in %(option)s. That is worth more to me than a good plan."),
    ),
    ("trust", True): (_("After %(option)s we would still believe one another in this room."),),
    ("legitimacy", True): (
        _("%(option)s is the one that people would call fair, whether they like it or not."),
        _("I could defend %(option)s in front of anybody. That is not true of all of them."),
    ),
    ("mark", True): (_("With %(option)s there would be something to show for it, and soon."),),
    ("least", True): (
        _("None of these is what I came for. %(option)s does the least harm."),
        _("I would have liked a fifth road. Of these, %(option)s."),
    ),
}
#: Against another option, likewise.
AGAINST = {
    ("pole", False): (
        _("%(option)s we would pay for with this: %(pole)s. I would have to explain it."),
        _("What worries me about %(option)s is what it does to us here: %(pole)s."),
        _("%(option)s sounds well, until you ask about this: %(pole)s."),
    ),
    ("pole", True): (_("%(option)s would put more weight on this than I can defend: %(pole)s."),),
    ("att", False): (
        _("%(people)s would not forget %(option)s."),
        _("And who rings up after %(option)s? %(people)s, and rightly."),
    ),
    ("inv", False): (_("With %(option)s we would lose them: %(people)s."),),
    ("inv", True): (_("%(option)s asks too much of some: %(people)s."),),
    ("att", True): (_("%(option)s is meant to please: %(people)s. I have seen how long that lasts."),),
    ("trust", False): (_("%(option)s would cost us something between ourselves."),),
    ("legitimacy", False): (_("Try to explain %(option)s at the baker's. I have tried."),),
    ("mark", True): (_("%(option)s goes one step further than I can answer for."),),
    ("cost", True): (
        _("For %(option)s there is not enough left. I have added it up twice."),
        _("And %(option)s we cannot pay for. That ends it for me."),
    ),
}
NO_OBJECTION = (_("The others I could live with."), _("I will not fight the others."))


@register.simple_tag(takes_context=True)
def argued(context: dict[str, Any], dilemma: str, argument: Argument) -> str:
    """Two sentences: for the colleague's option, and against another one, or that the others would do too."""
    said = [_said(context, FOR, dilemma, argument.option, argument.because, argument.drawn)]
    if argument.why_not is None:
        said.append(str(NO_OBJECTION[argument.drawn % len(NO_OBJECTION)]))
    else:
        said.append(_said(context, AGAINST, dilemma, argument.against, argument.why_not, argument.drawn))
    return " ".join(said)


def _said(
    context: dict[str, Any], templates: Any, dilemma: str, letter: str, reason: Reason, drawn: int
) -> str:
    wordings = templates.get((reason.kind, reason.rises)) or templates[("mark", True)]
    slot = reason.name.partition(".")[2]
    words = {
        "option": gettext("“%(words)s”") % {"words": say(context, dilemma, letter, "title")},
        "pole": pole(reason.name) if reason.kind == "pole" else "",
        "people": say(context, "people", slot) if slot else "",
    }
    return str(wordings[drawn % len(wordings)]) % words
