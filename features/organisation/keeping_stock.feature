Feature: Keeping stock
  A delivery note may say "a number of power strips". The stock then says no more
  than that, until somebody has gone to the cupboard and counted.

  Rule: A quantity that nobody knows stays unknown

    Scenario Outline: What the delivery note says
      When the centre of Mediouna receives <quantity> power strips
      Then the centre of Mediouna tells of <shown> power strips that came

      Examples:
        | quantity      | shown         |
        | a number of   | a number of   |
        | 0             | 0             |
        | 6             | 6             |
        | at least 2300 | at least 2300 |
        | about 284366  | about 284366  |

    Example: What comes later is added to what is not known
      Given the centre of Mediouna received a number of power strips
      When the centre of Mediouna receives 4 power strips
      Then the centre of Mediouna has at least 5 power strips

    Example: Two have left, and how many are still there nobody knows
      Given the centre of Mediouna received a number of power strips
      When 2 power strips leave the centre of Mediouna
      Then the centre of Mediouna has a number of power strips

  Rule: What was counted holds from that day on

    Example: Six power strips are in the cupboard
      Given the centre of Mediouna received a number of power strips on 26 September 2025
      When 6 power strips are counted in the centre of Mediouna on 15 January 2026
      Then the centre of Mediouna had at least 1 power strip on 14 January 2026
      And the centre of Mediouna had 6 power strips on 15 January 2026

    Example: Fewer bags are found than the books say
      Given the centre of Mediouna received 325 school bags on 1 September 2025
      And 40 school bags left the centre of Mediouna on 8 September 2025
      When 283 school bags are counted in the centre of Mediouna on 30 September 2025
      Then the centre of Mediouna had 285 school bags on 29 September 2025
      And the centre of Mediouna had 283 school bags on 30 September 2025

    Example: The last bag has left
      Given the centre of Mediouna received 325 school bags
      When 325 school bags leave the centre of Mediouna
      Then the centre of Mediouna has 0 school bags
