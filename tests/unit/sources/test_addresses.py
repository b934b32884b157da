"""Which addresses and URLs are let through."""

import pytest

from bot.sources.addresses import MAX_URL_CHARACTERS, RefusedUrl, VettedUrl, is_public, same_site, vet_url

REFUSED_EDGES = [
    # first and last address of each refused IPv4 range
    ("0.0.0.0", "0.255.255.255"),  # noqa: S104 - refused, not bound
    ("10.0.0.0", "10.255.255.255"),
    ("100.64.0.0", "100.127.255.255"),
    ("127.0.0.0", "127.255.255.255"),
    ("169.254.0.0", "169.254.255.255"),
    ("172.16.0.0", "172.31.255.255"),
    ("192.0.0.0", "192.0.0.255"),
    ("192.0.2.0", "192.0.2.255"),
    ("192.31.196.0", "192.31.196.255"),
    ("192.52.193.0", "192.52.193.255"),
    ("192.88.99.0", "192.88.99.255"),
    ("192.168.0.0", "192.168.255.255"),
    ("192.175.48.0", "192.175.48.255"),
    ("198.18.0.0", "198.19.255.255"),
    ("198.51.100.0", "198.51.100.255"),
    ("203.0.113.0", "203.0.113.255"),
    ("224.0.0.0", "255.255.255.255"),
]
JUST_OUTSIDE = [
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
    "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
    "203.0.112.255", "203.0.114.0", "223.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("address", [edge for edges in REFUSED_EDGES for edge in edges])
def test_special_ipv4_ranges_are_refused_to_their_last_address(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", JUST_OUTSIDE)
def test_the_neighbours_of_special_ranges_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        "2001::1", "2001:1ff:ffff::1", "2001:db8::1", "2620:4f:8000::1", "3fff::1", "3fff:fff::1",
        "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1", "100::1", "4000::1", "1fff::1", "fe80::1%eth0",
        "2a00::1%1",
    ],
)  # fmt: skip
def test_special_wrapped_and_scoped_ipv6_addresses_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["2000::1", "2001:200::1", "2001:db9::1", "2003::1", "2a00:1450::1", "3ffe::1", "::ffff:8.8.8.8"],
)
def test_global_ipv6_addresses_and_mapped_public_ones_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["", "localhost", "127.1", "2130706433", "0x7f000001", "8.8.8.8.", " 8.8.8.8"]
)
def test_what_is_no_plain_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "//a.example/x", "a.example", "",
        "http://", "http:///x", "http://a.example:22/", "http://a.example:8080/", "http://a.example:99999/",
        "http://a.example:x/", "http://user@a.example/", "http://user:pw@a.example/", "http://a@b@127.0.0.1/",
        "http://a.example\\@127.0.0.1/", "http://a.example/ x", "http://a.example/\n", "http://a.example/\x00",
        "http://a.example/\u200e", "http://a.example/\u3000x", "http://[::1/", "http://[fe80::1%25eth0]/",
        "http://127.0.0.1%2f@a.example/", "http://a.example/" + "x" * MAX_URL_CHARACTERS,
    ],
)  # fmt: skip
def test_urls_of_bad_form_are_refused(url: str) -> None:
    assert isinstance(vet_url(url), RefusedUrl)


@pytest.mark.parametrize(
    ("url", "pair"),
    [
        ("http://a.example/feed", ("a.example", 80)),
        ("https://A.Example/feed?x=1#y", ("a.example", 443)),
        ("https://a.example.:443/", ("a.example", 443)),
        ("http://a.example:443/", ("a.example", 443)),
        ("https://пример.example/лента", ("пример.example", 443)),
        ("http://[2a00::1]/", ("2a00::1", 80)),
    ],
)
def test_plain_web_addresses_pass(url: str, pair: tuple[str, int]) -> None:
    vetted = vet_url(url)
    assert isinstance(vetted, VettedUrl)
    assert vetted.pair == pair


def test_another_port_passes_only_for_the_very_pair_that_is_allowed() -> None:
    allow = frozenset({("bridge.local", 1200)})
    assert isinstance(vet_url("http://bridge.local:1200/feed", allow), VettedUrl)
    assert isinstance(vet_url("http://bridge.local:1201/feed", allow), RefusedUrl)
    assert isinstance(vet_url("http://other.local:1200/feed", allow), RefusedUrl)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.example", "www.a.example", True),
        ("news.a.example", "a.example", True),
        ("a.example", "ba.example", False),
        ("rus.ozodi.example", "www.azattyq.example", False),
    ],
)
def test_hosts_are_one_site_when_equal_or_one_below_the_other(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
