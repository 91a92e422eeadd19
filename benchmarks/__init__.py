"""Benchmarks: what a promise costs here, beside the named peer, in one run."""
