Feature: Working in an open case
  Plans, programmes, referrals and goods are decided for a child whom somebody
  is accompanying; once the case is closed there is nobody to carry them out.

  Rule: What belongs to a case is asked for while the case is open

    Background:
      Given Anas, born on 2 November 2009, is accompanied by the association
      And Amina proposed a plan for Anas
      And Anas's mother agreed to share with Dar Al Amal
      And Anas's case was closed on 31 October 2025

    Scenario Outline: On the last day but one
      When <what is asked> on 30 October 2025
      Then it is allowed

      Examples:
        | what is asked                                |
        | Anas joins vocational training               |
        | Anas leaves school support                   |
        | Amina proposes another plan for Anas         |
        | Karim approves Anas's plan                   |
        | Karim rejects Anas's plan                    |
        | Anas's case is given to Nadia                |
        | Hay Hassani is asked to take Anas over       |
        | Anas's case is suspended                     |
        | Anas's case is resumed                       |
        | the closure of Anas's case is requested      |
        | Anas is referred to Dar Al Amal              |
        | a school bag for 2025-2026 is asked for Anas |
        | Anas signs a contract                        |

    Scenario Outline: Once the case is closed
      When <what is asked> on 31 October 2025
      Then it is refused

      Examples:
        | what is asked                                |
        | Anas joins vocational training               |
        | Anas leaves school support                   |
        | Amina proposes another plan for Anas         |
        | Karim approves Anas's plan                   |
        | Karim rejects Anas's plan                    |
        | Anas's case is given to Nadia                |
        | Hay Hassani is asked to take Anas over       |
        | Anas's case is suspended                     |
        | Anas's case is resumed                       |
        | the closure of Anas's case is requested      |
        | Anas is referred to Dar Al Amal              |
        | a school bag for 2025-2026 is asked for Anas |
        | Anas signs a contract                        |

    Scenario Outline: Before a case was ever opened
      Given Hiba is registered
      When <what is asked>
      Then it is refused

      Examples:
        | what is asked                                |
        | Hiba joins vocational training               |
        | Amina proposes another plan for Hiba         |
        | Hiba's case is given to Nadia                |
        | the closure of Hiba's case is requested      |
        | a school bag for 2025-2026 is asked for Hiba |

    Scenario Outline: The case is reopened on 10 November
      Given Anas's case was reopened on 10 November 2025
      When a school bag for 2025-2026 is asked for Anas on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 November 2025  | refused |
        | 10 November 2025 | allowed |

    Example: The case of Anas's other record is another case
      Given Ilyas is accompanied by the association
      And Ilyas's record was linked to Anas's
      When a school bag for 2025-2026 is asked for Anas
      Then it is refused

    Scenario Outline: Whatever else is amiss, the case comes first
      When <what is asked>
      Then it is refused

      Examples:
        | what is asked                                                             |
        | Amina proposes a plan with no goal for Anas                               |
        | Amina approves Anas's plan                                                |
        | Anas is referred to El Faraj                                              |
        | Anas signs a contract of 0 hours, 0 in the enterprise and 0 in the centre |
