Feature: Signing an apprenticeship contract
  An apprentice learns a trade in an enterprise and goes on learning beside it;
  the law on apprenticeship says from which age, and how the hours are shared.

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

    Example: The birth act shows that Yassir is older
      Given Yassir, born on 5 March 2012, is accompanied by the association
      And Yassir's birth act shows 5 March 2010
      When Yassir signs a contract
      Then it is allowed

  Rule: An apprentice spends enough of the hours in the enterprise

    Scenario Outline: Four hours in five
      When Anas signs a contract of 1600 hours, <practice> in the enterprise and <centre> in the centre
      Then it is <answer>

      Examples:
        | practice | centre | answer  |
        | 1280     | 160    | allowed |
        | 1279     | 161    | refused |

    Example: A contract of no hours
      When Anas signs a contract of 0 hours, 0 in the enterprise and 0 in the centre
      Then it is refused

  Rule: An apprentice spends enough of the hours in the training centre

    Scenario Outline: One hour in ten
      When Anas signs a contract of 1600 hours, 1280 in the enterprise and <centre> in the centre
      Then it is <answer>

      Examples:
        | centre | answer  |
        | 160    | allowed |
        | 159    | refused |

  Rule: The hours of a contract fit within its total

    Scenario Outline: Nine in ten and one in ten
      When Anas signs a contract of 1600 hours, <practice> in the enterprise and 160 in the centre
      Then it is <answer>

      Examples:
        | practice | answer  |
        | 1440     | allowed |
        | 1441     | refused |

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

  Rule: A child has one running contract at a time

    Scenario Outline: What became of the first contract
      Given Anas signed a contract on 1 October 2025
      And Anas's contract was <ended>
      When Anas signs another contract
      Then it is <answer>

      Examples:
        | ended      | answer  |
        | suspended  | refused |
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
