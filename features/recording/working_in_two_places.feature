Feature: Working in two places
  A laptop goes to a village for a week, and the office goes on meanwhile. When they
  meet, each tells the other what it lacks, and each decides what it is told.

  Background:
    Given Amina works in the office, and Rachid with a laptop in the village
    And both know Salma

  Rule: What was told in two places is in both once they meet, and once only

    Example: Each of them saw her
      Given Amina visited Salma on 3 October 2025
      And Rachid visited Salma on 5 October 2025
      When the two places meet
      Then both know of two visits to Salma

    Example: They meet twice
      Given Rachid visited Salma on 5 October 2025
      When the two places meet
      And the two places meet
      Then both know of one visit to Salma

    Example: Only the laptop knows Anas
      Given Rachid registered Anas in the village
      When the two places meet
      Then the office knows Anas

  Rule: What two places cannot settle is left as it is, and shown to somebody

    Example: Both promised her a school bag
      Given Amina promised Salma a school bag for 2025-2026
      And Rachid promised Salma a school bag for 2025-2026
      When the two places meet
      Then it is left to somebody, because a rule of the other place forbids it

    Example: Each registered another child under one reference
      Given Amina registered Hiba in the office
      And Rachid registered another girl in the village as Hiba
      When the two places meet
      Then it is left to somebody, because they are two persons

    Example: Each judged the risk of one day, and not alike
      Given Amina judged the risk high on 6 October 2025
      And Rachid judged the risk low on 6 October 2025
      When the two places meet
      Then it is left to somebody, because it was told apart

  Rule: Who was erased in one place is not brought back by another

    Example: Her family asked the office
      Given the office erased Salma because her family asked for it
      And Rachid visited Salma on 5 October 2025
      When the two places meet
      Then it is left to somebody, because Salma was erased
      And the office knows nothing of Salma

  Rule: Two places that met remember it, and how much was left to look at

    Example: Khadija asks when the laptop was last here
      Given Amina promised Salma a school bag for 2025-2026
      And Rachid promised Salma a school bag for 2025-2026
      When the two places meet
      Then both remember that they met
      And both remember that two things were left to look at
