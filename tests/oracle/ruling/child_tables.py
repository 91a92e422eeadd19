"""The commands about a child in interchange.md §1 with their data, table by table."""

from __future__ import annotations

from .forms import (
    Form,
    code,
    day,
    fields,
    listed,
    many,
    number,
    one_of,
    ref,
    school_year,
    subject,
    table,
    text,
    whole,
    yes_or_no,
)

level = one_of("high", "medium", "low")
override = fields(ground=one_of("vital-interest", "legal-duty"), supervisor=code)
purposes = many(listed("consent_purposes"))
programme = listed("programmes")
follow_up = one_of("home-visit", "call", "office", "school", "workplace")
training_level = listed("training_levels")

_score = fields(score__=one_of(1, 2, 3, 4), note__=text)
_goal = fields(goal=ref, area=listed("goal_areas"), measure=text, due=day)
_programme = fields(programme=programme, agreement__=code, reason__=code)
_plan = fields(plan=ref, reason__=text)
_settled = fields(plan=ref, goal=ref, reason__=text)
_why = fields(reason__=text)
_referral = fields(referral=ref)
_link = fields(other=subject, evidence=code, score__=number)

ENROLMENT: dict[str, Form] = {
    "identify-child": fields(
        source=listed("identification_sources"),
        concerns=many(listed("concerns")),
        urgency__=level,
        district__=listed("districts"),
        reporter__=text,
    ),
    "register-child": fields(
        given_name=text,
        family_name=text,
        sex=one_of("female", "male", "unknown"),
        born=day,
        born_evidence__=one_of("birth-act", "declared", "estimated"),
        district=listed("districts"),
        disability__=one_of("yes", "no", "unknown"),
        mother__=text,
        father__=text,
        phone__=text,
        address__=text,
        photo_ref__=text,
    ),
    "add-identifier": fields(
        kind=one_of("massar", "idcs", "civil-act", "cin", "other"),
        value=text,
        status=one_of("claimed", "verified"),
    ),
    "correct-birth-date": fields(born=day, evidence=code, reason=text),
    "give-consent": fields(
        purposes=purposes,
        given_by=one_of("guardian", "self"),
        assent__=one_of("yes", "no", "not-asked"),
        with__=many(code),
        until__=day,
        method__=code,
    ),
    "withdraw-consent": fields(purposes=purposes, reason__=text),
    "open-case": fields(
        centre=code,
        caseworker=code,
        programmes=many(programme),
        reason__=code,
        override__=override,
    ),
    "join-programme": _programme,
    "leave-programme": _programme,
    "assess-risk": fields(level=level, factors__=many(code)),
    "complete-assessment": fields(
        domains=table(_score, "educational", "psychological", "social")
    ),
    "propose-plan": fields(
        plan=ref, goals=many(_goal), services__=many(listed("services"))
    ),
    "approve-plan": _plan,
    "reject-plan": _plan,
    "meet-goal": _settled,
    "waive-goal": _settled,
    "record-service": fields(
        service=listed("services"),
        provider__=code,
        quantity__=number,
        unit__=code,
        programme__=programme,
        centre__=code,
    ),
    "record-follow-up": fields(kind=follow_up, seen_child=yes_or_no, findings__=text),
    "review-case": fields(risk__=level, next_review_on__=day, decisions__=text),
    "reassign-case": fields(caseworker=code, reason=code),
    "request-transfer": fields(to_centre=code, reason__=text),
    "accept-transfer": _why,
    "reject-transfer": _why,
    "revoke-transfer": _why,
    "suspend-case": fields(reason=code, until__=day),
    "resume-case": fields(reason=code, until__=day),
    "request-closure": fields(reason=listed("closure_reasons")),
    "approve-closure": _why,
    "refuse-closure": _why,
    "reopen-case": fields(reason=code, override__=override),
    "plan-visit": fields(kind=follow_up),
    "record-death": fields(source__=code),
    "make-referral": fields(referral=ref, to=code, service=listed("services")),
    "accept-referral": _referral,
    "reject-referral": _referral,
    "confirm-referral": fields(referral=ref, confirmed_by=one_of("provider", "family")),
    "revoke-referral": _referral,
    "link-persons": _link,
    "unlink-persons": _link,
    "admit-child": fields(centre=code),
    "discharge-child": fields(centre=code),
}

PROTECTION: dict[str, Form] = {
    "observe-work": fields(
        economic_hours=number,
        chores_hours=number,
        hazardous=one_of("yes", "no", "unknown"),
        worst_form__=listed("worst_forms"),
        activity__=listed("work_activities"),
        setting__=one_of("enterprise", "household", "domestic", "own-account"),
        night__=yes_or_no,
        place__=code,
    ),
    "make-mandatory-report": fields(authority=code, reference__=text, facts__=text),
}

_kit = {"kit": listed("kits"), "school_year": school_year}

SCHOOL: dict[str, Form] = {
    "assess-schooling": fields(
        situation=one_of("enrolled", "out", "never", "vocational"),
        grade__=listed("grades"),
    ),
    "take-school-place": fields(
        school=code,
        school_year=school_year,
        grade=listed("grades"),
        kind=one_of("first", "returning", "transfer", "continuing"),
    ),
    "report-attendance": fields(
        from_=day,
        to=day,
        days_possible=whole,
        days_absent=whole,
        days_absent_authorised__=whole,
        source=code,
    ),
    "record-dropout": fields(last_day=day, reason__=code),
    "return-to-school": fields(school=code, school_year=school_year),
    "record-school-result": fields(
        school_year=school_year,
        grade=listed("grades"),
        result=one_of("promoted", "repeat", "completed", "failed-out", "unknown"),
    ),
    "orient-pathway": fields(pathway=listed("pathways")),
    "entitle-kit": fields(**_kit),
    "deliver-kit": fields(**_kit, centre__=code, agreement__=code, received_by__=text),
    "grant-second-kit": fields(**_kit, reason=code),
    "attend-session": fields(session=listed("sessions"), hours=number),
}

_contract = fields(contract=ref, reason=code)

TRAINING: dict[str, Form] = {
    "sign-contract": fields(
        contract=ref,
        enterprise=code,
        trade=listed("trades"),
        level__=training_level,
        starts=day,
        ends=day,
        hours_total=whole,
        hours_practice=whole,
        hours_complement=whole,
        guardian_signed=yes_or_no,
    ),
    "log-hours": fields(contract=ref, practice=number, centre=number),
    "suspend-contract": _contract,
    "resume-contract": _contract,
    "end-contract-early": fields(
        contract=ref,
        by=one_of("apprentice", "enterprise", "mutual", "authority", "force-majeure"),
        reason=code,
        last_day=day,
    ),
    "complete-contract": fields(contract=ref),
    "award-certificate": fields(
        contract__=ref, level=training_level, trade=listed("trades")
    ),
    "record-insertion": fields(
        checkpoint=one_of(6, 12),
        situation=listed("insertion_situations"),
        employer__=code,
    ),
}

OF_A_CHILD = {**ENROLMENT, **PROTECTION, **SCHOOL, **TRAINING}
