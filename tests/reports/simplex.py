"""How small and how large an amount may be, given what is known: exact linear programs.

Written apart from the code it judges: amounts are fractions, nothing is rounded, and the
pivots follow Bland's rule, so that it always ends.
"""

from fractions import Fraction


def span(target, known, least):
    """Return the least and the largest amount of *target*; None where it has no end.

    Args:
        target: Coefficients by variable; every variable is an amount of at least zero.
        known: Equations, as coefficients and what they come to.
        least: The same, as coefficients and what they are at least.

    """
    names = sorted({name for terms, _ in (*known, *least) for name in terms} | set(target))
    rows = [(dict(terms), Fraction(side)) for terms, side in known]
    for number, (terms, side) in enumerate(least):
        rows.append(({**terms, ("surplus", number): -1}, Fraction(side)))
        names.append(("surplus", number))
    low = _least(target, rows, names)
    high = _least({name: -times for name, times in target.items()}, rows, names)
    return low, None if high is None else -high


def _least(target, rows, names):
    table, basis = _begun(rows, names)
    width = len(names)
    artificial = [Fraction(0)] * width + [Fraction(1)] * len(rows)
    assert _descend(table, basis, artificial) == 0, "what is known contradicts itself"
    _without_artificial(table, basis, width)
    costs = [Fraction(target.get(name, 0)) for name in names]
    return _descend(table, basis, costs)


def _begun(rows, names):
    """A table with one more variable for each row, which makes it true at the start."""
    table, basis = [], []
    for number, (terms, side) in enumerate(rows):
        sign = -1 if side < 0 else 1
        line = [Fraction(sign * terms.get(name, 0)) for name in names]
        line += [Fraction(int(number == other)) for other in range(len(rows))]
        table.append([*line, sign * side])
        basis.append(len(names) + number)
    return table, basis


def _descend(table, basis, costs):
    """Lower the cost as far as it goes, and return it; None where it has no end."""
    while True:
        width = len(costs)
        entering = next(
            (c for c in range(width) if _gain(table, basis, costs, c) < 0), None
        )
        if entering is None:
            return sum(costs[basis[r]] * line[-1] for r, line in enumerate(table))
        ratios = [
            (line[-1] / line[entering], basis[r], r)
            for r, line in enumerate(table)
            if line[entering] > 0
        ]
        if not ratios:
            return None
        _pivot(table, basis, min(ratios)[2], entering)


def _gain(table, basis, costs, column):
    below = (costs[basis[r]] * line[column] for r, line in enumerate(table))
    return costs[column] - sum(below)


def _pivot(table, basis, row, column):
    by = table[row][column]
    table[row] = [amount / by for amount in table[row]]
    for other, line in enumerate(table):
        if other != row and line[column]:
            times = line[column]
            table[other] = [a - times * b for a, b in zip(line, table[row], strict=True)]
    basis[row] = column


def _without_artificial(table, basis, width):
    """Take the variables of the start out; a row that says nothing goes with its own."""
    for row in reversed(range(len(table))):
        if basis[row] >= width:
            column = next((c for c in range(width) if table[row][c]), None)
            if column is None:
                del table[row], basis[row]
            else:
                _pivot(table, basis, row, column)
    for line in table:
        del line[width:-1]
