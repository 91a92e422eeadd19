"""What the field may count on although nothing refuses it, worded as the field words it.

Like the rules, each sentence is the title of a ``Rule:`` under ``features/``, and a check
holds the two equal. No request is ever refused by one of these.
"""

from __future__ import annotations

from .rules import RuleBook


class Expectation(RuleBook):
    """How stories are told, put right, read and counted."""

    FACTS_ARE_RECORDED = (
        "facts-are-recorded",
        "What happened is recorded, even when it should not have happened",
    )
    TOLD_TWICE = "told-twice", "The same thing told twice is recorded once"
    ALREADY_SO = "already-so", "What is already so is not recorded again"
    NOT_YET = (
        "not-yet",
        "A day that has not come is not recorded, unless a visit is planned for it",
    )
    CORRECTED = (
        "corrected",
        "A correction counts from then on, and what was first told stays to be seen",
    )
    TAKEN_BACK = (
        "taken-back",
        "What is taken back no longer counts, and stays to be seen",
    )
    LEARNT_LATE = (
        "learnt-late",
        "What is learnt late belongs to the day on which it happened",
    )
    SHOWN_UNTIL_RESOLVED = (
        "shown-until-resolved",
        "A contradiction is shown until somebody says which of the two holds",
    )
    CHANGES_DECISIONS = (
        "changes-decisions",
        "What a correction changes for earlier decisions is said at once",
    )
    REFUSAL_EXPLAINED = (
        "refusal-explained",
        "A refusal stays explained by what was known on its day",
    )
    BEFORE_THE_CASE = (
        "before-the-case",
        "What happened before the case was opened is recorded, and is not part of the case",
    )
    OF_THE_RIGHT_CHILD = (
        "of-the-right-child",
        "What was told of the wrong child is taken back there and told of the right one",
    )
    LOOKS_LIKE_ONE = (
        "looks-like-one",
        "Records that look like one child are shown, however the names are written",
    )
    NOT_ASKED_AGAIN = (
        "not-asked-again",
        "What somebody said of two records is not asked again",
    )
    LOCAL_DAY = (
        "local-day",
        "A day is the day where the child lives, whatever the clocks say elsewhere",
    )
    EACH_KEEPS_THEIRS = (
        "each-keeps-theirs",
        "Two records that prove to be two children each keep what was told of them",
    )
    TOLD_AROUND = (
        "told-around",
        "A child's story may be read with what the stories of others tell of the child",
    )
    AS_OF = "as-of", "A story is read as of a day"
    AS_KNOWN = "as-known", "A story is read as it was known at a moment"
    PAPERS = (
        "papers",
        "A child is registered with whatever papers the family has",
    )
    PURPOSE_BY_PURPOSE = (
        "purpose-by-purpose",
        "Consent is given and withdrawn purpose by purpose",
    )
    REPORTED_WHOEVER_AGREES = (
        "reported-whoever-agrees",
        "A child in danger is reported to the authorities, whoever agrees",
    )
    REOPENED_BY_A_PERSON = (
        "reopened-by-a-person",
        "A closed case is reopened by a person, never by what is told of the child",
    )
    BACK_WITHIN_A_YEAR = (
        "back-within-a-year",
        "A closure counts as reopened when the child is back within a year",
    )
    CLOSURE_STAYS = (
        "closure-stays",
        "What a closure was stays what it was, also when the child comes back",
    )
    SUSPENDED_RESTS = (
        "suspended-rests",
        "A suspended case stays open, and rests until the child is back",
    )
    RESPONSIBLE_UNTIL_ACCEPTED = (
        "responsible-until-accepted",
        "Until a transfer is accepted the first centre remains responsible",
    )
    CHRONIC_ABSENCE = (
        "chronic-absence",
        "A child who is away one school day in ten is chronically absent",
    )
    YEAR_OF_THE_KIT = (
        "year-of-the-kit",
        "A kit belongs to the school year it is for, whatever the day",
    )
    PLACE_HOLDS = (
        "place-holds",
        "A school place holds until thirty days after its school year",
    )
    TWO_KITS_ONE_CHILD = (
        "two-kits-one-child",
        "A kit handed over twice reaches one child, and is two kits",
    )
    ONE_LEFT_WITHOUT = (
        "one-left-without",
        "As many kits as children leave one without, when one child has two",
    )
    PLANNED_END = (
        "planned-end",
        "A contract is counted where it was planned to end, however it ended",
    )
    LEARNT_STAYS = (
        "learnt-stays",
        "What an apprentice has learnt stays when the contract ends",
    )
    PAID_ON_TIME = "paid-on-time", "A month is paid on time until the tenth of the next"
    MONEY_STAYS = (
        "money-stays",
        "Money that was paid is not asked back; what was learnt counts for the next month",
    )
    VISIT_COUNTS_ONCE = (
        "visit-counts-once",
        "A home visit counts once, however many children live there",
    )
    EACH_CHILD_A_CASE = (
        "each-child-a-case",
        "What happens in one child's case leaves the brothers and sisters as they were",
    )
    KIND_OF_THAT_DAY = "kind-of-that-day", "A centre is of the kind it was on that day"
    LINKED_IS_ONE = "linked-is-one", "Two records linked are one child"
    COUNTED_ONCE = "counted-once", "A child with two programmes is counted once"
    SEASONS = (
        "seasons",
        "A season runs from September to August, a year from January to December",
    )
    NOTHING_TO_COUNT = (
        "nothing-to-count",
        "Where there is nothing to count there is no share, and no nought",
    )
    SAME_ANSWER = (
        "same-answer",
        "The same told again gives the same answers again",
    )
    UNKNOWN_STAYS_UNKNOWN = (
        "unknown-stays-unknown",
        "A quantity that nobody knows stays unknown",
    )
    COUNTED_HOLDS = "counted-holds", "What was counted holds from that day on"
    ONLY_WATCHED = (
        "only-watched",
        "What the association only watches is recorded and shown, never refused",
    )
    WORK_BY_AGE = (
        "work-by-age",
        "What a week of work is depends on the child's age in that week",
    )
    LAW_OF_THE_WEEK = (
        "law-of-the-week",
        "A week of work is judged by the law in force that week",
    )
    EMPLOYED_TOO_YOUNG = (
        "employed-too-young",
        "Nobody is employed in an enterprise below the minimum age",
    )
    NIGHT_WORK = "night-work", "Nobody works at night below the age for it"
    DANGEROUS_WORK = (
        "dangerous-work",
        "Dangerous work is forbidden below eighteen, however short",
    )
    CHORES_NO_EMPLOYMENT = "chores-no-employment", "Chores at home are no employment"
    MISSING_IS_NAMED = (
        "missing-is-named",
        "Where nobody can say whether work was lawful, what is missing is named",
    )
    TAKEN_AS_YOUNGEST = (
        "taken-as-youngest",
        "A child who may be too young for the work is protected as one who is",
    )
    HOURS_BY_POLICY = (
        "hours-by-policy",
        "How many hours are child labour is for the policy to say",
    )
    TWO_ANSWERS = (
        "two-answers",
        "A week of work has two answers, one for the statistics and one by the law",
    )
    BIRTH_CORRECTED = (
        "birth-corrected",
        "A corrected birth date changes both answers from then on, not what was known",
    )
    WITHDRAWN = (
        "withdrawn",
        "A child has left child labour once enough observations over enough days find none",
    )
    BACK_AGAIN = "back-again", "Child labour seen again after it had ended is a return"
    DUE_TODAY = (
        "due-today",
        "What is due today is not late; the day after, it is one day late",
    )
    ASSESSED_BY_RISK = (
        "assessed-by-risk",
        "A child is first assessed the sooner, the greater the risk",
    )
    PLAN_IN_TIME = (
        "plan-in-time",
        "A plan is approved in time, and a plan that waits is not forgotten",
    )
    SEEN_BY_RISK = (
        "seen-by-risk",
        "A child is seen again the sooner, the greater the risk",
    )
    PLANNED_VISIT_DUE = (
        "planned-visit-due",
        "A visit that was planned is due on its day",
    )
    REVIEWED_IN_TIME = (
        "reviewed-in-time",
        "A case is reviewed every three months, or earlier if so agreed",
    )
    OF_AGE = (
        "of-age",
        "Who comes of age speaks in their own name",
    )
    UNTIL_ANSWERED = (
        "until-answered",
        "What was asked of somebody is listed until they answer",
    )
    WHOSE_WORK = (
        "whose-work",
        "Work is in the list of whoever has the case that day",
    )
    REST_IS_NOT_LATE = (
        "rest-is-not-late",
        "While a case rests nothing of it is due, and its days are not counted late",
    )
    LONG_SUSPENSION = (
        "long-suspension",
        "A suspension that lasts, or whose end has come, is looked at again",
    )
    ASKED_ANEW = (
        "asked-anew",
        "A closed case asks for nothing, and a child who comes back is asked for anew",
    )
    NO_NEW_STATUS = (
        "no-new-status",
        "Thirty days after a contract broke off, a child without a new status is at risk",
    )
    CONTRACT_END_COME = (
        "contract-end-come",
        "A contract whose end has come was completed, or was not",
    )
    ASKED_ABOUT_WORK = (
        "asked-about-work",
        "Six and twelve months after the training, the young person is asked about work",
    )
    NEVER_MOVED = (
        "never-moved",
        "A published figure is never moved",
    )
    SAID_BESIDE = (
        "said-beside",
        "What would be another figure today is said, and because of what",
    )
    ONE_PUBLICATION = (
        "one-publication",
        "One reference is one publication",
    )
    TOLD_BY_TWO = (
        "told-by-two",
        "What would tell of few children beside an earlier report is hidden",
    )
    SHOWN_KNOWINGLY = (
        "shown-knowingly",
        "Who publishes may show it knowingly",
    )
    COUNTED_INSIDE = (
        "counted-inside",
        "Who was counted stands in the edition that stays in the house",
    )
    LOOKED_BEHIND = (
        "looked-behind",
        "Whom the edition names is told who looked",
    )
    ERASED_FOR_GOOD = (
        "erased-for-good",
        "Who is erased is known by nobody any more, and still counts once",
    )
    OTHERS_KEEP_THEIRS = (
        "others-keep-theirs",
        "Of a person who is erased, others keep what is theirs",
    )
    KEPT_AS_LONG_AS_DECIDED = (
        "kept-as-long-as-decided",
        "What was kept as long as was decided is shown, and goes by two persons' order",
    )
    TOLD_WHAT_IS_HELD = (
        "told-what-is-held",
        "A family is told everything that is held on their child",
    )
    TOLD_TO_WHOM = (
        "told-to-whom",
        "A family is told to whom something went",
    )
    TOLD_NO_OTHERS = (
        "told-no-others",
        "Another child's life is not told with it",
    )
    REGISTER_KEPT_UP = (
        "register-kept-up",
        "A register is brought up to what was told, once for each thing told",
    )
    ONE_STORY_WAITS = (
        "one-story-waits",
        "A story that a register cannot take waits, and everyone else's flows on",
    )
    FILE_BY_CONSENT = (
        "file-by-consent",
        "A child's file is handed over with consent alone",
    )
    NOT_WHO_TOLD = (
        "not-who-told",
        "Who drew attention to a child stands in no file",
    )
    ABSENCE_FOLLOWED_UP = (
        "absence-followed-up",
        "A child who misses much school stands in the centre's month, to be seen",
    )
    REGISTER_ADDS_UP = (
        "register-adds-up",
        "Those there before, and who came, less who left, are those there at the end",
    )
    WEEK_BY_DAY = (
        "week-by-day",
        "A caseworker's week shows each day's work on its day",
    )
    SEEN_BY_WHO_ACCOMPANIES = (
        "seen-by-who-accompanies",
        "Whoever accompanies a child sees what is kept of the child",
    )
    SEEN_TO_BE_WITHHELD = (
        "seen-to-be-withheld",
        "What somebody may not see is withheld, and they see that it is",
    )
    LISTED_NOWHERE = (
        "listed-nowhere",
        "A child somebody may not know of is listed nowhere",
    )
    KEPT_BY_NAME = (
        "kept-by-name",
        "A case that is kept from somebody by name is kept from them in every role",
    )
    READING_RECORDED = (
        "reading-recorded",
        "Reading what is sensitive is itself recorded",
    )
    OPENED_FOR_AN_HOUR = (
        "opened-for-an-hour",
        "In an emergency a story is opened for a reason and for an hour",
    )
    JUDGED_BY_ANOTHER = (
        "judged-by-another",
        "What was opened in an emergency is judged by somebody else",
    )
