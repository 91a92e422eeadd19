"""The accompaniment of children, as pure decisions over what was told.

The four stages come first: ``enrolment``, ``school_support``, ``vocational_training`` and
``family_support``; ``protection`` and ``organisation`` stand beside them. Nothing here
reads a clock, draws a number or touches a file.
"""
