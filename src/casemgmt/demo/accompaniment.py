"""Accompaniment: follow-ups, reviews and referrals, as long as the case is open."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS, SEASON_STARTS
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child

Risks = list[tuple[date, str]]
# Days between two visits, a little less than the policy allows for each risk.
EVERY = {"high": (5, 7), "medium": (11, 14), "low": (24, 29)}
TRIED_AGAIN, PUT_OFF = (1, 3), 0.06
KINDS = {"home-visit": 0.45, "call": 0.2, "school": 0.2, "office": 0.15}
TRAINING_KINDS = {"workplace": 0.6, "home-visit": 0.25, "office": 0.15}
SEEN, NOTED = 0.9, 0.3
REVIEWED, RISK_GOES_DOWN = 0.92, 0.3
REFERRED = 0.1
ADULT = 18
# Weeks of follow-ups kept on paper at Derb Ghallef and typed in when the line was back.
PAPER_WEEKS = (date(2025, 11, 10), date(2025, 11, 28))
TYPED_IN = date(2025, 12, 15)
FINDINGS: tuple[Data, ...] = (
    {"fr": "Présent en classe, content de sa maîtresse."},
    {"ar": "يحضر الدروس ويحتاج دعما في الرياضيات"},
    {"fr": "Fatiguée, aide encore sa mère le soir."},
    {"ar": "لم يعد يذهب إلى السوق صباحا"},
    {"fr": "Le directeur signale des retards le lundi."},
)
PLACES_REFERRED = {
    "health-centre": "health-care",
    "legal-clinic": "civil-registration",
    "listening-centre": "psychosocial",
    "eye-clinic": "health-care",
}
OUTCOMES = {"both": 0.58, "provider": 0.16, "rejected": 0.1, "revoked": 0.06, "open": 0.1}


def tell_accompaniment(child: Child, chance: Chance) -> None:
    """Tell of the months in between."""
    _tell_follow_ups(child, chance, _tell_reviews(child, chance))
    if chance.happens(REFERRED) and child.until == SEASON_ENDS:
        _tell_referral(child, chance)


def _tell_follow_ups(child: Child, chance: Chance, risks: Risks) -> None:
    last = child.until - timedelta(days=1)
    if child.outlook.leaving_reason == "lost-to-follow-up":
        last = child.until - timedelta(days=72)
    day = chance.soon(max(child.opened, SEASON_STARTS), 3, 7)
    while day <= last:
        seen = chance.happens(SEEN)
        _tell_follow_up(child, chance, day, seen=seen)
        least, most = EVERY[_risk_on(day, risks)] if seen else TRIED_AGAIN
        late = most if chance.happens(PUT_OFF) else 0
        day = chance.soon(day, least + late, most + late)


def _tell_follow_up(child: Child, chance: Chance, day: date, *, seen: bool) -> None:
    kinds = TRAINING_KINDS if child.outlook.training else KINDS
    data: Data = {"kind": chance.weighted(kinds), "seen_child": seen}
    if seen and chance.happens(NOTED):
        data["findings"] = chance.pick(FINDINGS)
    who, after = child.caseworker_on(day), _paper_delay(child, day)
    child.page.tell("record-follow-up", day, who, data, after)


def _risk_on(day: date, risks: Risks) -> str:
    return next(risk for since, risk in reversed(risks) if since <= day)


def _paper_delay(child: Child, day: date) -> int | None:
    on_paper = PAPER_WEEKS[0] <= day <= PAPER_WEEKS[1]
    if on_paper and child.centre_on(day).district == "derb-ghallef":
        child.marks.add(Mishap.LATE_NOTEBOOK)
        return (TYPED_IN - day).days
    return None


def _tell_reviews(child: Child, chance: Chance) -> Risks:
    """Tell of the reviews and return the risk from each day on."""
    last = child.until - timedelta(days=4)
    risk = str(child.page.told("assess-risk")[0].data["level"])
    risks = [(child.opened, risk)]
    day = chance.soon(max(child.opened, SEASON_STARTS), 70, 86)
    while day <= last:
        if chance.happens(REVIEWED):
            if chance.happens(RISK_GOES_DOWN):
                risk = {"high": "medium", "medium": "low"}.get(risk, risk)
            following = chance.soon(day, 80, 92)
            data: Data = {"risk": risk, "next_review_on": str(following)}
            child.page.tell("review-case", day, child.caseworker_on(day), data)
            risks.append((day, risk))
        day = chance.soon(day, 70, 86)
    return risks


def _tell_referral(child: Child, chance: Chance) -> None:
    """Tell of a service asked elsewhere, with consent to share."""
    to = chance.pick(list(PLACES_REFERRED))
    made = chance.workday(
        max(child.opened + timedelta(days=25), date(2025, 10, 13)), date(2026, 5, 22)
    )
    who = child.caseworker_on(made)
    signer = "self" if child.surely(ADULT, made) else "guardian"
    share: Data = {"purposes": ["share"], "given_by": signer, "with": [to]}
    child.page.tell("give-consent", made, who, share, 0)
    referral: Data = {"referral": f"referral-{child.number:04d}"}
    asked: Data = {**referral, "to": to, "service": PLACES_REFERRED[to]}
    child.page.tell("make-referral", made, who, asked, 0)
    outcome = chance.weighted(OUTCOMES)
    answered = chance.soon(made, 2, 8)
    who = child.caseworker_on(answered)
    if outcome in ("rejected", "revoked"):
        verb = {"rejected": "reject-referral", "revoked": "revoke-referral"}[outcome]
        child.page.tell(verb, answered, who, referral)
        return
    child.page.tell("accept-referral", answered, who, referral)
    confirmed: tuple[str, ...] = {
        "both": ("provider", "family"),
        "provider": ("provider",),
    }.get(outcome, ())
    for by in confirmed:
        day = chance.soon(answered, 6, 24)
        data: Data = {**referral, "confirmed_by": by}
        child.page.tell("confirm-referral", day, child.caseworker_on(day), data)
