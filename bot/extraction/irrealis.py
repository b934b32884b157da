"""Irrealis: acts that a sentence names and that befell nobody, being denied, feared, planned or unknown.

Cues before or behind the act say so, or in some languages its own ending. What the act would count is not
asked; whether a whole text tells of something that took place is judged in ``happened``.
"""

from bot.extraction import patients
from bot.extraction.analysis import Analysed, covered
from bot.extraction.entries import Mark
from bot.extraction.grammar import Grammar
from bot.extraction.verbfinal import is_unreal

_BLOCK_REACH = 4


def is_blocked(analysed: Analysed, act: Mark, grammar: Grammar) -> bool:
    """Whether the act is denied, feared, planned or unknown."""
    words = analysed.sentence.words
    if grammar.verb_final is not None and is_unreal(grammar.verb_final, analysed, act):
        return True
    if grammar.patients is not None:
        return patients.is_unreal(analysed, act)
    bounds = covered(mark for cue in ("at_least", "up_to", "more_than") for mark in analysed.cue(cue))
    for cue in ("negation", "hypothetical"):
        for mark in analysed.cue(cue):
            if mark.first in bounds:
                continue  # the "no" of "no fewer than" denies nothing
            gap = act.first - mark.last
            if 0 <= gap <= _BLOCK_REACH and not any(w in ",;:" for w in words[mark.last : act.first]):
                return True
    if any(mark.first == act.last for mark in analysed.cue("unreal_after")):
        return True
    return any(0 <= act.first - mark.last <= 3 for mark in analysed.cue("loss_unknown"))
