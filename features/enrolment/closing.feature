Feature: Closing a case
  A case is closed for a reason that somebody else has looked at, so that no
  child disappears from the lists because a file was full or a door stayed shut.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: A closure is not requested while a transfer is waiting

    Example: Hay Hassani has not answered
      Given Hay Hassani was asked to take Salma over
      When the closure of Salma's case is requested
      Then it is refused

    Scenario Outline: The transfer was settled
      Given Hay Hassani was asked to take Salma over
      And the transfer of Salma was <answered>
      When the closure of Salma's case is requested
      Then it is allowed

      Examples:
        | answered   |
        | accepted   |
        | rejected   |
        | taken back |

  Rule: A closure is requested before it is approved or refused

    Scenario Outline: The closure was requested on 15 December
      Given the closure of Salma's case was requested on 15 December 2025
      When Karim <answers> the closure of Salma's case on <day>
      Then it is <answer>

      Examples:
        | answers  | day              | answer  |
        | approves | 14 December 2025 | refused |
        | refuses  | 14 December 2025 | refused |
        | approves | 15 December 2025 | allowed |
        | refuses  | 15 December 2025 | allowed |

    Example: A closure that was refused is to be requested anew
      Given the closure of Salma's case was requested
      And Karim refused the closure of Salma's case
      When Karim approves the closure of Salma's case
      Then it is refused
      And Salma's case is open

  Rule: A closure is approved or refused by somebody other than the caseworker

    Scenario Outline: Amina is the caseworker
      Given the closure of Salma's case was requested
      When <somebody> <answers> the closure of Salma's case
      Then it is <answer>

      Examples:
        | somebody | answers  | answer  |
        | Amina    | approves | refused |
        | Amina    | refuses  | refused |
        | Karim    | approves | allowed |
        | Karim    | refuses  | allowed |

    Example: Karim had requested it himself
      Given Karim requested the closure of Salma's case
      When Karim approves the closure of Salma's case
      Then Salma's case is closed

    Example: Nadia has the case now
      Given the closure of Salma's case was requested
      And Salma's case was given to Nadia
      When Nadia approves the closure of Salma's case
      Then it is refused

  Rule: A case closes as goals met when every goal is met or waived

    Example: One of two goals is still pursued
      Given Salma has an approved plan with the goals "back in school" and "a birth act"
      And Salma's goal "back in school" was met
      When the closure of Salma's case as goals met is requested
      Then it is refused

    Example: The last goal is given up
      Given Salma has an approved plan with the goals "back in school" and "a birth act"
      And Salma's goal "back in school" was met
      And Salma's goal "a birth act" was waived
      When the closure of Salma's case as goals met is requested
      Then it is allowed

    Example: There never was a plan
      When the closure of Salma's case as goals met is requested
      Then it is allowed

    Example: The plan was never approved
      Given Amina proposed a plan for Salma
      When the closure of Salma's case as goals met is requested
      Then it is allowed

    Example: A plan of the case before does not hold this one open
      Given Salma has an approved plan with the goals "back in school" and "a birth act"
      And Salma's case was closed
      And Salma's case was reopened
      When the closure of Salma's case as goals met is requested
      Then it is allowed

    Example: The family moves away with a goal still pursued
      Given Salma has an approved plan with the goals "back in school" and "a birth act"
      When the closure of Salma's case as moved away is requested
      Then it is allowed

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

    Example: Salma was seen in between
      Given Amina did not find Salma on 1 October 2025
      And Amina saw Salma on 5 October 2025
      And Amina did not find Salma on 20 October 2025
      And Amina did not find Salma on 30 November 2025
      When the closure of Salma's case as lost to follow-up is requested
      Then it is refused
