Feature: Identifying a child
  A child may come to the association by several doors and be written down more
  than once; papers that were seen, and people who know, tell who is who.

  Background:
    Given Salma is registered
    And Hiba is registered

  Rule: A verified identifier belongs to one child only

    Scenario Outline: The paper shown for Hiba
      Given Salma's Massar number "G 130 012 345" was verified
      When Hiba's Massar number "<number>" is verified
      Then it is <answer>

      Examples:
        | number        | answer  |
        | G 130 012 345 | refused |
        | g130012345    | refused |
        | G 130 012 346 | allowed |

    Example: Hiba's family only says so
      Given Salma's Massar number "G 130 012 345" was verified
      When Hiba's family gives "G 130 012 345" as her Massar number
      Then it is allowed

    Example: Salma's family had only said so
      Given Salma's family gave "G 130 012 345" as her Massar number
      When Hiba's Massar number "G 130 012 345" is verified
      Then it is allowed

    Example: A paper that is dated earlier comes in later
      Given Salma's Massar number "G 130 012 345" was verified on 20 September 2025
      When Hiba's Massar number "G 130 012 345" is verified on 10 September 2025
      Then it is refused

    Example: Salma shows her own paper again
      Given Salma's Massar number "G 130 012 345" was verified
      When Salma's Massar number "G 130 012 345" is verified
      Then it is allowed

    Example: The same number on a paper of another kind
      Given Salma's Massar number "130012345" was verified
      When Hiba's civil act number "130012345" is verified
      Then it is allowed

    Example: Both records turned out to be the same girl
      Given Salma's Massar number "G 130 012 345" was verified
      And Hiba's record was linked to Salma's
      When Hiba's Massar number "G 130 012 345" is verified
      Then it is allowed

    Example: The number had been typed into the wrong record
      Given Salma's Massar number "G 130 012 345" was verified
      And that was taken back
      When Hiba's Massar number "G 130 012 345" is verified
      Then it is allowed

  Rule: A record is not linked to itself

    Example: The same record is chosen twice
      When Salma's record is linked to Salma's
      Then it is refused

    Example: Two records of one girl
      When Hiba's record is linked to Salma's
      Then it is allowed
