Feature: Paying on time
  A family counts on the money of the month. It is paid by the tenth of the next
  month, or withheld with a reason; what was paid is not asked back.

  Background:
    Given Salma is accompanied by the association
    And Salma's parents were granted an allowance from October 2025

  Rule: A month is paid on time until the tenth of the next

    Scenario Outline: The allowance of October
      When October 2025 is paid to Salma's parents on <day>
      Then "Allowances paid on time" for October 2025 is <count> of 1, as of 30 November 2025

      Examples:
        | day              | count |
        | 31 October 2025  | 1     |
        | 10 November 2025 | 1     |
        | 11 November 2025 | 0     |

    Example: Before the tenth nothing is late
      When it is 9 November 2025
      Then "Allowances paid on time" for October 2025 is not applicable, as of 9 November 2025
      And "Allowances paid on time" for October 2025 is 0 of 1, as of 10 November 2025

    Example: A month that is withheld with a reason is not late
      When October 2025 is withheld to Salma's parents
      Then "Allowances paid on time" for October 2025 is not applicable, as of 30 November 2025

    Example: Two households, one child
      Given Salma's aunt was granted an allowance from October 2025
      When October 2025 is paid to Salma's aunt
      Then "Allowances paid on time" for October 2025 is 1 of 1, as of 30 November 2025

  Rule: Money that was paid is not asked back; what was learnt counts for the next month

    Background:
      Given the school reported that Salma missed 1 of 20 days in October 2025
      And October 2025 was paid to Salma's parents on 5 November 2025

    Example: In November the school puts October right
      When the school reports that Salma missed 8 of 20 days in October 2025
      Then "Chronic absence" for October 2025 is 1 of 1
      And "Allowances paid on time" for October 2025 is 1 of 1, as of 30 November 2025

    Example: The next month is withheld
      Given the school reported that Salma missed 8 of 20 days in October 2025
      When November 2025 is withheld to Salma's parents
      Then it is allowed
      And "Allowances paid on time" for November 2025 is not applicable, as of 31 December 2025
