Feature: Coming back
  Some children come back after their case was closed. Somebody decides to take
  them up again, and what had been said at the closure is not rewritten.

  Background:
    Given Salma is accompanied by the association

  Rule: A closed case is reopened by a person, never by what is told of the child

    Scenario Outline: Something happens after the closure of 15 December
      Given Salma's case was closed on 15 December 2025
      When <what happens> on 10 January 2026
      Then Salma's case is closed
      And "Children active" for January 2026 is 0

      Examples:
        | what happens                              |
        | Salma is given health care                |
        | Amina sees Salma                          |
        | Amina sees that Salma has worked 20 hours |
        | Salma receives a school bag for 2025-2026 |

    Example: Nadia decides to take her up again
      Given Salma's case was closed on 15 December 2025
      When Salma's case is reopened on 2 February 2026
      Then Salma's case has 2 episodes
      And "Children active" for January 2026 is 0
      And "Children active" for February 2026 is 1

  Rule: A closure counts as reopened when the child is back within a year

    Scenario Outline: The case was closed on 15 December 2025
      Given Salma's case was closed on 15 December 2025
      When Salma's case is reopened on <day>
      Then "Reopened" for December 2025 is <count> of 1, as of 31 December 2026

      Examples:
        | day              | count |
        | 2 February 2026  | 1     |
        | 15 December 2026 | 1     |
        | 16 December 2026 | 0     |

    Example: Before the year is over there is nothing to say yet
      Given Salma's case was closed on 15 December 2025
      When Salma's case is reopened on 2 February 2026
      Then "Reopened" for December 2025 is not applicable, as of 14 December 2026
      And "Reopened" for December 2025 is 1 of 1, as of 15 December 2026

    Example: Salma is at work again
      Given Amina saw that Salma had worked 20 hours on 10 September 2025
      And Amina saw that Salma had worked 0 hours on 10 December 2025
      And Salma's case was closed as goals met on 15 December 2025
      When Amina sees that Salma has worked 20 hours on 2 February 2026
      And Salma's case is reopened on 2 February 2026
      Then "Back to work" for February 2026 is 1 of 1

  Rule: What a closure was stays what it was, also when the child comes back

    Scenario Outline: Salma is found again in February
      Given Salma's case was closed as <reason> on 15 December 2025
      When Salma's case is reopened on 2 February 2026
      Then "Planned closures" for December 2025 is <count> of 1

      Examples:
        | reason            | count |
        | goals met         | 1     |
        | lost to follow-up | 0     |
        | moved away        | 0     |
