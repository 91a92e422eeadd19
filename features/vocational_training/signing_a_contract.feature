Feature: Signing an apprenticeship contract
  A contract binds a young person to an enterprise that teaches a trade; the law
  on apprenticeship says from which age, and who signs beside a minor.

  Background:
    Given Anas, born on 2 November 2009, is accompanied by the association

  Rule: An apprentice has reached the age for apprenticeship

    Scenario Outline: The fifteenth birthday
      Given Yassir, born on <birth>, is accompanied by the association
      When Yassir signs a contract on <day>
      Then it is <answer>

      Examples: Born on a day that is known
        | birth           | day             | answer  |
        | 2 November 2010 | 1 November 2025 | refused |
        | 2 November 2010 | 2 November 2025 | allowed |

      Examples: Born on 29 February, one is older on 1 March
        | birth            | day              | answer  |
        | 29 February 2012 | 28 February 2027 | refused |
        | 29 February 2012 | 1 March 2027     | allowed |

      Examples: When only the month is known, its last day counts
        | birth         | day              | answer  |
        | November 2010 | 29 November 2025 | refused |
        | November 2010 | 30 November 2025 | allowed |

      Examples: When only the year is known, its last day counts
        | birth | day              | answer  |
        | 2010  | 30 December 2025 | refused |
        | 2010  | 31 December 2025 | allowed |

    Example: One day too early, until the birth act shows that Yassir is a day older
      Given Yassir, born on 2 November 2010, is accompanied by the association
      And Yassir was refused a contract on 1 November 2025
      And Yassir's birth act shows 1 November 2010
      When Yassir signs a contract on 1 November 2025
      Then it is allowed

    Example: One day too early, by the birth act
      Given Yassir, born on 1 November 2010, is accompanied by the association
      And Yassir's birth act shows 2 November 2010
      When Yassir signs a contract on 1 November 2025
      Then it is refused

    Example: Too young, and the hours are too few besides
      Given Yassir, born on 2 November 2012, is accompanied by the association
      When Yassir signs a contract of 0 hours, 0 in the enterprise and 0 in the centre
      Then it is refused

  Rule: A guardian signs the contract of a minor

    Scenario Outline: The eighteenth birthday
      Given Ilyas, born on 2 November 2007, is accompanied by the association
      When Ilyas signs a contract <with whom> on <day>
      Then it is <answer>

      Examples:
        | with whom         | day             | answer  |
        | alone             | 1 November 2025 | refused |
        | with his guardian | 1 November 2025 | allowed |
        | alone             | 2 November 2025 | allowed |

    Scenario Outline: When only the month of birth is known, its last day counts
      Given Ilyas, born in November 2007, is accompanied by the association
      When Ilyas signs a contract alone on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 29 November 2025 | refused |
        | 30 November 2025 | allowed |

    Example: Anas signs alone, and is bound to another enterprise besides
      Given Anas signed a contract
      When Anas alone signs another contract
      Then it is refused

  Rule: A child has one running contract at a time

    Scenario Outline: What became of the first contract
      Given Anas signed a contract on 1 October 2025
      And Anas's contract was <ended>
      When Anas signs another contract
      Then it is <answer>

      Examples:
        | ended      | answer  |
        | suspended  | refused |
        | resumed    | refused |
        | broken off | allowed |
        | completed  | allowed |

    Example: The first contract runs on beyond its planned end
      Given Anas signed a contract until 31 December 2025
      When Anas signs another contract on 2 February 2026
      Then it is refused

    Scenario Outline: The first contract was completed on 31 January
      Given Anas signed a contract on 1 October 2025
      And Anas's contract was completed on 31 January 2026
      When Anas signs another contract on <day>
      Then it is <answer>

      Examples:
        | day             | answer  |
        | 30 January 2026 | refused |
        | 31 January 2026 | allowed |

    Example: A contract that is signed on a later day is not looked at
      Given Anas signed a contract on 1 October 2025
      When Anas signs another contract on 30 September 2025
      Then it is allowed

    Example: The contract of Anas's other record is not this one
      Given Ilyas, born on 2 November 2009, is accompanied by the association
      And Ilyas signed a contract
      And Ilyas's record was linked to Anas's
      When Anas signs another contract
      Then it is allowed
