"""Steps by stage: one line each; the work is in the World."""
