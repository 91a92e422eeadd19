"""The reference pages of ``docs/reference/``, written from the code they describe.

``make reference`` writes them; a test compares what is committed with what the code says.
"""
