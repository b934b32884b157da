"""The synthetic documents that are measured."""

from collections import Counter

from bench.documents import LENGTH, incident_documents, load_sentences, unrelated_documents


def test_documents_have_exactly_the_wanted_length() -> None:
    assert {len(d.text) for d in incident_documents(40)} == {LENGTH}
    assert {len(d.text) for d in unrelated_documents(40, length=700)} == {700}


def test_the_same_seed_gives_the_same_documents_and_another_gives_others() -> None:
    assert incident_documents(5) == incident_documents(5)
    assert incident_documents(5, seed=1) != incident_documents(5, seed=2)


def test_no_two_documents_are_alike() -> None:
    documents = incident_documents(200)
    assert len({document.text for document in documents}) == 200


def test_languages_come_in_the_given_shares() -> None:
    counts = Counter(document.language for document in incident_documents(2_000))
    total = sum(entry.weight for entry in load_sentences())
    for entry in load_sentences():
        assert abs(counts[entry.language] / 2_000 - entry.weight / total) < 0.05
