"""Engines: where the log is kept. A file for one office, a server for many, memory."""
