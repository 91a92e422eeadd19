Feature: Attending school
  The school tells, month by month, how many days a child was away. Whoever is
  away one day in ten is on the way out of school, and somebody asks why.

  Background:
    Given Salma is accompanied by the association

  Rule: A child who is away one school day in ten is chronically absent

    Scenario Outline: What the school reports for November
      When the school reports that Salma missed <days> of <all> days in November 2025
      Then "Chronic absence" for November 2025 is <chronic> of 1
      And "Absence warning" for November 2025 is <warning> of 1

      Examples: Exactly one day in ten, and just below
        | days | all | chronic | warning |
        | 2    | 20  | 1       | 0       |
        | 2    | 21  | 0       | 1       |

      Examples: Exactly one day in twenty, and just below
        | days | all | chronic | warning |
        | 1    | 20  | 0       | 1       |
        | 1    | 21  | 0       | 0       |

    Example: Of fewer than twenty days nothing is said yet
      When the school reports that Salma missed 5 of 19 days in November 2025
      Then "Chronic absence" for November 2025 is not applicable

    Example: Days with leave are days away too
      When the school reports that Salma missed 1 of 20 days in November 2025, and 1 with leave
      Then "Chronic absence" for November 2025 is 1 of 1

    Example: Two months are one answer
      Given the school reported that Salma missed 0 of 20 days in October 2025
      When the school reports that Salma missed 4 of 20 days in November 2025
      Then "Chronic absence" for 2025-2026 is 1 of 1
      And "Attendance rate" for 2025-2026 is 36 of 40

    Example: The school reports November once more
      Given the school reported that Salma missed 4 of 20 days in November 2025
      When the school reports that Salma missed 1 of 20 days in November 2025
      Then "Chronic absence" for November 2025 is 0 of 1
      And "Attendance rate" for November 2025 is 19 of 20
