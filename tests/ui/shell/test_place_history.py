"""Where the user has been."""

from ui.shell.place_history import Place, PlaceHistory


def test_back_gives_the_place_before() -> None:
    history = PlaceHistory()
    history.visit(Place("today"))
    history.visit(Place("customers"))
    history.visit(Place("customers", 7))
    assert history.back() == Place("customers")
    assert history.back() == Place("today")
    assert history.back() is None
    assert history.current == Place("today")


def test_the_same_place_twice_counts_once() -> None:
    history = PlaceHistory()
    history.visit(Place("today"))
    history.visit(Place("visits"))
    history.visit(Place("visits"))
    assert history.back() == Place("today")


def test_only_the_last_fifty_places_are_kept() -> None:
    history = PlaceHistory()
    for record_id in range(60):
        history.visit(Place("customers", record_id))
    steps = 0
    while history.back() is not None:
        steps += 1
    assert steps == 49


def test_a_change_of_person_forgets_the_way() -> None:
    history = PlaceHistory()
    history.visit(Place("today"))
    history.forget()
    assert history.current is None
