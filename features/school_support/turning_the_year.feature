Feature: From one school year to the next
  A school year begins in September, but bags are handed out in August and many
  children find their place in the new class only weeks later.

  Rule: A kit belongs to the school year it is for, whatever the day

    Example: A bag for September, handed over in August
      Given Salma is accompanied by the association on 20 August 2025
      And a school bag for 2025-2026 was asked for Salma on 25 August 2025
      When Salma receives a school bag for 2025-2026 on 28 August 2025
      Then "Kits handed over" for 2025-2026 is 1
      And "Kits handed over" for 2024-2025 is 0
      And "Kit coverage" for 2025-2026 is 1 of 1

  Rule: A school place holds until thirty days after its school year

    Background:
      Given Salma is accompanied by the association on 2 September 2024
      And Salma was found out of school on 2 September 2024
      And Salma took a school place for 2024-2025 on 10 September 2024

    Example: In September nobody says that Salma has left
      When it is 1 October 2025
      Then "Still in school" for 30 September 2025 is 1 of 1
      And "Still in school" for 1 October 2025 is 0 of 1

    Example: Not enrolled again is not yet dropped out
      When it is 1 October 2025
      Then "Dropped out in the year" for 2024-2025 is 0 of 1
      And "Dropped out in the year" for 2025-2026 is not applicable

    Example: Salma has a place again
      When Salma takes a school place for 2025-2026 on 20 September 2025
      Then "Still in school" for 1 October 2025 is 1 of 1

    Example: Salma stopped going in May
      When the school tells on 20 May 2025 that Salma was last there on 15 May 2025
      Then "Still in school" for 20 May 2025 is 0 of 1
      And "Dropped out in the year" for 2024-2025 is 1 of 1
