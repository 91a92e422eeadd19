Feature: Watching over places, stock and caseload
  A full centre, an empty shelf or a tired colleague is a reason to act, never a
  reason to turn a child away or to keep quiet about what happened.

  Rule: What the association only watches is recorded and shown, never refused

    Example: One child more than there are places
      Given the centre of Mediouna has 1 place
      And Salma has a place in the centre of Mediouna
      When Hiba takes a place in the centre of Mediouna
      Then it is allowed
      And Hiba has a place in the centre of Mediouna
      And there are more children than places in the centre of Mediouna

    Example: As many children as there are places
      Given the centre of Mediouna has 2 places
      And Salma has a place in the centre of Mediouna
      When Hiba takes a place in the centre of Mediouna
      Then there are no more children than places in the centre of Mediouna

    Example: The director answers for one child more until the end of September
      Given the centre of Mediouna has 1 place
      And Salma has a place in the centre of Mediouna
      And Hiba has a place in the centre of Mediouna
      When somebody answers for 2 children in the centre of Mediouna until 30 September 2025
      Then somebody answers for the children in the centre of Mediouna on 30 September 2025
      And nobody answers for the children in the centre of Mediouna on 1 October 2025

    Example: More bags left than had come
      Given the centre of Mediouna received 10 school bags
      When 11 school bags leave the centre of Mediouna
      Then it is allowed
      And the centre of Mediouna tells of 11 school bags that left
      And 1 school bag more has left the centre of Mediouna than had come

    Example: The twenty-sixth case of one caseworker
      Given Amina accompanies 25 children
      When Amina takes on one child more
      Then it is allowed
      And 26 cases are open with Amina
      And "Caseload" for 1 September 2025 is 26
      And Amina has more cases than she should

    Example: Twenty-five are enough
      Given Amina accompanies 24 children
      When Amina takes on one child more
      Then Amina has no more cases than she should

    Example: The risk is said to be lower
      Given Salma is accompanied by the association
      And Salma's risk was high
      When Salma's risk is low
      Then it is allowed
      And Salma's risk stands at low
