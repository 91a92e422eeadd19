"""Sums: what long stories add up to, kept beside the log so that they load fast."""
