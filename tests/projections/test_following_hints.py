"""Who follows a log that hints asks it rarely, and misses nothing when no hint comes."""

import pytest
from attrs import define, field

from casemgmt.errors import BusyError
from casemgmt.projections import following
from casemgmt.projections.following import LOOK_EVERY, RARELY, RESTS, follow
from casemgmt.projections.progress import Progress, State

A_MINUTE = 60.0


@define(eq=False)
class World:
    """A log, who follows it, and a clock that moves only while somebody waits.

    Attributes:
        happens: What happens when the clock has come so far.

    """

    until: float
    happens: dict = field(factory=dict)
    now: float = 0.0
    last: int = 1
    looks: list = field(factory=list)
    given: list = field(factory=list)

    def is_set(self):
        return self.now >= self.until

    def wait(self, seconds):
        self.now += seconds
        for at in [at for at in self.happens if at <= self.now]:
            self.happens.pop(at)()
        return self.is_set()

    def head(self):
        self.looks.append(self.now)
        return self.last

    def bring_up(self):
        new = self.last - (self.given[-1][0] if self.given else 0)
        self.given.append((self.last, self.now))
        return Progress("log", self.last, self.last, 0, 0.0, 0, State.RUNNING, new)

    def tell(self):
        self.last += 1


@pytest.fixture
def followed(monkeypatch):
    def run(world, listening=None):
        monkeypatch.setattr(following, "monotonic", lambda: world.now)
        follow(world.bring_up, world.head, world, listening)
        return world

    return run


class Hints:
    """A log that hints, until nobody listens any more."""

    woken = None

    def listening(self, woken):
        self.woken = woken
        return self.stop

    def stop(self):
        self.woken = None


def test_a_log_that_hints_is_asked_rarely_while_nothing_comes(followed):
    often = followed(World(A_MINUTE))
    rarely = followed(World(A_MINUTE), Hints().listening)

    assert len(often.looks) == pytest.approx((A_MINUTE - RESTS) / LOOK_EVERY, abs=1)
    assert len(rarely.looks) < 2 + A_MINUTE / RARELY + 5


def test_what_is_hinted_at_is_given_at_once(followed):
    world, hints = World(A_MINUTE), Hints()

    def comes():
        world.tell()
        hints.woken()

    world.happens[30.1] = comes
    followed(world, hints.listening)

    (_, (last, at)) = world.given
    assert last == 2
    assert 30.1 <= at <= 30.1 + 2 * LOOK_EVERY


def test_what_nobody_hinted_at_is_given_all_the_same(followed):
    world = World(A_MINUTE)
    world.happens[30.1] = world.tell

    followed(world, Hints().listening)

    (_, (last, at)) = world.given
    assert last == 2
    assert at <= 30.1 + RARELY + LOOK_EVERY


def test_after_something_came_the_next_is_looked_for_soon(followed):
    world = World(A_MINUTE)
    world.happens |= {30.1: world.tell, 36.0: world.tell}

    followed(world, Hints().listening)

    assert [last for last, _ in world.given] == [1, 2, 3]


@pytest.mark.parametrize("hints", [False, True])
def test_while_others_record_all_the_time_it_gives_about_once_a_second(followed, hints):
    world, heard = World(A_MINUTE), Hints()

    def comes():
        world.tell()
        if heard.woken:
            heard.woken()

    world.happens |= {n / 10: comes for n in range(1, 600)}
    followed(world, heard.listening if hints else None)

    assert A_MINUTE / 2 < len(world.given) < A_MINUTE * 1.5


def test_a_log_that_cannot_be_heard_is_asked_often(followed):
    def busy(_):
        raise BusyError("nobody leads")

    world = followed(World(A_MINUTE), busy)

    assert len(world.looks) == pytest.approx((A_MINUTE - RESTS) / LOOK_EVERY, abs=1)


def test_nobody_is_hinted_at_who_follows_no_more(followed):
    hints = Hints()
    followed(World(1.0), hints.listening)

    assert hints.woken is None
