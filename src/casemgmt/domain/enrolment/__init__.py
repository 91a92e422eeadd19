"""Enrolment: from the first contact to the closure of the case, with the organisation."""
