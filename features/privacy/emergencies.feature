Feature: Opening a story in an emergency
  At night, at the hospital, whoever is there has to know what only Amina knows.
  The door opens at once, and everybody sees afterwards that it was opened.

  Background:
    Given the office works by its access matrix
    And Salma is accompanied by Amina in Mediouna
    And Amina wrote what she found at Salma's home

  Rule: In an emergency a story is opened for a reason and for an hour

    Example: Salma is at the hospital, and Amina does not answer
      Given Rachid opened Salma's story in an emergency
      When Rachid reads Salma's story
      Then what was found is shown

    Example: The next morning
      Given Rachid opened Salma's story in an emergency
      When an hour has passed
      And Rachid reads Salma's story
      Then nothing is shown

    Example: Rachid is Salma's uncle
      Given Salma's case is kept from Rachid
      When Rachid opens Salma's story in an emergency
      Then it is not taken

    Example: Without saying why
      When Rachid opens Salma's story in an emergency without saying why
      Then it is not taken

  Rule: What was opened in an emergency is judged by somebody else

    Example: It was curiosity
      Given Rachid opened Salma's story in an emergency
      When Nadia says that it was wrongly opened
      And Rachid reads Salma's story
      Then nothing is shown

    Example: It was right
      Given Rachid opened Salma's story in an emergency
      When Nadia says that it was rightly opened
      And Rachid reads Salma's story
      Then what was found is shown
