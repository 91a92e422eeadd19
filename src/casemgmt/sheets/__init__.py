"""Tables that others made, CSV and Excel: read in a limited process, told as commands."""
