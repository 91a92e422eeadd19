"""Three servers in networks of their own, and the cables between them pulled."""

import pytest
from tests.engines.namespaces import in_own_networks, may_have_networks


@pytest.mark.slow
def test_a_leader_that_is_cut_off_loses_nothing_it_acknowledged():
    if not may_have_networks():
        pytest.skip("no networks of our own may be made here")

    done = in_own_networks("tests.campaigns.cluster_in_networks", 280)

    assert done.returncode == 0, done.stderr
    told = dict(line.split(": ") for line in done.stdout.splitlines())
    assert told["the leader was cut off"] == told["the leader was taken away"] == "1"
    assert int(told["recorded"]) > 0
