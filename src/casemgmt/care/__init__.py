"""Care of a store: proof that its history is untouched, backups, moving it elsewhere."""
