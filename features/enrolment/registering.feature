Feature: Registering a child
  Registering writes down who the child is, with what the family knows and has;
  a child without papers is the first who needs somebody to stand by her.

  Rule: A child is registered with whatever papers the family has

    Example: No birth act, and nobody knows the day
      Given Salma, born in 2015, is registered
      And Salma's mother agreed to services
      When Salma's case is opened
      Then Salma's case is open

    Example: The papers become a goal of the plan
      Given Salma, born in 2015, is accompanied by the association
      When Amina proposes a plan with the goal "a birth act" for Salma
      Then it is allowed

    Example: Her number comes when she has a place in a school
      Given Salma, born in 2015, is accompanied by the association
      When Salma's Massar number "G 130 012 345" is verified on 2 February 2026
      Then Salma's story has 4 entries
      And "New registrations" for 2025-2026 is 1

    Example: Then the birth act says how old she is
      Given Salma, born in 2010, is accompanied by the association
      And Salma's birth act shows 5 March 2010
      When Amina sees that Salma has worked 20 hours on 1 June 2025
      Then it is not child labour
