Feature: Sharing the hours of an apprenticeship contract
  An apprentice learns in the enterprise and goes on learning in the centre; the
  law on apprenticeship says how much of the time each has at the least.

  Background:
    Given Anas, born on 2 November 2009, is accompanied by the association

  Rule: An apprentice spends enough of the hours in the enterprise

    Scenario Outline: Four hours in five
      When Anas signs a contract of <all> hours, <practice> in the enterprise and <centre> in the centre
      Then it is <answer>

      Examples:
        | all  | practice | centre | answer  |
        | 1600 | 1280     | 160    | allowed |
        | 1600 | 1279     | 161    | refused |

      Examples: A total that does not divide evenly
        | all  | practice | centre | answer  |
        | 1601 | 1281     | 161    | allowed |
        | 1601 | 1280     | 161    | refused |

      Examples: Too few in the centre besides
        | all  | practice | centre | answer  |
        | 1600 | 1279     | 159    | refused |

    Example: A contract of no hours
      When Anas signs a contract of 0 hours, 0 in the enterprise and 0 in the centre
      Then it is refused

  Rule: An apprentice spends enough of the hours in the training centre

    Scenario Outline: One hour in ten
      When Anas signs a contract of <all> hours, <practice> in the enterprise and <centre> in the centre
      Then it is <answer>

      Examples:
        | all  | practice | centre | answer  |
        | 1600 | 1280     | 160    | allowed |
        | 1600 | 1280     | 159    | refused |
        | 1600 | 1280     | 161    | allowed |

      Examples: A total that does not divide evenly
        | all  | practice | centre | answer  |
        | 1601 | 1281     | 161    | allowed |
        | 1601 | 1281     | 160    | refused |

      Examples: More hours than there are besides
        | all  | practice | centre | answer  |
        | 1600 | 1500     | 159    | refused |

  Rule: The hours of a contract fit within its total

    Scenario Outline: Nine in ten and one in ten
      When Anas signs a contract of 1600 hours, <practice> in the enterprise and 160 in the centre
      Then it is <answer>

      Examples:
        | practice | answer  |
        | 1440     | allowed |
        | 1441     | refused |

    Example: Part of the hours may be left free
      When Anas signs a contract of 1600 hours, 1300 in the enterprise and 180 in the centre
      Then it is allowed

    Example: Too many hours, and Anas signs alone besides
      When Anas alone signs a contract of 1600 hours, 1441 in the enterprise and 160 in the centre
      Then it is refused
