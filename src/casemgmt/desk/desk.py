"""The desk: what one person may record and read. Every read passes here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import evolve

from casemgmt.desk import asking
from casemgmt.desk.access_desk import AccessDesk
from casemgmt.desk.asking import asks, shows_nobody
from casemgmt.privacy.access import Verb

if TYPE_CHECKING:
    from casemgmt.desk.restating import Restated
    from casemgmt.domain.policy import Policy
    from casemgmt.domain.publications import Published
    from casemgmt.facts import PassedOver
    from casemgmt.indicators import Explanation, Figure, Side, Unit
    from casemgmt.reports import Report


class Desk(AccessDesk):
    """What one person records and reads, under their own name."""

    @shows_nobody
    def figures(
        self,
        first: str | date,
        last: str | date,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        only: Sequence[str] = (),
        by: Sequence[str] = (),
        policy: Path | Policy | None = None,
    ) -> tuple[Figure, ...]:
        """Return figures for the period from *first* to *last*, both days included.

        One row for the whole of each indicator, then one for each cell of *by*.

        Args:
            first: The first day of the period.
            last: Its last day.
            as_of: The last day that counts; *last* if None.
            known_at: What is recorded later does not count; now if None.
            only: The indicators wanted; all if empty.
            by: Dimensions, such as ``sex`` and ``district``.
            policy: Another policy, or a file that replaces it, parameter by parameter.

        Raises:
            InvalidError: there is no such indicator, dimension or day.
            ConfigurationError: the policy file cannot be used.

        """
        from casemgmt.read_models import figuring

        question = figuring.question(
            self._parts,
            first,
            last,
            as_of=as_of,
            known_at=known_at,
            only=only,
            by=by,
            policy=policy,
        )
        return figuring.answer(self._parts, question)

    @shows_nobody
    def passed_over(self) -> PassedOver:
        """Return what of the whole log no figure rests on: it could not be read, or folded.

        Which events these are, ``casemgmt verify`` says.
        """
        from casemgmt.read_models import figuring

        return figuring.passed_over(self._parts)

    @asks(Verb.LIST, asking.explanation)
    def explain(self, figure: Figure) -> Explanation:
        """Return who and what stands behind *figure*, which carries its own question."""
        from casemgmt.read_models import figuring

        return figuring.explain(self._parts, figure)

    @asks(Verb.LIST, asking.each_behind)
    def explain_each(self, figure: Figure) -> Iterator[tuple[Side, Unit | None]]:
        """Yield who and what stands behind *figure*, one by one, side by side.

        However many they are, little is held at a time. Where an access matrix is
        configured, None stands for somebody who may not be known.
        """
        from casemgmt.read_models import figuring

        yield from figuring.each_behind(self._parts, figure)

    @shows_nobody
    def count_behind(self, figure: Figure) -> Mapping[Side, int]:
        """Return how many stand on each side of *figure*, and not who they are."""
        from casemgmt.read_models import figuring

        return figuring.count_behind(self._parts, figure)

    @shows_nobody
    def report(
        self,
        name: str,
        first: str | date,
        last: str | date,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        policy: Path | None = None,
        form: str | None = None,
        internal: bool = False,
        **about: str,
    ) -> Report:
        """Return the report *name* for a period, ready to be rendered.

        Where an access matrix is configured, whom it shows is judged person by person. The
        internal edition hides nothing for being small, and its cells lead to who and what
        was counted: whom it names is recorded as shown.

        Args:
            name: Such as ``partner``.
            first: The first day of the period.
            last: Its last day.
            as_of: The last day that counts; *last* if None.
            known_at: What is recorded later does not count; now if None.
            policy: A file that replaces the policy, parameter by parameter.
            form: The format in which it is to leave, such as ``xlsx``: it then shows only
                whom this reader may export so. None: it is only looked at.
            internal: Whether it stays in the house; drawn as HTML alone.
            about: What the report itself says it has to be told, such as
                ``centre="mediouna"`` or ``subject="child:C01"``.

        Raises:
            NotPermittedError: it shows persons, and the role may not report or export so.
            ConfigurationError: no installed distribution has a report of this name.
            InvalidError: there is no such day, or what it is about is missing or unknown,
                or an internal edition is to leave in another format.

        """
        from casemgmt.desk import inside
        from casemgmt.read_models import reporting

        inside.check(form, internal=internal)
        asked = reporting.period(
            self._parts, first, last, as_of=as_of, known_at=known_at, policy=policy
        )
        asked, through = evolve(asked, inside=internal), self._reporting(form)
        made = reporting.report(self._parts, through, name, asked, about)
        return through._edition(made) if internal else made  # noqa: SLF001 - one of ours

    @shows_nobody
    def editions(
        self,
        name: str,
        first: str | date,
        last: str | date,
        *,
        forms: Iterable[str],
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        policy: Path | None = None,
        **about: str,
    ) -> Iterator[Report]:
        """Yield the report *name* for each of the formats in which it is to leave.

        As of ``report``. It is reckoned once where the format changes nothing: no access
        matrix says who may export what, and nobody's consent to it is asked and recorded.
        """
        from casemgmt.read_models import reporting

        asked = reporting.period(
            self._parts, first, last, as_of=as_of, known_at=known_at, policy=policy
        )
        made: Report | None = None
        for form in forms:
            if made is None:
                through = self._reporting(form)
                made = reporting.report(self._parts, through, name, asked, about)
            yield made
            if self._gate is not None or through._handed_out:  # noqa: SLF001 - one of ours
                made = None

    @shows_nobody
    def publish(
        self,
        name: str,
        first: str | date,
        last: str | date,
        *,
        ref: str,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        policy: Path | None = None,
        knowingly: bool = False,
    ) -> Published:
        """Freeze the figures of a report under a reference: nothing learnt moves them.

        Counts that would tell of few people together with earlier publications are held
        back in it; *knowingly* they are shown.

        Raises:
            ConfigurationError: no installed distribution has a report of this name.
            InvalidError: something was published under *ref*, or there is no such day.

        """
        from casemgmt.desk import publishing
        from casemgmt.read_models import reporting

        asked = reporting.period(
            self._parts, first, last, as_of=as_of, known_at=known_at, policy=policy
        )
        through = self._reporting(None)
        return publishing.publish(
            self._parts,
            through,
            name,
            asked,
            ref=ref,
            by=self.person,
            knowingly=knowingly,
        )

    @shows_nobody
    def published(
        self, ref: str, *, form: str | None = None, internal: bool = False
    ) -> Report:
        """Return the report that was published under *ref*, of the figures frozen then.

        With *form*, the format in which it is to leave, and *internal*, as of ``report``.

        Raises:
            InvalidError: nothing was published under it, or as of ``report``.
            NotPermittedError: as of ``report``.

        """
        from casemgmt.desk import inside, publishing
        from casemgmt.desk.frozen import policy_of

        inside.check(form, internal=internal)
        through = self._reporting(form)
        made = publishing.report(self._parts, through, ref, internal=internal)
        if not internal:
            return made
        policy = policy_of(publishing.published(self._parts, ref))
        return through._edition(made, policy)  # noqa: SLF001 - one of ours

    @shows_nobody
    def restate(self, ref: str) -> tuple[Restated, ...]:
        """Return the numbers published under *ref* that would be others today, and why.

        Figures, and what the report took from what was told of goods, of agreements, and by
        bodies that give counts.

        Raises:
            InvalidError: nothing was published under it.
            ConfigurationError: the report is not installed any more.

        """
        from casemgmt.desk import restating

        return restating.restated(self._parts, self._reporting(None), ref)

    def _edition(self, made: Report, policy: Policy | None = None) -> Report:
        """Return the internal edition of a report, once whom it names is recorded."""
        from casemgmt.desk import inside

        edition = inside.edition(self, made, policy)
        if self._gate is not None:
            showing = self._gate.showing(Verb.LIST)
            for subject, indicators in inside.disclosed(edition).items():
                for indicator in indicators:
                    showing.note(subject, indicator)
            showing.tell()
        return edition

    def _reporting(self, form: str | None) -> Self:
        """Return the desk through which a report is made."""
        made = copy(self)
        made._form = form  # noqa: SLF001 - one of ours
        if self._gate is not None:
            made._gate = self._gate.for_report(form)  # noqa: SLF001 - one of ours
        return made
