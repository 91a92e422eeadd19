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

    Example: A goal is still pursued besides
      Given Salma has an approved plan
      And Hay Hassani was asked to take Salma over
      When the closure of Salma's case as goals met is requested
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

    Scenario Outline: Hay Hassani was asked on 10 November
      Given Hay Hassani was asked to take Salma over on 10 November 2025
      When the closure of Salma's case is requested on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 November 2025  | allowed |
        | 10 November 2025 | refused |

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

    Example: A closure requested in the case before is to be requested anew
      Given the closure of Salma's case was requested
      And Karim approved the closure of Salma's case
      And Salma's case was reopened
      When Karim approves the closure of Salma's case
      Then it is refused

    Example: Nobody has requested it, and Amina is the caseworker
      When Amina approves the closure of Salma's case
      Then it is refused

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

    Scenario Outline: Nadia takes the case on 10 December
      Given the closure of Salma's case was requested on 1 December 2025
      And Salma's case was given to Nadia on 10 December 2025
      When <somebody> approves the closure of Salma's case on <day>
      Then it is <answer>

      Examples:
        | somebody | day              | answer  |
        | Nadia    | 9 December 2025  | allowed |
        | Nadia    | 10 December 2025 | refused |
        | Amina    | 9 December 2025  | refused |
        | Amina    | 10 December 2025 | allowed |
