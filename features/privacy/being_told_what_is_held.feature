Feature: Being told what is held
  A family may ask what is kept of their child, what for, from whom, who saw it
  and where it went. The answer leaves nothing out that is theirs to know.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: A family is told everything that is held on their child

    Example: What was noted, and by whom
      Given Salma received a school bag for 2025-2026
      Then Salma's family is told of the school bag
      And Salma's family is told that Amina noted it

    Example: What was taken back is still told
      Given Salma received a school bag for 2025-2026
      And that was taken back
      Then Salma's family is told of the school bag

  Rule: A family is told to whom something went

    Example: Salma was referred to the health centre
      Given Salma was referred to the health centre
      Then Salma's family is told that something went to the health centre

  Rule: Another child's life is not told with it

    Example: Yassine lives in the same household
      Given Yassine is accompanied by Amina in Mediouna
      And Salma and Yassine live in one household
      Then Salma's family is told of the household
      And Salma's family is told nothing of Yassine
