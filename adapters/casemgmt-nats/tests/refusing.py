"""What is wrong is said at open, in one line and three languages, without a secret."""

import pickle

import pytest

from casemgmt_nats import NatsLog

PASSWORD = "tajine-7429"


def refused(error, address, why):
    """Both who opens and who migrates are told the same, in one line without a secret."""
    for touch in (NatsLog, NatsLog.migrate):
        with pytest.raises(error, match=why) as told:
            touch(address)
        assert PASSWORD not in f"{told.value!r}{told.value.__context__!r}"
        said_well(told.value)


def said_well(error):
    """It is one line in each language, and so in whichever process it is raised again."""
    said = [error.sentence(language) for language in ("en", "fr", "ar")]
    assert len(set(said)) == 3
    for line in said:
        assert len(line.splitlines()) == 1
        assert PASSWORD not in line
        assert "{" not in line.replace("{ limits { batch {", "")
    again = pickle.loads(pickle.dumps(error))
    assert [again.sentence(language) for language in ("en", "fr", "ar")] == said
