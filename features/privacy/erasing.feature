Feature: Erasing a person
  A family may ask that nothing is known of a child any more. It is done for good, so
  that two persons order it; what others have of theirs stays, and the figures stand.

  Background:
    Given Salma is accompanied by the association

  Rule: An erasure is ordered by two persons, who are not the same

    Scenario Outline: Amina orders it
      When <who> that Salma is erased because the family asks for it
      Then it is <answer>

      Examples:
        | who                     | answer  |
        | Amina orders            | refused |
        | Amina and Amina order   | refused |
        | Amina and Nadia order   | allowed |

  Rule: An erasure is ordered on a ground

    Scenario Outline: Why it is done is kept
      When Amina and Nadia order that Salma is erased <why>
      Then it is <answer>

      Examples:
        | why                             | answer  |
        | for no reason                   | refused |
        | because the family asks for it  | allowed |

  Rule: What is held is not erased until the hold is released

    Example: A court asks for the file
      Given what is known of Salma is held for a court
      When Amina and Nadia order that Salma is erased because the family asks for it
      Then it is refused

    Example: The court has closed the matter
      Given what is known of Salma is held for a court
      And the hold on Salma was released
      When Amina and Nadia order that Salma is erased because the family asks for it
      Then it is allowed

  Rule: Who is erased is known by nobody any more, and still counts once

    Example: Salma is erased
      When Amina and Nadia order that Salma is erased because the family asks for it
      Then nothing is known of Salma any more
      And "Children active" for 2025-2026 is 1

    Example: Salma comes back
      Given Amina and Nadia ordered that Salma is erased because the family asks for it
      When Salma is accompanied by the association
      Then Salma's story is new
      And "Children active" for 2025-2026 is 2

  Rule: Of a person who is erased, others keep what is theirs

    Example: Her brother stays
      Given Yassine is accompanied by the association
      When Amina and Nadia order that Salma is erased because the family asks for it
      Then Yassine's story is as it was

    Example: Her mother alone is erased from her household
      Given Salma lives in a household with her mother and her father
      When Amina and Nadia order that the mother is erased from Salma's household
      Then the household still names the father, and the mother no more
