Feature: Observing work
  Whoever visits tells how many hours the child worked that week. What was seen
  is kept; whether it is child labour is worked out by the child's age that day.

  Rule: A case closes as goals met when the child was not at work at the last observation

    Scenario Outline: The last observation
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked <hours> on 10 December 2025
      When the closure of Salma's case as goals met is requested
      Then it is <answer>

      Examples:
        | hours          | answer  |
        | a quarter hour | refused |
        | 0 hours        | allowed |

    Example: Nobody has looked
      Given Salma is accompanied by the association
      When the closure of Salma's case as goals met is requested
      Then it is allowed

    Scenario Outline: The last observation is the last by its day, whenever it was told
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 0 hours on 10 December 2025
      And Nadia told later that Salma had worked 20 hours on <day>
      When the closure of Salma's case as goals met is requested on 15 December 2025
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 December 2025  | allowed |
        | 11 December 2025 | refused |

    Example: Work was seen under Salma's other record
      Given Salma is accompanied by the association
      And Hiba is registered
      And Hiba's record was linked to Salma's
      And Amina saw that Hiba had worked 20 hours on 10 December 2025
      When the closure of Salma's case as goals met is requested
      Then it is refused

    Example: Another reason says nothing of work
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 10 December 2025
      When the closure of Salma's case as moved away is requested
      Then it is allowed

  Rule: What a week of work is depends on the child's age in that week

    Scenario Outline: The hours that make it child labour
      Given Salma, born on <birth>, is accompanied by the association
      When Amina sees that Salma has worked <hours> on 10 December 2025
      Then it <is> child labour

      Examples: At eleven, one hour
        | birth            | hours   | is     |
        | 11 December 2013 | 0 hours | is not |
        | 11 December 2013 | 1 hour  | is     |

      Examples: From twelve to fourteen, fourteen hours
        | birth            | hours      | is     |
        | 10 December 2013 | 13.5 hours | is not |
        | 10 December 2013 | 14 hours   | is     |

      Examples: From fifteen, more than forty-three hours
        | birth            | hours      | is     |
        | 10 December 2010 | 43 hours   | is not |
        | 10 December 2010 | 43.5 hours | is     |

    Example: Dangerous work is child labour however short
      Given Salma, born on 10 December 2010, is accompanied by the association
      When Amina sees that Salma has done 2 hours of dangerous work on 10 December 2025
      Then it is child labour

    Example: Anas turns fifteen between two visits
      Given Anas, born on 2 November 2010, is accompanied by the association
      When Amina sees that Anas has worked 30 hours on 20 October 2025
      And Amina sees that Anas has worked 30 hours on 10 November 2025
      Then in October 2025 it is child labour
      And in November 2025 it is not child labour

    Example: With the year of birth alone it may be either
      Given Salma, born in 2010, is accompanied by the association
      When Amina sees that Salma has worked 20 hours on 1 June 2025
      Then it is child labour or not, nobody can say
