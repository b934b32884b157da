"""Who was killed, wounded, held or taken: groups of people joined to the act that befell them."""

import pytest

from bot.model.vocabulary import Modality, VerbClass
from tests.unit.extraction.stages import best, figures, sentence, with_figures


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        # active and passive
        ("en", "Border guards killed four militants.", {"killed militants": 4}),
        ("en", "Four militants were killed by border guards.", {"killed militants": 4}),
        ("en", "Two guards were killed by three militants.", {"killed border_guards": 2}),
        ("en", "Militants killed two border guards.", {"killed border_guards": 2}),
        ("ru", "Пограничники убили четырёх боевиков.", {"killed militants": 4}),
        ("ru", "Двух пограничников убили боевики.", {"killed border_guards": 2}),
        ("ru", "Убиты четверо боевиков.", {"killed militants": 4}),
        ("ru", "Четверо боевиков убиты.", {"killed militants": 4}),
        # one verb, several parties
        (
            "en",
            "One guard and six attackers were killed.",
            {"killed border_guards": 1, "killed militants": 6},
        ),
        (
            "ru",
            "Погибли один пограничник и шестеро нападавших.",
            {"killed border_guards": 1, "killed militants": 6},
        ),
        # several verbs
        (
            "en",
            "Three workers were killed and two guards wounded.",
            {"killed civilians": 3, "wounded border_guards": 2},
        ),
        (
            "ru",
            "Трое рабочих погибли, двое пограничников ранены.",
            {"killed civilians": 3, "wounded border_guards": 2},
        ),
        (
            "ru",
            "Двое контрабандистов убиты и трое сдались.",
            {"killed smugglers": 2, "detained": 3},
        ),
        # nouns, idioms
        ("en", "The attack left five dead.", {"killed": 5}),
        ("en", "The bodies of three smugglers were found.", {"killed smugglers": 3}),
        ("en", "The clash claimed the lives of two soldiers.", {"killed military": 2}),
        ("ru", "Тела троих контрабандистов найдены.", {"killed smugglers": 3}),
        ("ru", "Лишились жизни двое солдат.", {"killed military": 2}),
        # one person without a number
        ("ru", "Убит пограничник.", {"killed border_guards": 1}),
        (
            "ru",
            "Убиты трое боевиков, ранен пограничник.",
            {"killed militants": 3, "wounded border_guards": 1},
        ),
        ("en", "A border guard was killed.", {"killed border_guards": 1}),
        # captures
        ("en", "Guards detained two smugglers.", {"detained smugglers": 2}),
        ("en", "Gunmen abducted two shepherds.", {"abducted civilians": 2}),
        ("en", "Three smugglers fled.", {"escaped smugglers": 3}),
        ("ru", "Задержаны двое контрабандистов.", {"detained smugglers": 2}),
        ("ru", "Похищены двое пастухов.", {"abducted civilians": 2}),
    ],
)
def test_a_group_takes_the_act_that_befell_it(language: str, text: str, found: dict[str, int]) -> None:
    assert best(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They may kill two guards."),
        ("en", "They planned to kill two guards."),
        ("en", "They did not kill two guards."),
        ("en", "It is not known whether two guards were killed."),
        ("en", "Two guards stood there."),
        ("ru", "Они могут убить двух пограничников."),
        ("ru", "Они хотели убить двух пограничников."),
        ("ru", "Не убиты двое пограничников."),
        ("ru", "Там стояли двое пограничников."),
    ],
)
def test_wishes_denials_and_bystanders_give_no_figure(language: str, text: str) -> None:
    assert {name: value for name, value in best(text, language).items() if value} == {}


def test_the_no_of_a_bound_denies_nothing() -> None:
    assert figures("No fewer than five workers were killed.") == [("killed", "civilians", 5, 5, None)]
    assert figures("Не менее пяти рабочих погибли.", "ru") == [("killed", "civilians", 5, 5, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Four terrorists were neutralised."), ("ru", "Обезврежены четверо террористов.")],
)
def test_a_euphemism_may_mean_nobody_dead(language: str, text: str) -> None:
    _, (finding,), _ = with_figures(text, language)
    assert (finding.low, finding.best, finding.high) == (0, 4, 4)
    assert finding.verb_class is VerbClass.EUPHEMISM


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Five guards were killed and wounded."), ("ru", "Пятеро пограничников убиты и ранены.")],
)
def test_a_joint_verb_counts_casualties(language: str, text: str) -> None:
    assert figures(text, language) == [("casualties", "border_guards", 0, None, 5)]


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "There were no losses among the border guards.", "border_guards"),
        ("en", "There were no casualties.", ""),
        ("en", "No one was hurt.", ""),
        ("ru", "Потерь среди пограничников нет.", "border_guards"),
        ("ru", "Никто не пострадал.", ""),
    ],
)
def test_no_losses_is_a_stated_zero(language: str, text: str, party: str) -> None:
    assert figures(text, language) == [("killed", party, 0, 0, 0), ("wounded", party, 0, 0, 0)]


def test_losses_that_are_not_known_are_not_zero() -> None:
    assert figures("It is not known whether there were casualties; no losses were confirmed.") == []
    assert figures("О потерях не сообщается.", "ru") == []


def test_a_hedge_makes_an_allegation() -> None:
    for text, language in (
        ("Three smugglers were reportedly killed.", "en"),
        ("Якобы убиты трое контрабандистов.", "ru"),
    ):
        _, (finding,), _ = with_figures(text, language)
        assert finding.modality is Modality.ALLEGED


def test_a_toll_that_rose_is_its_new_figure() -> None:
    assert best("The death toll rose from two to three.") == {"killed": 3}
    assert best("Число погибших выросло с двух до трёх.", "ru") == {"killed": 3}


def test_a_claim_points_at_its_words() -> None:
    found, (finding,), _ = with_figures("On Tuesday four smugglers were killed.")
    span = finding.span()
    assert span.text == "four smugglers"
    assert found[0].sentence.text[span.start : span.end] == span.text


def test_a_bare_number_takes_the_party_before_it() -> None:
    _, findings, _ = with_figures("Two border guards were wounded and three killed.")
    assert [(f.party, f.elided) for f in findings] == [("border_guards", None), ("", "border_guards")]


def test_a_sentence_without_acts_has_no_figures() -> None:
    assert figures("Four smugglers and two guards.") == []
    assert sentence("").groups == [] if with_figures("")[0] else True


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "15 attackers, a guard and a policeman were killed."),
        ("ru", "Убиты 15 нападавших, один пограничник и один полицейский."),
        ("uk", "Убито 15 нападників, одного прикордонника та одного поліцейського."),
        ("de", "15 Angreifer, ein Grenzsoldat und ein Polizist wurden getötet."),
        ("fr", "15 assaillants, un garde-frontière et un policier ont été tués."),
        ("tg", "15 нафар ҳуҷумкунанда, як сарҳадбон ва як корманди милитсия кушта шуданд."),
        ("fa", "15 مهاجم، یک مرزبان و یک پلیس کشته شدند."),
        ("tr", "15 saldırgan, bir sınır muhafızı ve bir polis öldürüldü."),
        ("zh", "15名袭击者、1名边防军人和1名警察被打死。"),
    ],
)
def test_little_words_for_one_count_in_a_list_with_a_number(language: str, text: str) -> None:
    assert best(text, language) == {"killed militants": 15, "killed border_guards": 1, "killed police": 1}


def test_a_little_word_for_one_counts_nobody_beside_a_number_that_it_is_not_listed_with() -> None:
    assert best("An attack on a camp of a worker killed three guards.") == {"killed border_guards": 3}


def test_the_last_of_a_list_shares_the_act_however_far_it_stands() -> None:
    assert best("The blast killed two women, three guards and a soldier.") == {
        "killed civilians": 2,
        "killed border_guards": 3,
        "killed military": 1,
    }


def test_whoever_did_something_else_ends_a_list() -> None:
    text = "The blast killed two women, three guards and five soldiers of the post nearby fled."
    assert best(text) == {"killed civilians": 2, "killed border_guards": 3, "escaped military": 5}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two guards were wounded, four days after five workers were killed."),
        ("en", "Four days after five workers were killed, two guards were wounded."),
        ("ru", "Двое пограничников ранены через четыре дня после гибели пятерых рабочих."),
        ("ru", "Через четыре дня после гибели пятерых рабочих, двое пограничников ранены."),
        ("ru", "Спустя два дня после убийства трёх рабочих ранены двое пограничников."),
        ("uk", "Двох прикордонників поранено через чотири дні після загибелі п'ятьох робітників."),
        ("bg", "Двама граничари са ранени четири дни след убийството на петима работници."),
        ("de", "Zwei Grenzsoldaten wurden verletzt, vier Tage nachdem fünf Arbeiter getötet wurden."),
        ("de", "Vier Tage nach dem Tod von fünf Arbeitern wurden zwei Grenzsoldaten verletzt."),
        ("fr", "Deux gardes-frontières ont été blessés quatre jours après la mort de cinq ouvriers."),
        ("tg", "Чор рӯз пас аз кушта шудани панҷ коргар, ду сарҳадбон захмӣ шуданд."),
        ("fa", "چهار روز پس از کشته شدن پنج کارگر، دو مرزبان زخمی شدند."),
    ],
)
def test_what_lies_days_back_is_no_figure_of_this_event(language: str, text: str) -> None:
    assert best(text, language) == {"wounded border_guards": 2}


def test_an_act_days_back_befell_nobody_of_this_event() -> None:
    assert best("Two guards came to the village four days after workers were killed.") == {}


def test_an_event_days_back_that_names_no_dead_takes_none_from_this_one() -> None:
    assert best("Four days after the attack two guards were wounded.") == {"wounded border_guards": 2}
    assert best("Через два дня после нападения ранены двое пограничников.", "ru") == {
        "wounded border_guards": 2
    }


def test_a_figure_behind_a_numbered_case_is_marked_as_retold() -> None:
    for text, retold in (
        ("This is the third attack, in which five workers died.", True),
        ("Five workers died in the attack.", False),
        ("This is the first attack, in which five workers died.", False),
    ):
        _, findings, _ = with_figures(text)
        assert [finding.retold for finding in findings] == [retold]
