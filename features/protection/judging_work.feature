Feature: Judging a week of work by the law
  What a child may not do depends on age, on the work, and on the law of that very
  week; two visits may have two answers, and each keeps its own.

  Rule: A week of work is judged by the law in force that week

    Scenario Outline: Domestic work while the law changed
      Given Salma, born on 1 March 2006, is registered
      When Salma is seen at work as a domestic worker for 20 hours on <day>
      Then the law says <answer>

      Examples: At twelve, before the law on domestic work
        | day            | answer                      |
        | 1 October 2018 | no rule in force forbids it |

      Examples: At twelve, from its first day
        | day            | answer                                         |
        | 2 October 2018 | prohibited: domestic work below the age for it |

      Examples: At sixteen and seventeen, for five years with papers
        | day              | answer                                                              |
        | 28 February 2022 | prohibited: domestic work below the age for it                      |
        | 1 March 2022     | lawful or not, nobody can say without: the guardian's authorisation |
        | 1 October 2023   | lawful or not, nobody can say without: the guardian's authorisation |

      Examples: At seventeen and eighteen, since then
        | day              | answer                                         |
        | 2 October 2023   | prohibited: domestic work below the age for it |
        | 29 February 2024 | prohibited: domestic work below the age for it |
        | 1 March 2024     | no rule in force forbids it                    |

    Scenario Outline: More hours than any paper allowed
      Given Salma, born on 1 March 2006, is registered
      When Salma is seen at work as a domestic worker for <hours> on 1 June 2022
      Then the law says <answer>

      Examples:
        | hours               | answer                                                               |
        | 40 hours            | lawful or not, nobody can say without: the guardian's authorisation  |
        | 40 hours 15 minutes | prohibited: more hours of domestic work than an authorisation allows |

  Rule: Nobody is employed in an enterprise below the minimum age

    Scenario Outline: Anas turns fifteen on 2 November
      Given Anas, born on 2 November 2010, is registered
      When Anas is seen at work <where> for 30 hours on <day>
      Then the law says <answer>

      Examples:
        | where              | day             | answer                                                      |
        | in an enterprise   | 1 November 2025 | prohibited: employed in an enterprise below the minimum age |
        | in an enterprise   | 2 November 2025 | no rule in force forbids it                                 |
        | on his own account | 1 November 2025 | no rule in force forbids it                                 |
        | for his own family | 1 November 2025 | no rule in force forbids it                                 |

    Scenario Outline: Born on 29 February, fifteen on 1 March
      Given Salma, born on 29 February 2012, is registered
      When Salma is seen at work in an enterprise for 10 hours on <day>
      Then the law says <answer>

      Examples:
        | day              | answer                                                      |
        | 28 February 2027 | prohibited: employed in an enterprise below the minimum age |
        | 1 March 2027     | no rule in force forbids it                                 |

  Rule: Nobody works at night below the age for it

    Scenario Outline: Anas turns sixteen on 2 November
      Given Anas, born on 2 November 2009, is registered
      When Anas is seen at work <when> for 12 hours on <day>
      Then the law says <answer>

      Examples:
        | when                        | day             | answer                                      |
        | in an enterprise at night   | 1 November 2025 | prohibited: night work below the age for it |
        | in an enterprise at night   | 2 November 2025 | no rule in force forbids it                 |
        | in an enterprise            | 1 November 2025 | no rule in force forbids it                 |
        | on his own account at night | 1 November 2025 | prohibited: night work below the age for it |

    Example: Every ground is named, not only the first
      Given Anas, born on 2 November 2010, is registered
      When Anas is seen at work in an enterprise at night for 12 hours on 1 November 2025
      Then the law says prohibited: employed in an enterprise below the minimum age, night work below the age for it

  Rule: Dangerous work is forbidden below eighteen, however short

    Scenario Outline: A quarter hour of picking waste
      Given Anas, born on 2 November 2010, is registered
      When Anas is seen at work picking waste for a quarter hour on <day>
      Then the law says <answer>

      Examples:
        | day             | answer                                          |
        | 1 November 2025 | prohibited: hazardous work below the age for it |
        | 2 November 2025 | prohibited: hazardous work below the age for it |
        | 1 November 2028 | prohibited: hazardous work below the age for it |
        | 2 November 2028 | no rule in force forbids it                     |

    Example: Picking waste is dangerous, whatever the visitor thought
      Given Anas, born on 2 November 2010, is registered
      When Anas is seen at work picking waste, thought harmless, for 2 hours on 2 November 2025
      Then the law says prohibited: hazardous work below the age for it

  Rule: Chores at home are no employment

    Example: Forty hours of chores at nine
      Given Salma, born on 14 March 2016, is registered
      When Salma is seen doing chores at home for 40 hours on 1 October 2025
      Then the law says no rule in force forbids it
      And the statistics say child labour: too many hours of chores

  Rule: Where nobody can say whether work was lawful, what is missing is named

    Scenario Outline: Something was not told
      Given Anas, born on <birth>, is registered
      When Anas is seen at work <how> for 20 hours on 2 June 2025
      Then the law says <answer>

      Examples: For whom he worked
        | birth       | how       | answer                                                           |
        | 2 June 2007 | somewhere | no rule in force forbids it                                      |
        | 3 June 2007 | somewhere | lawful or not, nobody can say without: for whom the child worked |

      Examples: Whether it was dangerous
        | birth       | how                                   | answer                                                               |
        | 2 June 2007 | in an enterprise, perhaps dangerously | no rule in force forbids it                                          |
        | 3 June 2007 | in an enterprise, perhaps dangerously | lawful or not, nobody can say without: whether the work is dangerous |
        | 3 June 2010 | in an enterprise, perhaps dangerously | prohibited: employed in an enterprise below the minimum age          |

    Scenario Outline: Only the year of birth is known, and it matters or not
      Given Anas, born in <year>, is registered
      When Anas is seen at work in an enterprise for 20 hours on 2 June 2025
      Then the law says <answer>

      Examples:
        | year | answer                                                      |
        | 2009 | no rule in force forbids it                                 |
        | 2010 | lawful or not, nobody can say without: the day of birth     |
        | 2011 | prohibited: employed in an enterprise below the minimum age |

  Rule: A child who may be too young for the work is protected as one who is

    Scenario Outline: Only the year of birth is known
      Given Anas, born in 2010, is registered
      When Anas is seen at work in an enterprise for 20 hours on <day>
      Then the law says <counted>
      And to protect the child the law says <protected>

      Examples:
        | day         | counted                                                 | protected                                                   |
        | 1 June 2025 | lawful or not, nobody can say without: the day of birth | prohibited: employed in an enterprise below the minimum age |
        | 1 June 2026 | no rule in force forbids it                             | no rule in force forbids it                                 |
