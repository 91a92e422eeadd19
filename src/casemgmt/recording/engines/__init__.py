"""Engines: where the log is kept. SQLite for one office, memory for tests."""
