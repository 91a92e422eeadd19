Feature: Referring a child
  When another organisation can help better, it is told who the child is; the
  family decides which organisation may know, and may change its mind.

  Background:
    Given Salma is accompanied by the association

  Rule: A child is referred with consent to share with that very organisation

    Scenario Outline: The mother agreed to one organisation
      Given Salma's mother agreed to share with Dar Al Amal
      When Salma is referred to <organisation>
      Then it is <answer>

      Examples:
        | organisation | answer  |
        | Dar Al Amal  | allowed |
        | El Faraj     | refused |

    Scenario Outline: From one day to another
      Given Salma's mother agreed to share with Dar Al Amal on 5 November 2025
      And Salma's mother withdrew her consent to share on 20 November 2025
      When Salma is referred to Dar Al Amal on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 4 November 2025  | refused |
        | 5 November 2025  | allowed |
        | 19 November 2025 | allowed |
        | 20 November 2025 | refused |

    Example: To share, without saying with whom, is to share with nobody
      Given Salma's mother agreed to share
      When Salma is referred to Dar Al Amal
      Then it is refused

    Example: Agreeing to a second organisation leaves the first
      Given Salma's mother agreed to share with Dar Al Amal
      And Salma's mother agreed to share with El Faraj
      When Salma is referred to Dar Al Amal
      Then it is allowed

    Example: The word was given in Salma's other record
      Given Hiba is registered
      And Hiba's mother agreed to share with Dar Al Amal
      And Hiba's record was linked to Salma's
      When Salma is referred to Dar Al Amal
      Then it is allowed

    Scenario Outline: The mother agreed until the end of November
      Given Salma's mother agreed to share with Dar Al Amal until 30 November 2025
      When Salma is referred to Dar Al Amal on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 30 November 2025 | allowed |
        | 1 December 2025  | refused |

    Scenario Outline: A guardian's word holds thirty days beyond the eighteenth birthday
      Given Anas, born on 10 October 2007, is accompanied by the association
      And Anas's mother agreed to share with Dar Al Amal
      When Anas is referred to Dar Al Amal on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 November 2025  | allowed |
        | 10 November 2025 | refused |

    Scenario Outline: After she had withdrawn it, the mother agreed to one of two
      Given Salma's mother agreed to share with Dar Al Amal
      And Salma's mother withdrew her consent to share
      And Salma's mother agreed to share with El Faraj
      When Salma is referred to <organisation>
      Then it is <answer>

      Examples:
        | organisation | answer  |
        | Dar Al Amal  | refused |
        | El Faraj     | allowed |
