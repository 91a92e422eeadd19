"""The log: what was recorded, in order, sealed, once; the only package that writes it."""
