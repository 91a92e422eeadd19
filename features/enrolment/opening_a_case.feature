Feature: Opening a case
  The association takes a child into its care once it knows who the child is, and
  into one case at a time, so that everybody knows who answers for the child.

  Rule: A case is opened for a child who is registered

    Example: Salma was only pointed out by a neighbour
      Given a neighbour pointed out Salma
      And Salma's mother agreed to services
      When Salma's case is opened
      Then it is refused

    Scenario Outline: The day Salma was registered
      Given Salma's mother agreed to services on 1 September 2025
      And Salma was registered on 3 September 2025
      When Salma's case is opened on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 2 September 2025 | refused |
        | 3 September 2025 | allowed |

    Example: Nobody has asked her mother either
      Given a neighbour pointed out Salma
      When Salma's case is opened
      Then it is refused

    Example: Only her other record is registered
      Given Hiba is registered
      And Hiba's mother agreed to services
      And Hiba's record was linked to Salma's
      When Salma's case is opened
      Then it is refused

  Rule: A child has one open case at a time

    Example: Another centre opens a case too
      Given Salma is accompanied by Amina in Mediouna
      When Salma's case is opened by Nadia in Hay Hassani
      Then it is refused

    Scenario Outline: The first case was closed on 31 October
      Given Salma is accompanied by Amina in Mediouna
      And Salma's case was closed on 31 October 2025
      When Salma's case is opened by Nadia in Hay Hassani on <day>
      Then it is <answer>

      Examples:
        | day             | answer  |
        | 30 October 2025 | refused |
        | 31 October 2025 | allowed |

    Example: A case that opens on a later day is not looked at
      Given Salma is registered
      And Salma's mother agreed to services
      And Salma's case was opened on 1 October 2025
      When Salma's case is opened by Nadia in Hay Hassani on 30 September 2025
      Then it is allowed

    Example: Each record of a child has a case of its own
      Given Salma is registered
      And Salma's mother agreed to services
      And Hiba is accompanied by Nadia in Hay Hassani
      And Hiba's record was linked to Salma's
      When Salma's case is opened
      Then it is allowed
