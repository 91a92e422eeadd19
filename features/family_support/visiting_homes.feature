Feature: Visiting homes
  A home is visited for all who live in it. What is seen there concerns every
  child of the house, and yet each child has a case, and a right, of her own.

  Background:
    Given Salma is accompanied by the association
    And Hiba is accompanied by the association
    And Yassir is accompanied by the association
    And Salma, Hiba and Yassir live in one household

  Rule: A home visit counts once, however many children live there

    Example: Their mother is at home
      When their home is visited on 10 October 2025
      Then "Households visited" for October 2025 is 1 of 1
      And "Children active" for October 2025 is 3

    Example: Amina comes twice in a month
      Given their home was visited on 10 October 2025
      When their home is visited on 24 October 2025
      Then "Households visited" for October 2025 is 1 of 1

    Example: Nobody who looks after them is there
      When their home is visited on 10 October 2025, and only children are there
      Then "Households visited" for October 2025 is 0 of 1

    Example: Another month
      When their home is visited on 10 October 2025
      Then "Households visited" for November 2025 is 0 of 1

  Rule: What happens in one child's case leaves the brothers and sisters as they were

    Example: Salma's case is closed
      When Salma's case is closed on 31 October 2025
      Then Salma's case is closed
      And Hiba's case is open
      And "Households visited" for November 2025 is 0 of 1

    Example: The last of them is closed
      Given Salma's case was closed on 31 October 2025
      And Hiba's case was closed on 31 October 2025
      When Yassir's case is closed on 31 October 2025
      Then "Households visited" for November 2025 is not applicable

    Example: Their mother withdraws what she agreed to for Salma
      When Salma's mother withdraws her consent to services on 31 October 2025
      Then "Valid consent for services" for 31 October 2025 is 2 of 3
