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

    Example: The case moves on the day it is accepted
      Given Hay Hassani was asked to take Salma over on 10 November 2025
      When the transfer of Salma is accepted on 20 November 2025
      Then on 19 November 2025 Salma's case is in Mediouna
      And on 20 November 2025 Salma's case is in Hay Hassani
