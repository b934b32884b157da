"""The role that its sentence gives a place: scene, origin, direction, residence, or what lies opposite.

A place after "from" is an origin and never the scene; prepositions, postpositions and case endings say
so, over the unit words and the chains of names that they govern.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.lexicon import Lexicon
from bot.extraction.places import PlaceMention
from bot.extraction.verbfinal import VerbFinal

_ROLE_REACH = 4
_CHAIN_GAP = 3
_BESIDE = 1
_SIDE_REACH = 3

_HOSPITAL_REACH = 3


def assign_roles(analysed: Analysed, lexicon: Lexicon) -> list[str]:
    """The role of each place mention of a sentence: scene, origin, direction, residence, opposite, seat
    (of who speaks) or ''."""
    roles: list[str] = []
    previous: PlaceMention | None = None
    for mention in analysed.places:
        role = _role_before(analysed, mention, over_names=not lexicon.grammar.postpositions)
        chained = previous is not None and not role and not lexicon.grammar.postpositions
        if chained and previous is not None and _linked(analysed, previous, mention):
            role = roles[-1]
        role = _role_after(analysed, mention, lexicon) or role
        if role == "origin" and lexicon.grammar.patients is not None and _is_carried_off(analysed, mention):
            role = "scene"
        if role == "scene" and _is_where_one_speaks(analysed, mention):
            role = "seat"
        if role in ("", "scene") and _is_of_a_hospital(analysed, mention):
            role = "direction"
        roles.append(role)
        previous = mention
    if lexicon.grammar.postpositions:
        for index in range(len(roles) - 2, -1, -1):
            one, other = analysed.places[index], analysed.places[index + 1]
            if not roles[index] and (_linked(analysed, one, other) or _contains(one, other)):
                roles[index] = roles[index + 1]
    return roles


def _contains(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether a unit named right before a place contains it ("of Badakhshan from Khwahan district")."""
    parents = {place.parent for place in other.places}
    near = other.first - one.last <= _CHAIN_GAP
    return near and any(place.id in parents for place in (*one.places, *one.others))


def _is_carried_off(analysed: Analysed, mention: PlaceMention) -> bool:
    """Whether people were abducted "from" a place, said by the verb right behind it: they were there."""
    verb = next((mark for mark in analysed.marks("act") if mark.first >= mention.last), None)
    if verb is None or verb.kind != "abduct":
        return False
    return not any(word in ",;:" for word in analysed.sentence.words[mention.last : verb.first])


def _is_of_a_hospital(analysed: Analysed, mention: PlaceMention) -> bool:
    """Whether a place only says whither the wounded were brought: "a hospital in Kulob"."""
    words, reach = analysed.sentence.words, _HOSPITAL_REACH * analysed.pace
    for mark in analysed.cue("hospital"):
        first, last = (mark.last, mention.first) if mark.last <= mention.first else (mention.last, mark.first)
        if 0 <= last - first <= reach and not any(word in ",;:" for word in words[first:last]):
            return True
    return False


def _is_where_one_speaks(analysed: Analysed, mention: PlaceMention) -> bool:
    """Whether a place only says where the speaker sits: "an official in Takhar says"."""
    after = any(0 <= mark.first - mention.last <= 1 for mark in analysed.cue("speech"))
    told = any(
        mark.first < mention.first
        for layer in ("act", "event")
        for mark in analysed.marks(layer)
        if mark.kind != "border"
    )
    unsure = not mention.unit and not any(word in ",;:" for word in analysed.sentence.words[: mention.first])
    return after and not told and unsure


def _role_before(analysed: Analysed, mention: PlaceMention, *, over_names: bool = True) -> str:
    """The nearest governing word before the name, over unit words and (``over_names``) other names."""
    words = analysed.sentence.words
    best, best_last = "", -1
    for mark in analysed.marks("role"):
        if mark.kind.endswith("_after") or mark.last > mention.first + 1 or mark.first > mention.first:
            continue
        gap = mention.first - mark.last
        if gap <= _ROLE_REACH and mark.last > best_last:
            between = words[mark.last : mention.first]
            named = not over_names and any(
                mark.last <= other.first < mention.first for other in analysed.places
            )
            if not (named or any(word in ",;:.()" for word in between)) and not _verb_between(
                analysed, mark.last, mention
            ):
                best, best_last = mark.kind, mark.last
    return "scene" if best == "not_origin" else best


def _verb_between(analysed: Analysed, first: int, mention: PlaceMention) -> bool:
    return any(first <= mark.first < mention.first for mark in analysed.marks("act"))


def _role_after(analysed: Analysed, mention: PlaceMention, lexicon: Lexicon) -> str:
    """Postpositions and case endings on the name or on the last unit word after it."""
    last = _last_unit(analysed, mention)
    after = [mark for mark in analysed.marks("role") if mark.first >= last]
    # The word in between may not be another place: "in Rushon, from Afghanistan's side".
    reach = 0 if any(other.first == last for other in analysed.places) else 1
    for mark in after:
        if mark.kind.endswith("_after") and mark.kind != "not_origin_after" and mark.first - last <= reach:
            return mark.kind.removesuffix("_after")
    word = analysed.sentence.words[last - 1]
    if last == mention.last and len(mention.ending) < 2:
        return ""
    role = next((role for role, endings in lexicon.suffix_roles if word.endswith(endings)), "")
    if role == "origin" and any(m.kind == "not_origin_after" and m.first - last <= _CHAIN_GAP for m in after):
        return "scene"
    if role == "origin" and _is_taken_there(analysed, last, lexicon.grammar.verb_final):
        return "scene"
    if role == "direction" and not _goes_away(analysed, last, after):
        return ""
    return role


def _last_unit(analysed: Analysed, mention: PlaceMention) -> int:
    """The token after a name and the units that follow it: "Xatlon viloyati hududidan"."""
    last = mention.last
    reach = 0 if any(other.first == last for other in analysed.places) else 1
    for mark in analysed.marks("place"):
        if 0 <= mark.first - last <= reach:
            last, reach = mark.last, 0
    return last


def _is_taken_there(analysed: Analysed, last: int, rules: VerbFinal | None) -> bool:
    """Whether people or things were carried off or found "from" a place: then it happened there.

    A participle right behind the place takes the ending to itself ("who came from").
    """
    words = analysed.sentence.words
    if rules is None or last >= len(words) or words[last].endswith(rules.participles):
        return False
    verb = next((mark for mark in analysed.marks("act") if mark.first >= last), None)
    return verb is not None and verb.kind in ("abduct", "seize")


def _goes_away(analysed: Analysed, last: int, after: Sequence[Mark]) -> bool:
    """Whether the verb of the clause takes somebody off to the place named, or lets him flee there.

    The case of direction alone does not tell: who crosses into a district has his fight there.
    """
    verb = next((mark for mark in after if mark.kind == "away"), None)
    return verb is not None and not any(word in ",;:" for word in analysed.sentence.words[last : verb.first])


def _linked(analysed: Analysed, one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two names belong to one chain of units."""
    between = analysed.sentence.words[one.last : other.first]
    if len(between) > _CHAIN_GAP or any(word in ";:.()" for word in between):
        return False
    marked = any(m.first >= one.last and m.last <= other.first for m in analysed.marks("role"))
    acted = any(one.last <= m.first < other.first for m in analysed.marks("act"))
    return not marked and not acted


def other_sides(sentence: Analysed, lexicon: Lexicon) -> set[str]:
    """Countries on the other side: "from the Afghan side", "near the border with Afghanistan"."""
    found = {
        mention.places[0].country
        for mention, role in zip(sentence.places, assign_roles(sentence, lexicon), strict=True)
        if role in ("origin", "opposite") and mention.places and mention.places[0].kind == "country"
    }
    peopled = {at for party in sentence.marks("party") for at in range(party.first - 1, party.last + 1)}
    for nation in sentence.marks("nation"):
        if nation.first not in peopled and _is_origin(sentence, nation, lexicon):
            found.add(nation.kind)
    return {country for country in found if country is not None}


def _is_origin(sentence: Analysed, nation: Mark, lexicon: Lexicon) -> bool:
    """Whether "from" stands before an adjective, or behind it and the noun that it describes."""
    for mark in sentence.marks("role"):
        if mark.kind == "origin" and 0 <= nation.first - mark.last <= _BESIDE * sentence.pace:
            return True
        if mark.kind == "origin" and mark.first <= nation.first < mark.last:
            return True
        if mark.kind == "origin_after" and 0 <= mark.first - nation.last <= _SIDE_REACH:
            return True
    noun = sentence.sentence.words[nation.last] if nation.last < len(sentence.sentence) else ""
    endings = next((endings for role, endings in lexicon.suffix_roles if role == "origin"), ())
    return bool(endings) and noun.endswith(endings)
