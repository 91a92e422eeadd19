"""What is wrong is said at open, in one line, without a secret."""

import pytest

from casemgmt_nats import NatsLog

PASSWORD = "tajine-7429"


def refused(error, address, why):
    """Both who opens and who migrates are told the same, in one line without a secret."""
    for touch in (NatsLog, NatsLog.migrate):
        with pytest.raises(error, match=why) as told:
            touch(address)
        assert len(str(told.value).splitlines()) == 1
        assert PASSWORD not in f"{told.value!r}{told.value.__context__!r}"
