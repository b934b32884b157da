"""Endings that place names take in running text, by script, and the stems they hang on.

A name matches a word that equals its stem plus one of these endings; a bare prefix never matches
("Панч" must not find "панчер"). Everything here is folded text.
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(["", *text.split()])


_RUSSIAN = "а у ом ем ым е ы ой ей я ю и й ь ии ию ия ией ью ов ам ами ах"
_ADJECTIVE = (
    "ий ого ому им ом ая ой ую ое ие их ими ский ского скому ским ском ская ской скую ское ские ских скими "
    "инский инского инскому инским инском инская инской инскую инское инские инских"
)
_UKRAINIAN = (
    "ови еви ою ею ив ои ська ськои ський ськи ську ською ське ських ському ського ським ськими "
    "ький ького ькому ьким ька ькои ьку ькою ьке"
)
_BULGARIAN = "ът ят ия та то те ска ската ски ските ския ският ско ското"
_TAJIK = "и ии аи йи ро иро аро яро хо хои хоро у ю ву аш ам ат иро ион иву"
_TURKIC = (
    "да дан га ка ни нинг даги гача лик дин де ден дон до та те тан тен нан нен нын нин дын дин тын тин "
    "ге ке го ны ни ды ди ты ти дагы деги тагы теги догу ида идан ига ини ининг идаги лар нда ндан дагы ынан "
    "ниң диң тиң ның дың тың деги теги ндагы нде нден "
    "дун дүн нун нүн тун түн дө дөн дөгү до догу тө төн төгү то тон тогу гө көгө кө ко ну нү ду дү ту түгө"
)
CYRILLIC = _set(f"{_RUSSIAN} {_ADJECTIVE} {_UKRAINIAN} {_BULGARIAN} {_TAJIK} {_TURKIC}")
CYRILLIC_SHORT = _set("а у ом ем е и ы я ю й ии ро да дан га ден ге де дин дын ка дагы нын нинг даги")

_LATIN_TURKIC = (
    "da dan ga ka qa ni ning dagi gacha lik de den ta te tan ten a e ya ye i u nin in nun un yi yu li lu "
    "daki deki taki teki ndaki nda ndan na ne si sinin sinda ida idan iga ini ining idagi nin nun dek"
)
LATIN = _set(f"s es er ern en n is ndeki nde nden tagi {_LATIN_TURKIC}")
LATIN_SHORT = _set("s da dan ga ni ning de den ta te tan ten dagi daki deki nin nun")
ARABIC = _set("ها های ی ای ه یی هو یان یو ا")
HAN = _set("")

_VOWELS_CUT = "аяйьи"


def endings_for(stem: str) -> frozenset[str]:
    """The endings that may follow this stem; short stems take few, very short ones none."""
    letter = stem[-1:] or " "
    if "\u0400" <= letter <= "\u052f":
        if len(stem) <= 3:
            return HAN
        return CYRILLIC_SHORT if len(stem) == 4 else CYRILLIC
    if "\u0600" <= letter <= "\u06ff":
        return ARABIC if len(stem) >= 4 else HAN
    if letter.isascii() and letter.isalpha():
        if len(stem) <= 3:
            return HAN
        return LATIN_SHORT if len(stem) == 4 else LATIN
    return HAN


def stem_of(word: str) -> str:
    """What stays of a name's word when it is inflected: Cyrillic names lose a last soft letter."""
    if len(word) >= 5 and "\u0400" <= word[-1] <= "\u052f":
        for adjective in ("ский", "ская", "ское", "ская", "ского"):
            if word.endswith(adjective):
                return word[: -len(adjective) + 2]
        for adjective in ("ський", "ська", "ське"):
            if word.endswith(adjective):
                return word[: -len(adjective) + 3]
        if word[-1] in _VOWELS_CUT and word[-2] not in "аеиоуыэюя":
            return word[:-1]
        if word.endswith("ия"):
            return word[:-1]
    return word


def without_article(word: str) -> str:
    """An Arabic word of a name as texts have it whose little words are cut off: الدین, دین."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def strip_proclitic(word: str) -> str | None:
    """An Arabic-script word without "and", "in", "for" and the article, where enough remains."""
    rest = word
    if len(rest) > 5 and rest[0] in "وفبلک" and rest[1:3] == "ال":
        rest = rest[1:]
    elif len(rest) > 5 and rest[0] in "وفبلک":
        return rest[1:]
    if rest.startswith("ال") and len(rest) > 5:
        return rest[2:]
    return rest if rest != word else None
