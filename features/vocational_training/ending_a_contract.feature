Feature: Ending an apprenticeship contract
  Some apprentices finish, some are sent away, some leave. So that one year may be
  compared with another, each contract is counted where it was planned to end.

  Background:
    Given Anas, born on 1 October 2010, is accompanied by the association
    And Anas signed a contract until 30 September 2026 on 1 October 2025

  Rule: A contract is counted where it was planned to end, however it ended

    Example: The enterprise sends Anas away in January
      When Anas's contract is broken off on 20 January 2026
      Then "Contracts ended early" for January 2026 is not applicable
      And "Contracts ended early" for September 2026 is 1 of 1
      And "Contracts completed" for September 2026 is 0 of 1

    Example: Anas finishes in August
      When Anas's contract is completed on 28 August 2026
      Then "Contracts completed" for August 2026 is not applicable
      And "Contracts completed" for September 2026 is 1 of 1
      And "Contracts ended early" for September 2026 is 0 of 1

    Example: The contract runs late
      When it is 15 October 2026
      Then "Contracts completed" for September 2026 is 0 of 1
      And "Contracts ended early" for September 2026 is 0 of 1

    Example: Anas finishes later than planned
      When Anas's contract is completed on 15 October 2026
      Then "Contracts completed" for September 2026 is 0 of 1
      And "Contracts completed" for September 2026 is 1 of 1, as of 15 October 2026

  Rule: What an apprentice has learnt stays when the contract ends

    Example: The hours of four months
      Given Anas spent 400 hours in the enterprise and 60 in the centre
      When Anas's contract is broken off on 20 January 2026
      Then Anas's story tells of 400 hours in the enterprise and 60 in the centre

    Scenario Outline: Eight hours in ten, one in ten
      When Anas spends <practice> hours in the enterprise and <centre> in the centre
      Then "Hours split respected" for December 2025 is <count> of 1

      Examples:
        | practice | centre | count |
        | 90       | 10     | 1     |
        | 80       | 20     | 1     |
        | 91       | 9      | 0     |
        | 79       | 21     | 0     |
