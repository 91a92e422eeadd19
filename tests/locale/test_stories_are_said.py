"""What happened to a child is called by words that its caseworker reads."""

from casemgmt.demo.mishap import Mishap
from casemgmt.locale import catalogue
from casemgmt.recording.registry import Registry

OF_THE_STORE = {"system"}


def called(group):
    return {key.partition(".")[2] for key in catalogue("en") if key.startswith(group + ".")}


def test_every_event_of_a_person_a_centre_or_an_agreement_is_called_something():
    areas = [a for a in Registry.installed().areas if a.subject not in OF_THE_STORE]
    told = {name.rpartition(".")[0] for area in areas for name in area.events}

    assert told - called("event") == set()


def test_nothing_is_called_something_that_never_happens():
    told = {name.rpartition(".")[0] for name in Registry.installed().events}

    assert called("event") - told == set()


def test_every_mishap_of_the_invented_season_is_told():
    assert called("mishap") == {one.name.lower().replace("_", "-") for one in Mishap}
