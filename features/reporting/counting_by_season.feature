Feature: Counting by season and by year
  Some partners ask by season, others by calendar year. The same child may stand
  in both, and no season is ever half of two years.

  Rule: A season runs from September to August, a year from January to December

    Scenario Outline: Salma was accompanied for two weeks only
      Given Salma, born in 1999, is accompanied by the association on <first>
      When Salma's case is closed on <last>
      Then "Children active" for 2009-2010 is <in the season>
      And "Children active" for 2009 is <in 2009>
      And "Children active" for 2010 is <in 2010>

      Examples:
        | first            | last              | in the season | in 2009 | in 2010 |
        | 2 November 2009  | 16 November 2009  | 1             | 1       | 0       |
        | 4 January 2010   | 18 January 2010   | 1             | 0       | 1       |
        | 17 August 2009   | 31 August 2009    | 0             | 1       | 0       |
        | 18 August 2010   | 1 September 2010  | 1             | 0       | 1       |
        | 1 September 2010 | 15 September 2010 | 0             | 0       | 1       |

    Example: From one season into the next
      Given Salma, born in 1999, is accompanied by the association on 17 August 2009
      When Salma's case is closed on 1 September 2009
      Then "Children active" for 2009 is 1
      And 1 child was accompanied in the season 2008-2009
      And 1 child was accompanied in the season 2009-2010
