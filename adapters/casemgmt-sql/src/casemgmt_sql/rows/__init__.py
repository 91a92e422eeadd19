"""Rows out of stories: each file those of one part of the accompaniment."""
