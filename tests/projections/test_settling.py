"""What would be too much for each batch is brought about once, at the end."""

from casemgmt.adapters import Settling
from casemgmt.commands import DeliverKit
from casemgmt.projections import runner
from casemgmt.testing import memory_store

BAG = {"kit": "school-bag-full", "school_year": "2025-2026"}


class Diary:
    """Writes down what is asked of it."""

    api_version = 1

    def __init__(self):
        self.at, self.asked = None, []

    def position(self):
        return self.at

    def project(self, batch):
        self.at = batch.until
        self.asked.append("project")

    def forget(self, subject):
        self.asked.append("forget")

    def settle(self):
        self.asked.append("settle")


def test_an_adapter_settles_once_after_all_batches(monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 2)
    store, diary = memory_store("2025-10-20"), Diary()
    for child in range(5):
        store.acting_as("amina").record(
            f"child:C{child}", DeliverKit(**BAG), on="2025-10-02"
        )

    store.project(diary)

    assert isinstance(diary, Settling)
    assert diary.asked == ["project", "project", "project", "settle"]


def test_an_adapter_settles_although_nothing_is_new():
    store, diary = memory_store("2025-10-20"), Diary()
    store.acting_as("amina").record("child:C1", DeliverKit(**BAG), on="2025-10-02")
    store.project(diary)
    diary.asked.clear()

    store.project(diary)

    assert diary.asked[-1] == "settle"
