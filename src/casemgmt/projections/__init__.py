"""Projections: read models that follow the log through adapters, never on its way."""
