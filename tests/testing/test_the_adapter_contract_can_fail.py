"""An adapter that breaks a promise is caught by the test that bears its name."""

import inspect

import pytest
from tests.testing import broken_registers as broken
from tests.testing.register import Register

from casemgmt.testing import AdapterContract, golden

FAILED = (Exception, pytest.fail.Exception)
BROKEN = (
    ("IsOfALaterVersion", "it_speaks_this_version_of_the_protocol"),
    ("StandsBeforeItBegan", "it_starts_at_zero"),
    ("ShowsNothing", "it_shows_what_it_is_told"),
    ("ForgetsWhereItStands", "it_remembers_its_position"),
    ("AddsAgain", "projecting_again_changes_nothing"),
    ("KeepsTenAtOnce", "one_by_one_equals_all_at_once"),
    ("SeesTheEndsOfBatches", "batches_of_any_cut_equal_all_at_once"),
    ("PassesOverEmptyBatches", "an_empty_batch_moves_the_position_and_nothing_else"),
    ("StumblesOverTheUnknown", "unknown_events_pass"),
    ("KeepsWhatItKept", "what_it_kept_is_dropped_when_it_begins_afresh"),
    ("KnowsOneLogOnly", "another_log_takes_the_place_of_the_one_before"),
    ("DropsWhenSomethingComes", "beginning_afresh_with_nothing_leaves_nothing"),
    ("CommitsEventByEvent", "a_batch_interrupted_while_it_is_read_leaves_nothing"),
    (
        "CommitsThePositionApart",
        "a_process_killed_while_it_projects_leaves_the_whole_batch_or_nothing",
    ),
    ("PassesOverWhatWaited", "events_that_had_to_wait_are_taken_in_late"),
    ("ReadsOnceWhenOpened", "two_handles_take_turns"),
    ("TakesBackWhatFailed", "who_reads_while_it_projects_sees_what_stood_before"),
    ("PassesOverCorrections", "corrected_words_stand_in_the_place_of_those_first_told"),
    ("KeepsTheFirstCorrection", "of_several_corrections_the_last_one_stands"),
    ("PassesOverRetractions", "what_was_taken_back_was_never_told"),
    ("TakesNoCorrectionBack", "a_correction_taken_back_brings_back_what_stood_before"),
    ("BringsBackWhatIsCorrected", "what_was_taken_back_stays_so_when_it_is_corrected"),
    ("ShowsTheOrderOfTheLog", "what_is_told_late_reads_as_if_it_had_been_told_in_time"),
    ("ForgetsEverybody", "it_forgets_one_person_and_only_that_person"),
    ("ForgetsOwnStoriesOnly", "it_forgets_a_person_whom_others_name"),
    ("KeepsADiary", "whom_it_forgets_leaves_no_trace_in_the_bytes"),
    ("StumblesOverTheGone", "forgetting_somebody_it_was_never_told_of_changes_nothing"),
    ("LosesItsPlace", "after_forgetting_the_position_stands"),
    (
        "DropsWhatNamesThemBehindItsRows",
        "forgetting_one_leaves_the_others_theirs_also_after_more_is_told",
    ),
    ("StopsAfterForgetting", "after_forgetting_it_goes_on"),
    (
        "NamesNobodyAgain",
        "whom_it_forgets_and_is_given_again_stands_as_before",
    ),
    ("StumblesOverTheForgotten", "fields_of_the_erased_pass"),
    ("TakesFormulas", "formula_prefixes_are_inert"),
    ("ChangesSigns", "formula_prefixes_are_inert"),
    ("WritesLatinOnly", "names_in_three_scripts_survive"),
    ("WritesArabicOnly", "names_in_three_scripts_survive"),
    ("BuildsOnWhatIsThere", "what_is_built_beside_begins_empty"),
    ("BuildsInPlace", "what_is_in_use_is_untouched_until_the_other_takes_over"),
    ("NeverTakesOver", "what_was_built_beside_takes_over"),
    ("SleepsOnceItTookOver", "after_the_other_took_over_it_goes_on"),
    ("GoesOnWithWhatWasLeft", "what_is_built_beside_and_left_leaves_nothing"),
    ("ForgetsTheOneInUse", "whom_it_forgets_is_gone_from_what_was_built_beside_and_left"),
    ("LosesAPart", "its_parts_are_together_what_one_process_makes"),
    ("AddsParts", "parts_take_the_place_of_all_that_was_kept"),
    ("GathersPartByPart", "parts_that_fail_on_their_way_leave_what_was_kept"),
    ("KeepsWhileItParts", "making_a_part_keeps_nothing"),
    ("CountsOneTooFew", "it_counts_what_it_was_given"),
    ("CountsWhatComesAgain", "it_counts_nothing_twice"),
    ("CountsOnWhenAfresh", "it_counts_anew_when_it_begins_afresh"),
    ("LosesABucket", "bucket_by_bucket_is_what_all_at_once_makes"),
    ("MovesAllWithOne", "a_bucket_moves_no_other"),
    ("DropsAllWithOne", "a_bucket_that_begins_afresh_drops_only_its_own"),
    ("SettlesAnew", "settling_again_changes_nothing"),
    (
        "SettlesOnlyWhatItWasGiven",
        "what_was_kept_settles_later_where_a_process_died_before",
    ),
    ("PassesOverRetractions", "a_golden_journal_reads_as_if_it_had_been_told_rightly"),
    ("KeepsADiary", "fields_that_are_no_longer_granted_leave_no_trace"),
    ("StumblesOverTheGone", "forgetting_twice_is_as_once"),
)
"""Each adapter of ``broken_registers``, and the promise it breaks."""

EITHER = {"afresh": [False], "buckets": [3]}
"""What a promise is asked with, where one is enough; of the others every value."""


class Contract(AdapterContract):
    """The promises, on a story that is short and has all that they need."""

    def shown(self, adapter):
        return adapter.shown()

    def told(self):
        return golden("households", fields=self.fields())


def keeps(promise, kind, folder):
    """Ask one promise of an adapter of this kind, with everything it is asked with."""
    test = getattr(AdapterContract, f"test_{promise}")
    for number, asked in enumerate(ways_of(test)):
        contract = type("Contract", (Contract,), {"adapter": kind})()
        contract.folder = folder / f"{kind.__name__}-{number}"
        contract.folder.mkdir()
        contract._handles = []
        try:
            test(contract, **asked)
        finally:
            for handle in contract._handles:
                handle.close()


def ways_of(test):
    marks = [m for m in getattr(test, "pytestmark", []) if m.name == "parametrize"]
    names = {m.args[0]: EITHER.get(m.args[0], list(m.args[1])) for m in marks}
    if not names:
        return [{}]
    ((name, values),) = names.items()
    return [{name: value} for value in values]


@pytest.mark.parametrize(("kind", "promise"), BROKEN)
def test_a_broken_promise_is_caught(kind, promise, tmp_path):
    keeps(promise, Register, tmp_path)

    with pytest.raises(FAILED):
        keeps(promise, getattr(broken, kind), tmp_path)


def test_every_promise_can_be_broken():
    promises = {
        name.removeprefix("test_") for name in dir(AdapterContract) if "test_" in name
    }

    assert promises == {promise for _, promise in BROKEN}


def test_every_broken_adapter_is_tried():
    kinds = {
        name
        for name, kind in inspect.getmembers(broken, inspect.isclass)
        if issubclass(kind, Register) and kind is not Register
    }

    assert kinds == {kind for kind, _ in BROKEN}
