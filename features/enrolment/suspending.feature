Feature: Suspending a case
  A family goes away for the harvest and is known to come back. The case rests
  for that time: nobody is to be late with it, and nobody forgets it either.

  Background:
    Given Salma is accompanied by the association
    And Hiba is accompanied by the association

  Rule: A suspended case stays open, and rests until the child is back

    Example: The family is away until 20 October
      When Salma's case is suspended until 20 October 2025 on 1 October 2025
      Then "Caseload" for 30 September 2025 is 2
      And "Caseload" for 1 October 2025 is 1
      And "Caseload" for 20 October 2025 is 1
      And "Caseload" for 21 October 2025 is 2

    Example: They come back earlier
      Given Salma's case was suspended until 20 October 2025 on 1 October 2025
      When Salma's case is resumed on 10 October 2025
      Then "Caseload" for 9 October 2025 is 1
      And "Caseload" for 10 October 2025 is 2

    Example: Nobody knows when they will be back
      Given Salma's case was suspended on 1 October 2025
      When it is 31 January 2026
      Then Salma's case is open
      And "Caseload" for 31 January 2026 is 1

    Example: Salma is accompanied all the while
      When Salma's case is suspended until 20 October 2025 on 1 October 2025
      Then Salma's case is open
      And "Children active" for 10 October 2025 is 2
