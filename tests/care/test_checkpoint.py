"""A checkpoint says who signed it, is refused when it was changed, and shows no secret."""

import stat
from datetime import UTC, datetime

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casemgmt.care.checkpoint import read, signed, written
from casemgmt.care.keys import signing_key
from casemgmt.errors import ConfigurationError, ProofError

AT = datetime(2025, 12, 31, 18, 0, tzinfo=UTC)


@pytest.fixture
def checkpoint_at(store_at, looked_over, tmp_path):
    key, _ = signing_key(tmp_path / "far" / "away" / "own.key")
    path = tmp_path / "a.checkpoint"
    path.write_bytes(written(signed(looked_over(store_at), "epoch", AT, key)))
    return path


def test_what_was_signed_is_read_back(checkpoint_at, store_at, looked_over):
    found, one = looked_over(store_at), read(checkpoint_at)

    assert (one.events, one.root, one.epoch) == (found.events, found.root, "epoch")
    assert one.at == "2025-12-31T18:00:00+00:00"
    assert looked_over(store_at, one.noted).ok


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("events", 3),
        ("position", 3),
        ("root", "00" * 32),
        ("epoch", "other"),
        ("at", "2024-01-01T00:00:00+00:00"),
        ("key", "00" * 32),
        ("marks", "AAAA"),
        ("marks", ""),
        ("marks_sha256", "00" * 32),
        ("signature", "00" * 64),
        ("more", 1),
    ],
)
def test_a_checkpoint_that_was_changed_is_refused(checkpoint_at, key, value):
    said = orjson.loads(checkpoint_at.read_bytes())
    checkpoint_at.write_bytes(orjson.dumps(said | {key: value}))

    with pytest.raises(ProofError, match="changed") as refused:
        read(checkpoint_at)
    assert str(checkpoint_at) in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{}", b"\xff", b"x" * 99])
def test_what_is_no_checkpoint_is_one_plain_error(tmp_path, content):
    (tmp_path / "a.checkpoint").write_bytes(content)

    with pytest.raises(ProofError, match="this is not a checkpoint"):
        read(tmp_path / "a.checkpoint")


def test_whoever_signs_anew_with_another_key_is_another(checkpoint_at):
    one = read(checkpoint_at)

    assert one.key != Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert len(one.key) == 64


def test_the_key_is_made_once_for_its_owner_only(tmp_path):
    place = tmp_path / "far" / "own.key"

    first, made = signing_key(place)
    again, made_again = signing_key(place)

    assert (made, made_again) == (True, False)
    assert first.public_key() == again.public_key()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_what_is_no_key_is_one_plain_error(tmp_path):
    (tmp_path / "own.key").write_text("mot de passe")

    with pytest.raises(ConfigurationError, match="not a key that signs"):
        signing_key(tmp_path / "own.key")


def test_no_checkpoint_holds_the_key_that_signs(checkpoint_at, tmp_path):
    key, _ = signing_key(tmp_path / "far" / "away" / "own.key")

    assert key.private_bytes_raw().hex().encode() not in checkpoint_at.read_bytes()
