Feature: Handing out kits
  What a child was to have, what was handed over and what is left on the shelf
  are three counts; put side by side they show the child who had nothing.

  Rule: A kit handed over twice reaches one child, and is two kits

    Background:
      Given Salma is accompanied by the association
      And a school bag for 2025-2026 was asked for Salma
      And Salma received a school bag for 2025-2026 on 8 September 2025

    Example: The centre on 8 September, the school on the 15th
      When Salma receives a school bag for 2025-2026 on 15 September 2025
      Then "Kit coverage" for 2025-2026 is 1 of 1
      And "Kits handed over" for 2025-2026 is 2
      And "Kits beyond entitlement" for 2025-2026 is 1

    Example: Her bag was lost in a fire, and a second was granted
      Given a second school bag for 2025-2026 was granted to Salma after a fire
      When Salma receives a school bag for 2025-2026 on 15 September 2025
      Then "Kits handed over" for 2025-2026 is 2
      And "Kits beyond entitlement" for 2025-2026 is 0

    Example: Both centres' records are one girl's
      Given Hiba received a school bag for 2025-2026 on 15 September 2025
      When Hiba's record is linked to Salma's
      Then "Kits handed over" for 2025-2026 is 2
      And "Kits beyond entitlement" for 2025-2026 is 1

    Example: A bag for the next year is another bag
      When Salma receives a school bag for 2026-2027 on 28 August 2026
      Then "Kits handed over" for 2026-2027 is 1
      And "Kits beyond entitlement" for 2025-2026 is 0

  Rule: As many kits as children leave one without, when one child has two

    Example: 325 bags for 325 children
      Given 325 children were to have a school bag for 2025-2026
      And the centre of Mediouna received 325 school bags
      When 325 school bags are handed out in Mediouna, two of them to one child
      Then "Kit coverage" for 2025-2026 is 324 of 325
      And "Kits handed over" for 2025-2026 is 325
      And the centre of Mediouna has 0 school bags
