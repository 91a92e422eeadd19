"""Somebody who reads a report and solves for what it hides; written apart from the code.

Every shown count is an equation, everything that adds up is another. Exact elimination
says which unknowns have one value only: none of them may be a hidden cell or a small rest.
"""

from fractions import Fraction


def determined(unknown, equations):
    """Return the unknowns whose value follows from linear equations, with that value.

    An equation is a dictionary of coefficients and a right-hand side.
    """
    order = {key: place for place, key in enumerate(unknown)}
    solved = {}
    for terms, side in equations:
        row = _without_solved(_Row(terms, side), solved)
        if not row.terms:
            continue
        lead = min(row.terms, key=order.get)
        row = row.scaled(1 / row.terms[lead])
        for key, other in solved.items():
            if lead in other.terms:
                solved[key] = other.minus(row, other.terms[lead])
        solved[lead] = row
    return {key: row.side for key, row in solved.items() if len(row.terms) == 1}


class _Row:
    """One equation, in exact fractions."""

    def __init__(self, terms, side):
        self.terms = {key: Fraction(times) for key, times in terms.items() if times}
        self.side = Fraction(side)

    def scaled(self, times):
        return _Row({k: c * times for k, c in self.terms.items()}, self.side * times)

    def minus(self, other, times):
        terms = dict(self.terms)
        for key, coefficient in other.terms.items():
            terms[key] = terms.get(key, 0) - times * coefficient
        return _Row(terms, self.side - times * other.side)


def _without_solved(row, solved):
    while (key := next((k for k in row.terms if k in solved), None)) is not None:
        row = row.minus(solved[key], row.terms[key])
    return row


def worlds(hidden, shown, sums, most):
    """Yield every way to fill small hidden cells (1 to *most*) that fits what is shown."""
    hidden = list(hidden)

    def fill(place, world):
        if place == len(hidden):
            if all(_adds_up(one, {**shown, **world}) for one in sums):
                yield dict(world)
            return
        for amount in range(1, most + 1):
            world[hidden[place]] = amount
            yield from fill(place + 1, world)
        del world[hidden[place]]

    yield from fill(0, {})


def _adds_up(one, world):
    whole, parts = one
    return world[whole] == sum(world[part] for part in parts)
