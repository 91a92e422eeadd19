Feature: What went out stays what it was
  A partner keeps the report it was given. What the association learns afterwards
  never changes it; what would be another figure today is said beside it.

  Background:
    Given Yassine is accompanied by Nadia in Hay Hassani
    And Salma is accompanied by Amina in Mediouna
    And Amina saw that Salma had worked 20 hours on 10 October 2025
    And the partner report for 2025-2026 was published as "autumn"

  Rule: A published figure is never moved

    Example: A week of work is put right after the report went out
      When that is put right to 0 hours
      Then "Child labour at baseline" is 1 of 1 in "autumn"
      And "Child labour at baseline" for 2025-2026 is 0 of 1

  Rule: What would be another figure today is said, and because of what

    Example: Nothing was learnt since
      Then every figure of "autumn" stands

    Example: A week of work is put right
      When that is put right to 0 hours
      Then "Child labour at baseline" of "autumn" would be 0 of 1 today: something was corrected

    Example: A week of work is taken back
      When that is taken back
      Then "Child labour at baseline" of "autumn" would be 0 of 0 today: something was retracted

    Example: Two records turn out to be one child
      When Yassine's record is linked to Salma's
      Then "Children active" of "autumn" would be 1 today: something was linked

    Example: A week of work is told late
      When Amina sees that Yassine has worked 30 hours on 12 October 2025
      Then "Child labour at baseline" of "autumn" would be 2 of 2 today: something was told late

  Rule: One reference is one publication

    Example: The same reference again
      Then the partner report for 2025-2026 cannot be published as "autumn" again
