"""Opening a store: its places, its log, its vault, and the parts it is then made of."""
