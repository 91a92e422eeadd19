Feature: School kits
  Every child has a school bag at the start of the year, and none has two while
  another has none; who asks first, and in which centre, makes no difference.

  Background:
    Given Salma is accompanied by the association

  Rule: A child is entitled to one kit of a kind for a school year

    Scenario Outline: A school bag was asked for in September
      Given a school bag for 2025-2026 was asked for Salma
      When <kit> for <year> is asked for Salma
      Then it is <answer>

      Examples:
        | kit           | year      | answer  |
        | a school bag  | 2025-2026 | refused |
        | a school bag  | 2026-2027 | allowed |
        | a hygiene kit | 2025-2026 | allowed |

    Example: A request that is dated earlier comes in later
      Given a school bag for 2025-2026 was asked for Salma on 15 September 2025
      When a school bag for 2025-2026 is asked for Salma on 10 September 2025
      Then it is refused

    Example: Another centre knows Salma under another record
      Given Hiba is accompanied by the association
      And Hiba's record was linked to Salma's
      And a school bag for 2025-2026 was asked for Salma
      When a school bag for 2025-2026 is asked for Hiba
      Then it is refused

    Example: A bag that was handed over unasked takes no right away
      Given Salma received a school bag for 2025-2026
      When a school bag for 2025-2026 is asked for Salma
      Then it is allowed

    Example: The first request had been a mistake
      Given a school bag for 2025-2026 was asked for Salma
      And that was taken back
      When a school bag for 2025-2026 is asked for Salma
      Then Salma has one school bag coming for 2025-2026
