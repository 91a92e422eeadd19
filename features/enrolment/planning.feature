Feature: Planning
  A case plan says what the child is to reach and how one will know; two people
  stand behind it, the one who wrote it and the one who agreed.

  Background:
    Given Salma is accompanied by the association

  Rule: A case plan has at least one goal

    Scenario Outline: How many goals
      When Amina proposes a plan with <goals> for Salma
      Then it is <answer>

      Examples:
        | goals    | answer  |
        | no goal  | refused |
        | one goal | allowed |

  Rule: A case plan is proposed before it is approved or rejected

    Example: Nobody has written a plan
      When Karim approves Salma's plan
      Then it is refused

    Scenario Outline: The plan was proposed on 10 October
      Given Amina proposed a plan for Salma on 10 October 2025
      When Karim <answers> Salma's plan on <day>
      Then it is <answer>

      Examples:
        | answers  | day             | answer  |
        | approves | 9 October 2025  | refused |
        | rejects  | 9 October 2025  | refused |
        | approves | 10 October 2025 | allowed |
        | rejects  | 10 October 2025 | allowed |

    Example: A plan of the case before is proposed anew
      Given Amina proposed a plan for Salma
      And Salma's case was closed
      And Salma's case was reopened
      When Karim approves Salma's plan
      Then it is refused

    Example: A plan that was rejected may be approved after all
      Given Amina proposed a plan for Salma
      And Karim rejected Salma's plan
      When Karim approves Salma's plan
      Then it is allowed

  Rule: A case plan is approved or rejected by somebody other than its author

    Scenario Outline: Amina wrote the plan
      Given Amina proposed a plan for Salma
      When <somebody> <answers> Salma's plan
      Then it is <answer>

      Examples:
        | somebody | answers  | answer  |
        | Amina    | approves | refused |
        | Amina    | rejects  | refused |
        | Karim    | approves | allowed |
        | Karim    | rejects  | allowed |

    Example: Karim wrote the plan anew
      Given Amina proposed a plan for Salma
      And Karim proposed a plan for Salma
      When Karim approves Salma's plan
      Then it is refused

    Example: Then the caseworker may agree to it
      Given Amina proposed a plan for Salma
      And Karim proposed a plan for Salma
      When Amina approves Salma's plan
      Then it is allowed

  Rule: A goal is met or waived once it stands in an approved plan

    Scenario Outline: What was said of the plan
      Given Amina proposed a plan for Salma
      And Karim <said> Salma's plan
      When Salma's goal "back in school" is <settled>
      Then it is <answer>

      Examples:
        | said     | settled | answer  |
        | rejected | met     | refused |
        | rejected | waived  | refused |
        | approved | met     | allowed |
        | approved | waived  | allowed |

    Example: The plan has not been answered
      Given Amina proposed a plan for Salma
      When Salma's goal "back in school" is met
      Then it is refused

    Example: The goal is of no plan
      Given Salma has an approved plan
      When Salma's goal "learn to swim" is met
      Then it is refused

    Example: A plan proposed again needs approval again
      Given Salma has an approved plan
      And Amina proposed a plan for Salma
      When Salma's goal "back in school" is met
      Then it is refused

    Scenario Outline: The plan was approved on 10 October
      Given Amina proposed a plan for Salma on 1 October 2025
      And Karim approved Salma's plan on 10 October 2025
      When Salma's goal "back in school" is <settled> on <day>
      Then it is <answer>

      Examples:
        | settled | day             | answer  |
        | met     | 9 October 2025  | refused |
        | waived  | 9 October 2025  | refused |
        | met     | 10 October 2025 | allowed |
        | waived  | 10 October 2025 | allowed |

    Example: The good news came after the case was closed
      Given Salma has an approved plan
      And Salma's case was closed
      When Salma's goal "back in school" is met
      Then it is allowed
