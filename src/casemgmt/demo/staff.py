"""The people who accompany: caseworkers and supervisors of the three centres.

Whoever is named here is invented, as are the children.
"""

from dataclasses import dataclass

from casemgmt.demo.notebook import Worker

FIRST_NAMES = (
    ("amina", "hicham", "loubna", "rachid"),
    ("youssef", "sanae", "mehdi", "ghizlane"),
    ("khadija", "brahim", "houda", "tarik"),
)
CHILDREN_FOR_ONE = 27


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre of the association and the team that works there."""

    code: str
    district: str
    supervisor: Worker
    caseworkers: tuple[Worker, ...]
    educator: Worker

    @property
    def subject(self) -> str:
        """The centre's own story."""
        return f"centre:{self.code}"


def centres(children: int) -> tuple[Centre, Centre, Centre]:
    """Staff the three centres for so many children."""
    team = max(1, round(children / CHILDREN_FOR_ONE / len(FIRST_NAMES)))
    return (
        _centre("mediouna", "nadia", 0, team),
        _centre("hay-hassani", "mustapha", 1, team),
        _centre("derb-ghallef", "zineb", 2, team),
    )


def _centre(district: str, supervisor: str, which: int, team: int) -> Centre:
    refs = FIRST_NAMES[which]
    return Centre(
        code=f"insaf-{district}",
        district=district,
        supervisor=Worker(supervisor, "supervisor"),
        caseworkers=tuple(
            Worker(refs[place % len(refs)] + _again(place // len(refs)))
            for place in range(team)
        ),
        educator=Worker(f"educator-{district}", "educator"),
    )


def _again(times: int) -> str:
    """Tell namesakes apart where there are more caseworkers than names."""
    return f"-{times + 1}" if times else ""
