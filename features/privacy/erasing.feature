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

  Rule: An erasure that was interrupted goes on until every place has let go

    Example: The register could not be reached that day
      Given a register is kept beside, and cannot be reached
      And Amina and Nadia ordered that Salma is erased because the family asks for it
      When the register can be reached, and the erasures go on
      Then every place has let go of Salma
      And the register names Salma no more

    Example: The register lay on a stick that was not plugged in
      Given a register is kept beside, on a stick that is not plugged in
      And Amina and Nadia ordered that Salma is erased because the family asks for it
      When the stick is plugged in, and the erasures go on
      Then every place has let go of Salma
      And the register names Salma no more

  Rule: A copy that somebody kept of who was erased is found, and where it lies is said

    Example: Whoever keeps the register keeps a copy of it
      Given a register is kept beside, and a copy of it
      When Amina and Nadia order that Salma is erased because the family asks for it
      Then the copy is named as what still holds something of Salma

  Rule: Of a register that is gone for good two persons say so, and why

    Example: Its disk was shredded
      Given a register is kept beside, and its disk was shredded
      And Amina and Nadia ordered that Salma is erased because the family asks for it
      When Karim and Nadia say that the register is gone, because it was shredded
      Then every place has let go of Salma
      And it is known who said that the register is gone, and why

  Rule: A paper that is handed in while its child is erased is not kept

    Example: Her birth certificate comes in at the same hour
      When Amina keeps a paper with Salma's story while Salma is erased
      Then it is not kept
      And nothing is known of Salma any more
