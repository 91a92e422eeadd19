"""Journals that others wrote: parsed in a limited process, handed on line by line."""
