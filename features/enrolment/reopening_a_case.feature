Feature: Reopening a case
  A child who comes back is taken up where she was left: the same case goes on,
  with the caseworker, the centre and the programmes it had.

  Rule: Only a closed case is reopened

    Example: Salma was never accompanied
      Given Salma is registered
      And Salma's mother agreed to services
      When Salma's case is reopened
      Then it is refused

    Example: Salma is being accompanied
      Given Salma is accompanied by the association
      When Salma's case is reopened
      Then it is refused

    Scenario Outline: Salma's case was closed on 31 October
      Given Salma is accompanied by the association
      And Salma's case was closed on 31 October 2025
      When Salma's case is reopened on <day>
      Then it is <answer>

      Examples:
        | day             | answer  |
        | 30 October 2025 | refused |
        | 31 October 2025 | allowed |

    Example: Only her other record had a case that was closed
      Given Salma is registered
      And Hiba is accompanied by the association
      And Hiba's case was closed
      And Hiba's record was linked to Salma's
      When Salma's case is reopened
      Then it is refused

    Example: Salma is taken up again twice
      Given Salma is accompanied by the association
      And Salma's case was closed
      And Salma's case was reopened
      When Salma's case is reopened
      Then it is refused

    Example: Salma is seen working again in February
      Given Salma is accompanied by Amina in Mediouna
      And Salma's case was closed on 15 December 2025
      When Salma's case is reopened on 2 February 2026
      Then Salma's case is open with Amina in Mediouna
      And Salma takes part in school support
