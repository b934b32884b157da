"""Grammar: the few facts about a language that the rules ask for.

Every rule is written once, for all languages; what differs between them stands here as data of the pack.
No rule may ask for a language by its name.
"""

from dataclasses import dataclass

from bot.extraction.patients import PatientMarking
from bot.extraction.verbfinal import VerbFinal


@dataclass(frozen=True, slots=True)
class Grammar:
    """The few facts about a language's order of words that the claim rules ask for.

    The three orders name the sides of a verb on which its patient may stand, best first.
    ``auxiliaries`` show the passive of verbs whose forms do not, ``singular_auxiliaries`` that of one;
    ``singular_objects`` are the endings of one whom an active verb befell;
    ``postpositions``: the word that gives a place its role follows it (and governs the chain of units
    before it). ``ordinal_stop``: a
    number with a full stop is an ordinal and ends no sentence. ``tokens_per_word``: how many tokens a
    word has on average (Chinese: each character is one), by which distances are measured.
    ``date_first``: what tells when stands before its verb; ``verb_first``: the verb before who acts.
    ``verb_bracket``: participles end the clause, far from their patients (German).
    ``head_final``: what describes a noun stands before it, so a unit ("district") follows the name of its
    place.
    ``classifiers`` stand between a number and people; after a *closing* one no noun follows (3人).
    ``verb_final``: the endings of a language whose verb ends the clause, None for others.
    ``head_first``: whatever describes a noun stands after it. ``patients``: the small signs by which
    other languages with the verb at the end say who did what to whom.
    """

    active: tuple[str, ...]
    passive: tuple[str, ...]
    noun: tuple[str, ...]
    auxiliaries: frozenset[str] = frozenset()
    singular_auxiliaries: frozenset[str] = frozenset()
    singular_objects: tuple[str, ...] = ()
    postpositions: bool = False
    ordinal_stop: bool = False
    tokens_per_word: int = 1
    verb_bracket: bool = False
    date_first: bool = False
    verb_first: bool = False
    head_final: bool = False
    head_first: bool = False
    classifiers: frozenset[str] = frozenset()
    closing_classifiers: frozenset[str] = frozenset()
    verb_final: VerbFinal | None = None
    patients: PatientMarking | None = None
