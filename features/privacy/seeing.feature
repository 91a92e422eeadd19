Feature: Seeing what one may
  Whoever accompanies a child has to know the child. Nobody else has to know more
  than their work needs, and the family may know who knew.

  Background:
    Given the office works by its access matrix
    And a neighbour drew attention to Salma
    And Salma is accompanied by Amina in Mediouna
    And Amina wrote what she found at Salma's home

  Rule: Whoever accompanies a child sees what is kept of the child

    Example: Amina reads what she found
      When Amina reads Salma's story
      Then what was found is shown

  Rule: What somebody may not see is withheld, and they see that it is

    Example: Not even Amina is told which neighbour it was
      When Amina reads Salma's story
      Then who drew attention to Salma is withheld

    Example: Rachid, of the same team, does not read what Amina found
      When Rachid reads Salma's story
      Then nothing is shown

  Rule: A child somebody may not know of is listed nowhere

    Example: Rachid stands in for Amina
      When Rachid asks for the open cases
      Then Salma is listed

    Example: Youssef found other children
      When Youssef asks for the open cases
      Then Salma is not listed

  Rule: A case that is kept from somebody by name is kept from them in every role

    Example: Rachid is Salma's uncle
      Given Salma's case is kept from Rachid
      When Rachid asks for the open cases
      Then Salma is not listed

  Rule: Reading what is sensitive is itself recorded

    Example: Salma's family asks who knows
      When Amina reads Salma's story
      Then it is known that Amina read it

    Example: A list shows nothing sensitive
      When Rachid asks for the open cases
      Then it is known of nobody that they read it
