Feature: Keeping registers up to date
  Beside its stories an association keeps registers: a table for a partner, a list for a
  school. One page that a register cannot take must never hold up all the others.

  Rule: A register is brought up to what was told, once for each thing told

    Example: Salma is seen after the register was brought up to date
      Given Amina saw Salma on 10 September 2025
      And the register was brought up to date
      When Amina sees Salma on 12 September 2025
      And the register is brought up to date
      Then the register tells 2 things of Salma

    Example: Nothing was told meanwhile
      Given Amina saw Salma on 10 September 2025
      And the register was brought up to date
      When the register is brought up to date
      Then the register tells 1 thing of Salma

  Rule: A story that a register cannot take waits, and everyone else's flows on

    Example: What is told of Salma cannot be taken
      Given the register cannot take what is told of Salma
      And Amina saw Salma on 10 September 2025
      And Amina saw Youssef on 11 September 2025
      When the register is brought up to date
      Then Salma's story waits
      And the register tells 1 thing of Youssef

    Example: What waited of Salma is taken in its order
      Given the register could not take what was told of Salma
      And Amina saw Salma on 12 September 2025
      When the register is mended, and given again what waits
      Then nothing waits
      And the register tells 2 things of Salma

    Example: The register cannot be reached at all
      Given Amina saw Salma on 10 September 2025
      And the register cannot be reached
      When the register is brought up to date
      Then nothing waits
      And the register tells 0 things of Salma
