"""Where a fetch may go next, decided without any network."""

from bot.model.source import Failed
from bot.sources.addresses import VettedUrl, vet_url
from bot.sources.redirects import Trail


def trail(start: str, allow: frozenset[tuple[str, int]] = frozenset()) -> Trail:
    vetted = vet_url(start, allow)
    assert isinstance(vetted, VettedUrl)
    return Trail(vetted, allow, most=3)


def test_a_permanent_move_to_another_site_is_reported_and_followed() -> None:
    way = trail("https://old.example/feed")
    assert way.follow(301, "https://new.example/feed") is None
    assert way.moved_to == "https://new.example/feed"
    assert way.current.host == "new.example"


def test_the_last_address_of_a_permanent_chain_is_reported() -> None:
    way = trail("http://old.example/feed")
    assert way.follow(301, "https://old.example/feed") is None
    assert way.moved_to is None
    assert way.follow(308, "https://new.example/feed") is None
    assert way.follow(301, "/feed/") is None
    assert way.moved_to == "https://new.example/feed/"


def test_a_temporary_redirect_is_no_move() -> None:
    way = trail("https://old.example/feed")
    assert way.follow(302, "https://new.example/feed") is None
    assert way.follow(301, "https://newer.example/feed") is None
    assert way.moved_to is None


def test_a_move_within_the_site_is_not_reported() -> None:
    way = trail("https://a.example/feed")
    assert way.follow(301, "https://www.a.example/rss") is None
    assert way.moved_to is None


def test_https_never_falls_back_to_http() -> None:
    refused = trail("https://a.example/feed").follow(301, "http://a.example/feed")
    assert isinstance(refused, Failed)
    assert refused.reason == "redirect"


def test_http_may_rise_to_https() -> None:
    assert trail("http://a.example/feed").follow(301, "https://a.example/feed") is None


def test_a_malformed_target_is_refused() -> None:
    for target in ("http://[::1", "http://a.example:port/", "\x00", "http://a.example/\nx"):
        refused = trail("http://a.example/feed").follow(302, target)
        assert isinstance(refused, Failed), target
        assert refused.reason == "address"


def test_an_allowed_pair_may_redirect_to_itself() -> None:
    allow = frozenset({("bridge.local", 1200)})
    assert trail("http://bridge.local:1200/a", allow).follow(302, "/b") is None
