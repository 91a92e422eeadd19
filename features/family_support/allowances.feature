Feature: Allowances
  A family that sends its child back to school loses the child's wage; the
  association helps month by month, each month once, and says when it does not.

  Background:
    Given Salma is accompanied by the association
    And Salma's parents were granted an allowance from October 2025

  Rule: A household's allowance is paid or withheld for a month it was granted for

    Scenario Outline: The allowance begins in October
      When <month> is <settled> to Salma's parents
      Then it is <answer>

      Examples:
        | month          | settled  | answer  |
        | September 2025 | paid     | refused |
        | September 2025 | withheld | refused |
        | October 2025   | paid     | allowed |
        | October 2025   | withheld | allowed |

    Scenario Outline: The committee decided on 10 November
      Given Hiba's parents were granted an allowance from October 2025 on 10 November 2025
      When October 2025 is paid to Hiba's parents on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 November 2025  | refused |
        | 10 November 2025 | allowed |

    Example: Salma's aunt was granted nothing, and the month is paid besides
      Given October 2025 was paid to Salma's parents
      When October 2025 is paid to Salma's aunt
      Then it is refused

    Example: Salma's aunt was granted nothing
      When October 2025 is paid to Salma's aunt
      Then it is refused

    Example: The grant names Salma's other record
      Given Hiba is registered
      And Hiba's record was linked to Salma's
      When October 2025 is paid to Salma's parents for Hiba
      Then it is allowed

  Rule: A month's allowance is paid once for a child

    Scenario Outline: October was paid
      Given October 2025 was paid to Salma's parents
      When <month> is paid to Salma's parents
      Then it is <answer>

      Examples:
        | month         | answer  |
        | October 2025  | refused |
        | November 2025 | allowed |

    Example: Salma moved to her aunt in the middle of the month
      Given Salma's aunt was granted an allowance from October 2025
      And October 2025 was paid to Salma's parents
      When October 2025 is paid to Salma's aunt
      Then it is refused

    Example: Salma's other record
      Given Hiba is registered
      And Hiba's record was linked to Salma's
      And October 2025 was paid to Salma's parents
      When October 2025 is paid to Salma's parents for Hiba
      Then it is refused

    Example: The first payment had never left the bank
      Given October 2025 was paid to Salma's parents
      And that was taken back
      When October 2025 is paid to Salma's parents
      Then it is allowed

    Example: October had been withheld, then the school's paper came
      Given October 2025 was withheld to Salma's parents
      When October 2025 is paid to Salma's parents
      Then it is allowed

    Example: A payment that is dated earlier comes in later
      Given October 2025 was paid to Salma's parents on 5 November 2025
      When October 2025 is paid to Salma's parents on 3 November 2025
      Then it is refused

    Example: To withhold a month that was paid is no second payment
      Given October 2025 was paid to Salma's parents
      When October 2025 is withheld to Salma's parents
      Then it is allowed

    Example: Her sister's October is another
      Given Hiba's parents were granted an allowance from October 2025
      And October 2025 was paid to Salma's parents
      When October 2025 is paid to Hiba's parents
      Then it is allowed
