"""Erasure: whose time is over, keys destroyed, every place made to let go and searched."""
