Feature: Closing a case because the goals are met
  The best reason to close a case is that the child reached what the plan set out
  to reach; so nobody may say it while a goal of the plan is still pursued.

  Background:
    Given Salma is accompanied by Amina in Mediouna

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

    Scenario Outline: The only goal is met on 10 December
      Given Salma has an approved plan
      And Salma's goal "back in school" was met on 10 December 2025
      When the closure of Salma's case as goals met is requested on <day>
      Then it is <answer>

      Examples:
        | day              | answer  |
        | 9 December 2025  | refused |
        | 10 December 2025 | allowed |

    Example: A goal is still pursued, and Salma is at work besides
      Given Salma has an approved plan
      And Amina saw that Salma had worked 20 hours
      When the closure of Salma's case as goals met is requested
      Then it is refused

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
