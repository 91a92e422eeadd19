Feature: Finding a child by name
  Somebody stands at the door and says who they are. The name was written by another
  hand, perhaps in other letters; and not everybody may look it up.

  Background:
    Given the office works by its access matrix
    And a girl called سلمى الإدريسي is accompanied by Amina in Mediouna

  Rule: A child is found by name as it sounds, in whichever letters it was written

    Scenario Outline: Amina looks for her
      When Amina looks for a child called <name>
      Then she is <found>

      Examples:
        | name          | found     |
        | Salma Idrissi | found     |
        | سلمى          | found     |
        | Selma Idrisi  | found     |
        | Khadija Alami | not found |

  Rule: A child is found by name by nobody who may not see the name

    Example: Rachid is of the same team
      When Rachid looks for a child called Salma Idrissi
      Then she is found

    Example: Youssef looks after other children
      When Youssef looks for a child called Salma Idrissi
      Then it is not taken

    Example: Rachid is her uncle
      Given the girl's case is kept from Rachid
      When Rachid looks for a child called Salma Idrissi
      Then she is not found
