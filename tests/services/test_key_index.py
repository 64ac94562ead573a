"""The keys of created customers, loose and packed, answer as one dictionary would."""

from hypothesis import given
from hypothesis import strategies as st

from branchcrm.services.key_index import KeyIndex

BATCHES = st.lists(st.lists(st.integers(-40, 40), max_size=8), max_size=12)


@given(BATCHES, st.integers(0, 10))
def test_packed_keys_are_known_as_loose_ones(batches: list[list[int]], most_loose: int) -> None:
    index = KeyIndex(most_loose)
    known: dict[int, int] = {}
    for place, batch in enumerate(batches):
        index.look_up(batch)
        for key in batch:
            assert index.get(key) == known.get(key)
        assert index.knows_none(set(batch)) == known.keys().isdisjoint(batch)
        for number, key in enumerate(batch, 100 * place):
            index.add(key, number)
            known.setdefault(key, number)


def test_keys_of_the_whole_range_are_kept() -> None:
    index = KeyIndex(0)
    for key in (-(2**63), 2**63 - 1, 0):
        index.look_up([key])
        index.add(key, 7)
    index.look_up([-(2**63), 2**63 - 1, 0, 5])
    assert [index.get(key) for key in (-(2**63), 2**63 - 1, 0, 5)] == [7, 7, 7, None]
