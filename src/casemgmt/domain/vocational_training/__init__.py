"""Vocational training: the apprentice's contract and hours, and work after training."""
