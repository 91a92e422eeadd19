Feature: Closing a case because the child is lost to follow-up
  Families move and doors stay shut. A case is closed as lost only after somebody
  has tried again and again, over weeks, to find the child.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: A child is lost to follow-up after enough attempts over enough days

    Scenario Outline: Three attempts over thirty days
      Given Amina did not find Salma on <first>
      And Amina did not find Salma on 20 October 2025
      And Amina did not find Salma on <last>
      When the closure of Salma's case as lost to follow-up is requested
      Then it is <answer>

      Examples:
        | first          | last            | answer  |
        | 2 October 2025 | 31 October 2025 | refused |
        | 1 October 2025 | 31 October 2025 | allowed |

    Example: Two attempts, however far apart
      Given Amina did not find Salma on 1 October 2025
      And Amina did not find Salma on 30 November 2025
      When the closure of Salma's case as lost to follow-up is requested
      Then it is refused

    Scenario Outline: However one tries
      Given Amina tried to reach Salma <how> on 1 October 2025
      And Amina tried to reach Salma <how> on 15 October 2025
      And Amina tried to reach Salma <how> on 31 October 2025
      When the closure of Salma's case as lost to follow-up is requested
      Then it is allowed

      Examples:
        | how             |
        | by telephone    |
        | at home         |
        | at school       |
        | at her workshop |
        | at the office   |

    Scenario Outline: The third attempt was on 31 October
      Given Amina did not find Salma on 1 October 2025
      And Amina did not find Salma on 20 October 2025
      And Amina did not find Salma on 31 October 2025
      When the closure of Salma's case as lost to follow-up is requested on <day>
      Then it is <answer>

      Examples:
        | day             | answer  |
        | 30 October 2025 | refused |
        | 31 October 2025 | allowed |

    Example: Salma was seen in between
      Given Amina did not find Salma on 1 October 2025
      And Amina saw Salma on 5 October 2025
      And Amina did not find Salma on 20 October 2025
      And Amina did not find Salma on 30 November 2025
      When the closure of Salma's case as lost to follow-up is requested
      Then it is refused

    Example: Since Salma was seen there were three attempts more
      Given Amina saw Salma on 5 October 2025
      And Amina did not find Salma on 6 October 2025
      And Amina did not find Salma on 20 October 2025
      And Amina did not find Salma on 5 November 2025
      When the closure of Salma's case as lost to follow-up is requested
      Then it is allowed

    Example: The attempts of the case before are over
      Given Amina did not find Salma on 1 October 2025
      And Amina did not find Salma on 31 October 2025
      And Salma's case was closed and reopened on 3 November 2025
      And Amina did not find Salma on 5 November 2025
      When the closure of Salma's case as lost to follow-up is requested
      Then it is refused

    Example: The attempts written in her other record are not of this case
      Given Hiba's record was linked to Salma's
      And Amina did not find Salma on 1 October 2025
      And Amina did not find Salma on 15 October 2025
      And Amina did not find Hiba on 31 October 2025
      When the closure of Salma's case as lost to follow-up is requested
      Then it is refused
