"""A second opinion on decisions, written from interchange.md §1 sentence by sentence."""
