"""Work lists: what is due for a child on a day, worked out from the journey, never stored.

A *kind* of work is one function from a journey, a day and the policy to each ``Item`` that
is open on that day: ``KINDS`` in ``listing`` holds them all. What they have in common is
done once, there: who has the case, which days are late, and what is listed yet. A kind of
an organisation's own is one more such function, handed to ``due_on`` beside ``KINDS``.
"""
