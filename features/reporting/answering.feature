Feature: Answering what partners ask
  A figure is an answer to a question. Where there is nothing to answer it says
  so, and who asks the same question again has the same answer.

  Rule: Where there is nothing to count there is no share, and no nought

    Scenario Outline: A centre that has only begun
      When Salma is accompanied by the association
      Then "<share>" for 2025-2026 is not applicable

      Examples:
        | share                          |
        | Planned closures               |
        | Reopened                       |
        | Goals achieved                 |
        | Referrals closed on both sides |
        | Attendance rate                |
        | Kit coverage                   |
        | Contracts completed            |
        | Households visited             |

    Example: A count of nothing is nought
      When Salma is accompanied by the association
      Then "Kits handed over" for 2025-2026 is 0

    Example: None out of one is a share
      Given Salma is accompanied by the association
      When Salma's case is closed on 15 December 2025
      Then "Planned closures" for December 2025 is 0 of 1

  Rule: The same told again gives the same answers again

    Example: Every page of the autumn is told again elsewhere
      Given Salma is accompanied by Amina in Mediouna
      And Selma is accompanied by Nadia in Hay Hassani
      And Selma's record was linked to Salma's
      And Amina saw that Salma had worked 20 hours on 10 October 2025
      When that is put right to 3 hours
      Then told again to an empty store, every figure for 2025-2026 is the same
