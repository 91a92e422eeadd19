Feature: Transferring a case
  When a child moves, another centre is asked to take the case over; until it
  accepts, the first centre remains responsible.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: A transfer is accepted, rejected or taken back while one is waiting

    Scenario Outline: Hay Hassani was asked on 10 November
      Given Hay Hassani was asked to take Salma over on 10 November 2025
      When the transfer of Salma is <answered> on <day>
      Then it is <answer>

      Examples:
        | answered   | day              | answer  |
        | accepted   | 9 November 2025  | refused |
        | rejected   | 9 November 2025  | refused |
        | taken back | 9 November 2025  | refused |
        | accepted   | 10 November 2025 | allowed |
        | rejected   | 10 November 2025 | allowed |
        | taken back | 10 November 2025 | allowed |

    Example: Mediouna had taken it back
      Given Hay Hassani was asked to take Salma over
      And the transfer of Salma was taken back
      When the transfer of Salma is accepted
      Then it is refused
      And Salma's case is open with Amina in Mediouna

    Scenario Outline: Once answered, nothing waits any more
      Given Hay Hassani was asked to take Salma over
      And the transfer of Salma was <answered>
      When the transfer of Salma is <answered again>
      Then it is refused

      Examples:
        | answered   | answered again |
        | accepted   | accepted       |
        | accepted   | rejected       |
        | rejected   | accepted       |
        | rejected   | taken back     |
        | taken back | rejected       |

    Example: Hay Hassani is asked once more
      Given Hay Hassani was asked to take Salma over
      And the transfer of Salma was rejected
      And Hay Hassani was asked to take Salma over
      When the transfer of Salma is accepted
      Then it is allowed

    Example: What was asked in the case before is over
      Given the closure of Salma's case was requested
      And Hay Hassani was asked to take Salma over
      And Karim approved the closure of Salma's case
      And Salma's case was reopened
      When the transfer of Salma is accepted
      Then it is refused

  Rule: Until a transfer is accepted the first centre remains responsible

    Background:
      Given Hay Hassani was asked to take Salma over on 10 November 2025

    Example: The case moves on the day it is accepted
      When the transfer of Salma is accepted on 20 November 2025
      Then on 19 November 2025 Salma's case is in Mediouna
      And on 20 November 2025 Salma's case is in Hay Hassani

    Example: Each centre's list has her in turn
      When the transfer of Salma is accepted on 20 November 2025
      Then Mediouna had 1 open case on 19 November 2025
      And Mediouna had 0 open cases on 20 November 2025
      And Hay Hassani had 0 open cases on 19 November 2025
      And Hay Hassani had 1 open case on 20 November 2025

    Scenario Outline: Nothing has moved
      When the transfer of Salma is <answered> on 20 November 2025
      Then Salma's case is open with Amina in Mediouna
      And Hay Hassani had 0 open cases on 20 November 2025

      Examples:
        | answered   |
        | rejected   |
        | taken back |
