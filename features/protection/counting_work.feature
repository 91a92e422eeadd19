Feature: Counting child labour by hours and age
  Who counts child labour asks how old and how many hours; whoever applies the law
  asks other things. The same week has both answers, and neither is written down.

  Rule: How many hours are child labour is for the policy to say

    Scenario Outline: Exactly at the hours of work
      Given Salma, born on <birth>, is registered
      When Salma is seen at work on her own account for <hours> on 10 December 2025
      Then the statistics say <answer>

      Examples: The last day at eleven
        | birth            | hours      | answer                                   |
        | 11 December 2013 | 59 minutes | not child labour: no work                |
        | 11 December 2013 | 1 hour     | child labour: too many hours for the age |

      Examples: The first day at twelve, the last at fourteen
        | birth            | hours               | answer                                   |
        | 10 December 2013 | 13 hours 59 minutes | not child labour: light work             |
        | 10 December 2013 | 14 hours            | child labour: too many hours for the age |
        | 11 December 2010 | 13 hours 59 minutes | not child labour: light work             |
        | 11 December 2010 | 14 hours            | child labour: too many hours for the age |

      Examples: The first day at fifteen, the last at seventeen
        | birth            | hours               | answer                                            |
        | 10 December 2010 | 43 hours            | not child labour: work permitted at this age      |
        | 10 December 2010 | 43 hours 30 minutes | child labour: hazardous work                      |
        | 11 December 2007 | 43 hours 30 minutes | child labour: hazardous work                      |
        | 10 December 2007 | 43 hours 30 minutes | not asked at this age: not from 5 to 17 years old |

    Scenario Outline: Exactly at the hours of chores, at twelve
      Given Salma, born on 10 December 2013, is registered
      When Salma is seen doing chores at home for <hours> on 10 December 2025
      Then the statistics say <answer>

      Examples:
        | hours               | answer                                 |
        | 21 hours            | not child labour: no work              |
        | 21 hours 15 minutes | child labour: too many hours of chores |

    Scenario Outline: Counted as the MICS6 surveys count
      Given Salma, born on 10 December 2010, is registered
      And child labour is counted as in the MICS6 surveys
      When Salma is seen at work on her own account for <hours> on 10 December 2025
      Then the statistics say <answer>

      Examples:
        | hours               | answer                                       |
        | 42 hours 45 minutes | not child labour: work permitted at this age |
        | 43 hours            | child labour: hazardous work                 |

    Scenario Outline: Chores as the MICS6 surveys count them
      Given Salma, born on <birth>, is registered
      And child labour is counted as in the MICS6 surveys
      When Salma is seen doing chores at home for <hours> on 10 December 2025
      Then the statistics say <answer>

      Examples:
        | birth            | hours               | answer                                 |
        | 10 December 2013 | 21 hours 15 minutes | not child labour: no work              |
        | 10 December 2013 | 28 hours            | child labour: too many hours of chores |
        | 10 December 2010 | 42 hours 45 minutes | not child labour: no work              |
        | 10 December 2010 | 43 hours            | child labour: too many hours of chores |

  Rule: A week of work has two answers, one for the statistics and one by the law

    Example: Anas was fourteen in October
      Given Anas, born on 2 November 2010, is registered
      When Anas is seen at work in an enterprise for 30 hours on 20 October 2025
      And Anas is seen at work in an enterprise for 30 hours on 10 November 2025
      Then on 20 October the statistics say child labour: too many hours for the age
      And on 20 October the law says prohibited: employed in an enterprise below the minimum age

    Example: And fifteen in November
      Given Anas, born on 2 November 2010, is registered
      When Anas is seen at work in an enterprise for 30 hours on 20 October 2025
      And Anas is seen at work in an enterprise for 30 hours on 10 November 2025
      Then on 10 November the statistics say not child labour: work permitted at this age
      And on 10 November the law says no rule in force forbids it

    Scenario Outline: A quarter hour of picking waste, on both sides of fifteen
      Given Anas, born on 2 November 2010, is registered
      When Anas is seen at work picking waste for a quarter hour on <day>
      Then the statistics say child labour: hazardous work
      And the law says prohibited: hazardous work below the age for it

      Examples:
        | day             |
        | 1 November 2025 |
        | 2 November 2025 |

    Example: A servant of sixteen
      Given Salma, born on 10 December 2008, is registered
      When Salma is seen at work as a domestic worker for 36 hours on 1 October 2025
      Then the statistics say not child labour: work permitted at this age
      And the law says prohibited: domestic work below the age for it

    Example: A shop assistant of twelve
      Given Salma, born on 10 December 2012, is registered
      When Salma is seen at work in an enterprise for 10 hours on 1 October 2025
      Then the statistics say not child labour: light work
      And the law says prohibited: employed in an enterprise below the minimum age

    Example: With the year of birth alone
      Given Salma, born in 2010, is registered
      When Salma is seen at work in an enterprise for 20 hours on 1 June 2025
      Then the statistics say child labour or not, nobody can say: too many hours for the age, work permitted at this age
      And to protect the child the law says prohibited: employed in an enterprise below the minimum age

  Rule: A corrected birth date changes both answers from then on, not what was known

    Example: Now he was fifteen
      Given Anas, born on 5 March 2011, is registered
      And Anas was seen at work in an enterprise for 20 hours on 10 January 2026
      And it is 1 February 2026
      When Anas's birth act shows 5 March 2009
      Then the statistics say not child labour: work permitted at this age
      And the law says no rule in force forbids it

    Example: Known then, he was fourteen
      Given Anas, born on 5 March 2011, is registered
      And Anas was seen at work in an enterprise for 20 hours on 10 January 2026
      And it is 1 February 2026
      When Anas's birth act shows 5 March 2009
      Then as known on 31 January 2026 the statistics say child labour: too many hours for the age
      And as known on 31 January 2026 the law says prohibited: employed in an enterprise below the minimum age
