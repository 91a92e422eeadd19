Feature: Opening a case
  The association takes a child into its care once it knows who the child is and
  the family has agreed, so that nobody is accompanied without being asked.

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

  Rule: A case begins with consent to services, or when a supervisor answers for it

    Scenario Outline: The mother agreed until the end of September
      Given Salma is registered
      And Salma's mother agreed to services until 30 September 2025
      When Salma's case is opened on <day>
      Then it is <answer>

      Examples:
        | day               | answer  |
        | 30 September 2025 | allowed |
        | 1 October 2025    | refused |

    Scenario Outline: The mother changed her mind on 10 September
      Given Salma is registered
      And Salma's mother agreed to services on 3 September 2025
      And Salma's mother withdrew her consent to services on 10 September 2025
      When Salma's case is opened on <day>
      Then it is <answer>

      Examples:
        | day               | answer  |
        | 9 September 2025  | allowed |
        | 10 September 2025 | refused |

    Scenario Outline: A guardian's word holds thirty days beyond the eighteenth birthday
      Given Anas, born on 10 October 2007, is registered
      And Anas's mother agreed to services
      When Anas's case is opened on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 November 2025  | allowed |
        | 10 November 2025 | refused |

    Example: At eighteen Anas speaks for himself
      Given Anas, born on 10 October 2007, is registered
      And Anas himself agreed to services
      When Anas's case is opened on 10 November 2025
      Then Anas's case is open

    Example: The mother agreed to photos only
      Given Salma is registered
      And Salma's mother agreed to photos
      When Salma's case is opened
      Then it is refused

    Example: Salma's life is in danger and nobody can be asked
      Given Salma is registered
      When Salma's case is opened and Karim answers for it
      Then Salma's case is open

    Example: Salma's mother no longer agrees when the case is taken up again
      Given Salma is accompanied by the association
      And Salma's case was closed
      And Salma's mother withdrew her consent to services
      When Salma's case is reopened
      Then it is refused

    Example: The duty to protect comes first when the case is taken up again
      Given Salma is accompanied by the association
      And Salma's case was closed
      And Salma's mother withdrew her consent to services
      When Salma's case is reopened and Karim answers for it
      Then Salma's case is open

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
