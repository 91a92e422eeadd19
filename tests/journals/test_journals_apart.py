"""A journal that is parsed apart says what it says when it is read here, word for word."""

import io
import json
import os
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.recording.telling import VISIT, line, with_a_case

from casemgmt.errors import InvalidError, JournalFileError, ReadingEndedError
from casemgmt.journals import apart, parsing, reading
from casemgmt.journals.parsing import NoAnswerError
from casemgmt.journals.reading import lines_apart
from casemgmt.limited import streaming
from casemgmt.recording import blocks
from casemgmt.recording.lines import lines_of
from casemgmt.recording.noting import Noting
from casemgmt.testing import memory_store

LINES = [
    b'{"a": 1}',
    b'{"a":1}',
    '{"a":"Fès \\u0641"}'.encode(),
    b'{"a":1e2,"b":18446744073709551615,"c":-0.0,"a":2}',
    b'{"a":1e400}',
    b'{"a":NaN}',
    b'{"a":"\\ud800"}',
    b"\xff\xfe",
    b"once upon a time",
    b"[" * 70 + b"]" * 70,
    b"[" * 300 + b"]" * 300,
    b'{"k":' * 400 + b"1" + b"}" * 400,
    b"[" * 2000 + b"]" * 2000,
    b"[" * 60 + b"]" * 60 + b"\r",
    b"   ",
    b"",
    b"\xef\xbb\xbf7",
]


def what_they_say(lines):
    """Number, bytes, and what is said or what is wrong, too deep as that."""
    return [(one.number, one.raw, word(one)) for one in lines]


def word(one):
    try:
        said = one.parsed()
    except InvalidError as error:
        return error.code
    deep = not one.is_shallow and depth(said) > 64
    return "too-deep" if deep else (repr(said), one.is_shallow)


def depth(said):
    deepest, level = 0, [said]
    while level:
        deepest += any(isinstance(v, dict | list) for v in level)
        level = [
            inner
            for v in level
            if isinstance(v, dict | list)
            for inner in (v.values() if isinstance(v, dict) else v)
        ]
    return deepest


def line_by_line(content):
    """The numbered lines of *content*, cut as a file is by its line ends."""
    for number, raw in enumerate(io.BytesIO(content), 1):
        words = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if words and not words.isspace():
            yield number, words.rstrip(b"\r\n")


def cut(content, size):
    return [content[n : n + size] for n in range(0, len(content), size)]


contents = st.lists(st.sampled_from(LINES) | st.binary(max_size=9), max_size=12).map(
    b"\n".join
)


@given(contents, st.integers(1, 40))
def test_wherever_a_block_ends_the_lines_are_those_of_the_file(content, size):
    found = [one for some in blocks.numbered(cut(content, size)) for one in some]

    assert found == [*line_by_line(content)]


@given(contents, st.integers(1, 4000))
def test_what_is_parsed_apart_is_what_is_parsed_here(content, size):
    frames = map(apart._checked, blocks.numbered(cut(content, size)))
    heads = ((json.loads(head), raws, again) for head, raws, again in frames)

    found = [one for said in heads for one in reading._lines(said)]

    assert what_they_say(found) == what_they_say(lines_of(io.BytesIO(content)))


def test_of_a_line_without_end_the_beginning_is_kept():
    piece = b"x" * blocks.BLOCK
    far = [piece] * 40 + [b"\n{}\n", piece] + [piece] * 40

    (one, two, three) = [found for some in blocks.numbered(far) for found in some]

    assert [one[0], two, three[0]] == [1, (2, b"{}"), 3]
    assert len(one[1]) == len(three[1]) == blocks.LONGEST + 2


def test_empty_lines_are_counted():
    far = [b"\n" * 1000, b" \n" * 500 + b" ", b"{}"]

    assert [*blocks.numbered(far)][-1] == [(1501, b" {}")]


@pytest.mark.parametrize(
    "said",
    [
        ({"lines": [1]}, b"", b""),
        ({"lines": [1, 2], "wrong": {}, "deep": []}, b"{}", b""),
        ({"lines": [1], "wrong": {}, "deep": []}, b"{}", b"\n"),
        ({"lines": [1], "wrong": {"0": "anything"}, "deep": []}, b"{}", b""),
        ({"lines": [1], "wrong": {"x": "not-json"}, "deep": []}, b"{}", b""),
        ({"lines": ["1"], "wrong": {}, "deep": []}, b"{}", b""),
        ({"lines": [1], "wrong": {}, "deep": [[]]}, b"{}", b""),
    ],
)
def test_an_answer_that_is_none_is_not_taken(said):
    with pytest.raises(NoAnswerError):
        list(reading._lines(said))


def test_whoever_says_what_is_no_answer_ended_the_reading():
    process = SimpleNamespace(frames=lambda: iter([(b'{"lines":[1]}', b"", b"")]))

    with pytest.raises(ReadingEndedError):
        next(parsing.Parser(Path("journal.jsonl"), process).said(reading._lines))


def test_of_whom_a_command_that_is_no_word_is_told_is_noted_all_the_same():
    told = {"id": "1", "subject": "child:C01", "command": 3}

    _, _, ((_, reference, command, _),) = Noting((), is_new=False).of([told])

    assert (reference, command) == ("child:C01", "3")


@pytest.fixture
def always_apart(monkeypatch):
    monkeypatch.setattr(parsing, "SMALL", 0)
    monkeypatch.setattr(reading, "SMALL", 0)


@pytest.fixture
def unruly(tmp_path):
    """A journal, some of whose lines are invalid, and one refused."""
    told = [json.dumps(one).encode() for one in with_a_case()]
    told += [json.dumps(line("record-follow-up", VISIT)).encode(), *LINES, told[0]]
    file = tmp_path / "journal.jsonl"
    file.write_bytes(b"\n".join(told))
    return file


def recorded(lines, rejects, **how):
    store = memory_store("2026-01-01")
    summary = store.acting_as("amina").record_file(lines, rejects=rejects, **how)
    events = [(str(e.subject), e.version, str(e.on)) for e in store.events()]
    counts = summary.recorded, summary.already, summary.refused, summary.invalid
    return counts, events, rejects.read_bytes()


@pytest.mark.parametrize("times_given", [False, True])
@pytest.mark.parametrize("how", ["file", "open", "begun"])
def test_what_is_recorded_and_rejected_is_the_same(
    unruly, tmp_path, monkeypatch, how, times_given
):
    here = recorded(unruly, tmp_path / "here", times_given=times_given)
    for module in (parsing, reading):
        monkeypatch.setattr(module, "SMALL", 0)

    with unruly.open("rb") as file:
        if how == "begun":  # what was read before is in its buffer
            unruly.write_bytes(b"x\n" + unruly.read_bytes())
            file.readline()
        lines = unruly if how == "file" else file
        apart_ = recorded(lines, tmp_path / "apart", times_given=times_given)

    assert apart_ == here
    assert here[0][3] > 5


def test_a_small_file_waits_for_no_process(unruly, monkeypatch):
    monkeypatch.setattr(streaming.subprocess, "Popen", None)

    with lines_apart(unruly) as lines:
        assert list(lines)


@pytest.mark.usefixtures("always_apart")
class TestWhenItEnds:
    def test_a_folder_is_no_journal(self, tmp_path):
        with pytest.raises(JournalFileError), lines_apart(tmp_path):
            pass

    @pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
    def test_killed_it_is_told_in_one_line_and_the_file_is_read_again(
        self, unruly, tmp_path, monkeypatch
    ):
        store, begun = memory_store("2026-01-01"), []
        popen = streaming.subprocess.Popen

        def noted(*asked, **how):
            begun.append(popen(*asked, **how))
            os.killpg(begun[-1].pid, signal.SIGKILL)
            return begun[-1]

        with monkeypatch.context() as broken:
            broken.setattr(streaming.subprocess, "Popen", noted)
            with pytest.raises(ReadingEndedError) as error:
                store.acting_as("amina").record_file(unruly, language="fr")
        again = store.acting_as("amina").record_file(unruly)

        assert error.value.sentence("fr").startswith("Le processus qui lit le fichier")
        assert error.value.__notes__
        assert again.recorded == len(with_a_case()) + 1

    def test_nothing_is_left_running(self, unruly):
        with lines_apart(unruly) as lines:
            next(lines)
            process = lines.gi_frame.f_locals["one"]._process._process

        assert process.returncode is not None

    def test_a_file_that_grows_while_it_is_read_is_read_as_far_as_it_came(self, unruly):
        with lines_apart(unruly) as lines:
            before = next(lines).number
            with Path(unruly).open("ab") as file:
                file.write(b"\n{}\n")

            assert before == 1
            assert all(one.number > 1 for one in lines)
