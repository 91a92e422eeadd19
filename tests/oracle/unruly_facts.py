"""One of every command that no life tells, with every field it may have."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]
ID = "5d0c0000-0000-4000-8000-000000000001"
OTHER_ID = "5d0c0000-0000-4000-8000-000000000002"

OF_A_CHILD: dict[str, Data] = {
    "identify-child": {
        "source": "school",
        "concerns": ["out-of-school", "street"],
        "urgency": "high",
        "district": "mediouna",
        "reporter": "a neighbour",
    },
    "register-child": {
        "given_name": "Salma",
        "family_name": {"ar": "الإدريسي", "en": "Idrissi"},
        "sex": "female",
        "born": "2013-03",
        "born_evidence": "declared",
        "district": "mediouna",
        "disability": "no",
        "phone": "0600000000",
    },
    "give-consent": {
        "purposes": ["services", "share"],
        "given_by": "self",
        "assent": "yes",
        "with": ["al-oufoq"],
        "until": "2025-2026",
        "method": "signed",
    },
    "open-case": {
        "centre": "mediouna",
        "caseworker": "amina",
        "programmes": ["lcte"],
        "reason": "out-of-school",
        "override": {"ground": "legal-duty", "supervisor": "nadia"},
    },
    "complete-assessment": {
        "domains": {
            "educational": {"score": 2, "note": "reads"},
            "psychological": {},
            "social": {"score": 4},
            "health": {"note": {"fr": "bien"}},
        }
    },
    "propose-plan": {
        "plan": "P1",
        "goals": [{"goal": "G1", "area": "education", "measure": "seen", "due": "2026-06"}],
        "services": ["tutoring", "transport"],
    },
    "record-service": {
        "service": "tutoring",
        "provider": "al-oufoq",
        "quantity": 1.25,
        "unit": "hours",
        "programme": "education",
        "centre": "mediouna",
    },
    "record-follow-up": {"kind": "call", "seen_child": True, "findings": "well"},
    "review-case": {"risk": "low", "next_review_on": "2026-12", "decisions": "go on"},
    "record-death": {"source": "family"},
    "link-persons": {"other": "child:X1", "evidence": "same-mother", "score": 0.97},
    "observe-work": {
        "economic_hours": 14.5,
        "chores_hours": 0,
        "hazardous": "unknown",
        "worst_form": "trafficking",
        "activity": "begging",
        "setting": "own-account",
        "night": False,
        "place": "souk",
    },
    "make-mandatory-report": {"authority": "court", "reference": "12", "facts": "seen"},
    "assess-schooling": {"situation": "out", "grade": "p3"},
    "take-school-place": {
        "school": "ecole-a",
        "school_year": "2025-2026",
        "grade": "bac-1",
        "kind": "returning",
    },
    "report-attendance": {
        "from": "2025-10-01",
        "to": "2025-10-31",
        "days_possible": 20,
        "days_absent": 2,
        "days_absent_authorised": 0,
        "source": "register",
    },
    "record-dropout": {"last_day": "2025-10", "reason": "work"},
    "return-to-school": {"school": "ecole-a", "school_year": "2025-2026"},
    "record-school-result": {
        "school_year": "2024-2025",
        "grade": "c1",
        "result": "failed-out",
    },
    "orient-pathway": {"pathway": "nfe"},
    "deliver-kit": {
        "kit": "hygiene",
        "school_year": "2025-2026",
        "centre": "mediouna",
        "agreement": "a1",
        "received_by": "the mother",
    },
    "attend-session": {"session": "tutoring", "hours": 1.5},
    "log-hours": {"contract": "K1", "practice": 8, "centre": 0.25},
    "award-certificate": {"contract": "K1", "level": "technician", "trade": "cooking"},
    "record-insertion": {"checkpoint": 6, "situation": "inactive", "employer": "e1"},
    "admit-child": {"centre": "mediouna"},
    "discharge-child": {"centre": "mediouna"},
    "resolve-contradiction": {
        "between": [ID, OTHER_ID],
        "holds": "neither",
        "reason": "asked the mother",
    },
    "place-hold": {"ground": "judicial", "reference": "file 7"},
    "attach-document": {
        "kind": "birth-act",
        "content": "0a" * 32,
        "digest": "0b" * 32,
        "format": "pdf",
        "title": "extrait de naissance",
    },
}

OF_A_HOUSEHOLD: dict[str, Data] = {
    "form-household": {
        "members": [
            {"person": "child:X1", "role": "child"},
            {"name": "Rachida", "role": "mother"},
        ],
        "address": "rue 7",
        "district": "hay-hassani",
    },
    "join-household": {"person": "child:X2", "role": "sibling"},
    "leave-household": {"name": "Rachida", "role": "mother"},
    "visit-home": {
        "caregiver_present": True,
        "children": ["child:X1", "child:X2"],
        "findings": "calm",
    },
    "assess-household": {
        "tool": "poverty-score",
        "score": 41.5,
        "monthly_income_centimes": 0,
        "persons": 6,
    },
    "grant-allowance": {
        "child": "child:X1",
        "amount_centimes": 25000,
        "currency": "MAD",
        "from": "2025-09",
        "condition": "at-school",
    },
    "start-income-project": {
        "project": "bread oven",
        "kind": "bakery",
        "capital_centimes": 300000,
        "status": "active",
        "income_centimes": 0,
    },
    "observe-income-project": {"project": "bread oven", "status": "paused"},
    "attend-parenting-session": {"person": "Rachida", "session": "parenting"},
}

OF_A_CENTRE: dict[str, Data] = {
    "open-centre": {
        "name": {"fr": "Centre", "ar": "مركز"},
        "kind": "kindergarten",
        "district": "al-haouz",
        "region": "marrakech-safi",
        "authorisation": "12/2020",
        "capacity": 40,
    },
    "change-centre-kind": {"kind": "other"},
    "set-capacity": {"places": 30},
    "close-centre": {"reason": "moved"},
    "accept-over-capacity": {"places": 3, "until": "2025-2026"},
    "report-season-figures": {
        "season": "2009-2010",
        "kind": "all",
        "structures": 925,
        "beneficiaries": {"value": 284366, "about": True, "raw": "284 366"},
        "female": {"unknown": True},
        "partners": {"value": 2300, "at_least": True},
    },
    "receive-goods": {
        "item": "tablet",
        "quantity": 2,
        "serials": ["A-1", "A-2"],
        "agreement": "a1",
        "tranche": 1,
    },
    "issue-goods": {"item": "router", "quantity": {"value": 2}},
    "count-goods": {"item": "computer", "quantity": {"unknown": True, "raw": "?"}},
}

OF_AN_AGREEMENT: dict[str, Data] = {
    "sign-agreement": {
        "partners": [{"name": "Al Oufoq", "kind": "private-sector", "employees": 12}],
        "scope": {"fr": "cartables"},
        "starts": "2025-09",
        "ends": "2026",
        "commitments": [{"what": "school-bag-full", "quantity": 100}],
    },
    "amend-agreement": {"change": "more bags"},
    "end-agreement": {"reason": "done"},
}

FACTS: dict[str, dict[str, Data]] = {
    "child:X1": OF_A_CHILD,
    "household:X1": OF_A_HOUSEHOLD,
    "centre:X1": OF_A_CENTRE,
    "agreement:X1": OF_AN_AGREEMENT,
}
