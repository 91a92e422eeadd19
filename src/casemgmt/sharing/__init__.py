"""Work shared among processes: a big journal, or the facts, by every core there is."""
