"""Tools of the house: run here, never shipped."""
