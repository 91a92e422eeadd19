"""The root is the one everybody else reckons: RFC 6962, without holding the tree."""

from hashlib import sha256

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.care.tree import EMPTY, Tree

DATA = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
ROOTS = [  # the test vectors of Certificate Transparency
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def hashed(entry):
    return sha256(b"\0" + entry).digest()


def tree_of(entries):
    tree = Tree()
    for entry in entries:
        tree.add(hashed(entry))
    return tree


def test_nothing_has_the_root_of_nothing():
    assert Tree().root() == EMPTY == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_vectors_come_out(size):
    assert tree_of(DATA[:size]).root().hex() == ROOTS[size - 1]


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70))
def test_another_library_reckons_the_same_root(entries):
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        other.append_entry(entry)

    assert tree_of(entries).root() == other.get_root()


@given(st.lists(st.binary(max_size=8), max_size=40), st.integers(0, 40))
def test_a_tree_goes_on_from_its_peaks(entries, at):
    first = tree_of(entries[:at])

    again = Tree(first.size, first.peaks)
    for entry in entries[at:]:
        again.add(hashed(entry))

    assert again.root() == tree_of(entries).root()
    assert len(again.peaks) == len(entries).bit_count()
