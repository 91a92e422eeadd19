Feature: Consenting
  The family, or the young person, agrees before the association begins its work,
  and is asked again at eighteen; a life in danger does not wait for an answer.

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

    Scenario Outline: She agreed again on 15 September
      Given Salma is registered
      And Salma's mother agreed to services on 3 September 2025
      And Salma's mother withdrew her consent to services on 10 September 2025
      And Salma's mother agreed to services on 15 September 2025
      When Salma's case is opened on <day>
      Then it is <answer>

      Examples:
        | day               | answer  |
        | 14 September 2025 | refused |
        | 15 September 2025 | allowed |

    Scenario Outline: A guardian's word holds thirty days beyond the eighteenth birthday
      Given Anas, born on 10 October 2007, is registered
      And Anas's mother agreed to services
      When Anas's case is opened on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 November 2025  | allowed |
        | 10 November 2025 | refused |

    Scenario Outline: When only the month of birth is known, its last day counts
      Given Anas, born in October 2007, is registered
      And Anas's mother agreed to services
      When Anas's case is opened on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 30 November 2025 | allowed |
        | 1 December 2025  | refused |

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

    Example: What was said for her brother was not said for her
      Given Salma is registered
      And Yassir is registered
      And Yassir's mother agreed to services
      When Salma's case is opened
      Then it is refused

    Example: The word was given in Salma's other record
      Given Salma is registered
      And Hiba's mother agreed to services
      And Hiba's record was linked to Salma's
      When Salma's case is opened
      Then it is allowed

    Example: The word was taken back in Salma's other record
      Given Salma is registered
      And Salma's mother agreed to services
      And Hiba's mother withdrew her consent to services
      And Hiba's record was linked to Salma's
      When Salma's case is opened
      Then it is refused

    Example: A second case without consent lacks the consent first of all
      Given Salma is accompanied by the association
      And Salma's mother withdrew her consent to services
      When Salma's case is opened by Nadia in Hay Hassani
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

    Example: A case that is open already lacks the consent first of all
      Given Salma is accompanied by the association
      And Salma's mother withdrew her consent to services
      When Salma's case is reopened
      Then it is refused

    Example: The duty to protect comes first when the case is taken up again
      Given Salma is accompanied by the association
      And Salma's case was closed
      And Salma's mother withdrew her consent to services
      When Salma's case is reopened and Karim answers for it
      Then Salma's case is open
