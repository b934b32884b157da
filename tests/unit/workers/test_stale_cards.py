"""Which outdated cards are remembered, and which of them is renewed next."""

from bot.model.alert import ChatAddress
from bot.workers.stale_cards import StaleCard, StaleCards
from tests.unit.alerts.deliveries import make_delivery

HERE = ChatAddress(channel="telegram", chat_id=-100)


def anything(card: StaleCard) -> bool:
    return True


def test_a_card_is_handed_out_once() -> None:
    cards = StaleCards()
    cards.outdated(make_delivery(), HERE, 10)
    assert cards.take(lambda card: False) is None
    found = cards.take(anything)
    assert found is not None
    assert (found.incident_id, found.message_id, found.address) == (1, 10, HERE)
    assert cards.take(anything) is None


def test_a_card_that_was_renewed_otherwise_is_forgotten() -> None:
    cards = StaleCards()
    cards.outdated(make_delivery(), HERE, 10)
    cards.renewed(make_delivery(incident_id=2))
    assert len(cards) == 1
    cards.renewed(make_delivery(id=99))
    assert len(cards) == 0


def test_topics_and_incidents_are_told_apart_and_the_oldest_comes_first() -> None:
    cards = StaleCards()
    for number, more in enumerate(({}, {"thread_id": 5}, {"incident_id": 2})):
        cards.outdated(make_delivery(**more), HERE, number)
    cards.outdated(make_delivery(), HERE, 9)
    found = [cards.take(anything) for _ in range(3)]
    assert [card.message_id for card in found if card is not None] == [1, 2, 9]


def test_beyond_the_most_the_oldest_are_given_up() -> None:
    cards = StaleCards(most=3)
    for number in range(5):
        cards.outdated(make_delivery(incident_id=number), HERE, number)
    assert len(cards) == 3
    found = cards.take(anything)
    assert found is not None
    assert found.message_id == 2
