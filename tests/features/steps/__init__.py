"""Steps by stage: one line each; the work is in the World. Every file here is read."""
