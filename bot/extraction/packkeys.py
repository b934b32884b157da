"""The keys of a word list: every section has a fixed set of them.

So every language is described in the same terms, and the validator can say what is missing. Words stand
in the data files, never here; what a key means for a reading is told where it is asked for, or below.
"""

ACTS = ("death", "euphemism", "injury", "detain", "abduct", "escape", "missing", "cross", "seize")
VOICES = ("single", "active", "passive", "noun", "either", "counted", "person")
EVENTS = (
    "clash", "resistance", "attack", "armed", "drone", "shelling", "mine", "explosion", "closure",
    "workplace", "drugs", "arms_cache", "smuggling", "border",
)  # fmt: skip
PARTIES = (
    "border_guards", "police", "military", "militants", "smugglers", "civilians", "taliban", "people",
)  # fmt: skip
CUES = (
    "block", "background", "current", "aggregate", "since", "within", "period", "events", "case",
    "more", "subset", "joint", "rise", "toll", "replaced", "continuing", "negation", "no_loss",
    "loss_unknown", "speech", "hedge", "deny", "hypothetical", "plot", "agent", "after", "and", "or",
    "at_least", "up_to", "more_than", "about", "statement_words", "silent", "contrast",
    "occur",
)  # fmt: skip
OPTIONAL_CUES = (
    "that", "object", "topic", "agent_after", "genitive", "unreal_after", "all", "responsibility",
    "conjunction", "elapsed", "own_side", "pluperfect", "mistaken", "citing", "reaction",
    "hospital",
)  # fmt: skip
"""Cues that only some grammars have: the word that puts the object of a verb before it (将, 把); the
article that begins a genitive, which belongs to the noun before it (der, des); what behind a
participle shows that it has not happened yet (getötet werden). ``conjunction``: words that begin a
clause without a comma ("six killed as ..."); ``elapsed``: what follows lies back ("four days after ...");
``own_side``: the losses of whoever speaks ("in its own ranks"); ``pluperfect``: a tense that tells of
the past before the news, but not behind a verb of saying; ``mistaken``: what calls the sentence before
it wrong; ``citing``: words of speech whose speaker stands behind them whatever stands before
("according to"); ``hospital``: whither those harmed are brought; ``reaction``: verbs of those who bear an
event out by condemning it."""
EXCLUSIONS = (
    "court", "prison", "drill", "sport", "diplomacy", "analysis", "warning", "memorial", "accident",
    "statistics", "assistance", "life", "scenario", "own_hand", "illness", "returns", "rumour",
)  # fmt: skip
"""What a text is about when it is no report. ``scenario``: what is told is played; ``own_hand``: who died
by his own or a comrade's hand; ``returns``: refugees sent or going home; ``rumour``: it is not true."""
CALENDAR_PHRASES = (
    "today", "yesterday", "before_yesterday", "tomorrow", "eve", "ago", "last", "night_to",
    "night_of", "part", "month_in", "of", "year_word", "month_word", "day_word", "last_month",
    "last_year", "this_year", "birth", "next", "recently", "time_at", "hour_word", "minute_word", "pm", "am",
    "also_place", "place_before", "shy", "night_after", "same_day", "dateline", "month_case", "part_after",
    "ago_before",
)  # fmt: skip
PLACE_WORDS = (
    "province", "district", "district_tj", "district_af", "post", "detachment", "village", "river",
    "crossing", "section",
)  # fmt: skip
ROLES = (
    "scene", "origin", "direction", "residence", "opposite", "origin_after", "scene_after",
    "direction_after", "residence_after", "not_origin", "opposite_after", "not_origin_after", "away",
)  # fmt: skip
SUFFIX_ROLES = ("origin_suffixes", "scene_suffixes", "direction_suffixes")
VERB_FINAL = (
    "participles", "finite", "unreal", "oblique", "objects", "beside", "made_of", "plural", "heads",
    "ordinals", "members", "whole",
)  # fmt: skip
PATIENT_MARKING = (
    "object_markers", "object_endings", "prepositions", "genitive", "aimed", "oblique_endings",
    "oblique_numbers",
    "plural", "finite", "relative",
)  # fmt: skip
SPELT = "spelt"
"""Layer of acts that count only where they are spelt as in the pack: folding makes other words of them."""
SIDES = frozenset(("before", "after"))
