Feature: Telling what happened
  The field tells what it saw, once or by mistake twice, on the day or weeks
  later; a story that leaves out what should not have been is of no use.

  Rule: What happened is recorded, even when it should not have happened

    Example: A second school bag was handed over
      Given Salma is accompanied by the association
      And Salma received a school bag for 2025-2026
      When Salma receives a school bag for 2025-2026
      Then Salma has received 2 school bags for 2025-2026

    Example: Salma is seen at work after her case was closed
      Given Salma is accompanied by the association
      And Salma's case was closed
      When Amina sees that Salma has worked 20 hours
      Then Salma had worked 20 hours at the last observation
      And Salma's case is closed

    Example: A visit to a child whom nobody has registered
      When Amina sees Salma
      Then it is allowed
      And Salma's story has 1 entry

  Rule: The same thing told twice is recorded once

    Example: The telephone sends the same page again
      Given Amina saw Salma on 10 September 2025
      When the same page is sent again
      Then nothing more is recorded
      And Salma's story has 1 entry

    Example: Two visits on one day are two
      Given Amina saw Salma on 10 September 2025
      When Amina sees Salma on 10 September 2025
      Then it is allowed
      And Salma's story has 2 entries

    Example: A page that was refused may be sent again once it is allowed
      Given Salma is registered
      And Salma's case was asked to be opened, and refused
      And Salma's mother agreed to services
      When the same page is sent again
      Then Salma's case is open

  Rule: What is already so is not recorded again

    Scenario Outline: Salma is in school support, with Amina
      Given Salma is accompanied by Amina in Mediouna
      When <what is asked>
      Then nothing more is recorded

      Examples:
        | what is asked                    |
        | Salma joins school support       |
        | Salma leaves vocational training |
        | Salma's case is given to Amina   |
        | Salma's case is resumed          |

    Scenario Outline: What was said is said once more
      Given Salma is accompanied, with an approved plan
      And Salma's goal "back in school" was met
      And Salma's case was suspended until 20 October 2025
      And Hiba's record was linked to Salma's
      When <what is asked>
      Then nothing more is recorded

      Examples:
        | what is asked                                   |
        | Karim approves Salma's plan                     |
        | Salma's goal "back in school" is met            |
        | Salma's case is suspended until 20 October 2025 |
        | Hiba's record is linked to Salma's              |

    Scenario Outline: Something else is said of it
      Given Salma is accompanied, with an approved plan
      And Salma's goal "back in school" was met
      And Salma's case was suspended until 20 October 2025
      And Hiba's record was linked to Salma's
      When <what is asked>
      Then something more is recorded

      Examples:
        | what is asked                                   |
        | Karim rejects Salma's plan                      |
        | Salma's goal "back in school" is waived         |
        | Salma's case is suspended until 31 October 2025 |
        | Salma's case is resumed                         |
        | Hiba's record is no longer linked to Salma's    |

    Example: A correction is always recorded, for it may be the last word
      Given Amina saw that Salma had worked 30 hours
      And that was put right to 3 hours
      When that is put right to 3 hours
      Then something more is recorded

    Scenario Outline: What changes something is recorded
      Given Salma is accompanied by Amina in Mediouna
      When <what is asked>
      Then it is allowed
      And something more is recorded

      Examples:
        | what is asked                   |
        | Salma joins vocational training |
        | Salma leaves school support     |
        | Salma's case is given to Nadia  |
        | Salma's case is suspended       |

  Rule: A day that has not come is not recorded, unless a visit is planned for it

    Scenario Outline: Today is 10 September
      Given it is 10 September 2025
      When <what is told> on <day>
      Then it is <answer>

      Examples:
        | what is told               | day               | answer    |
        | Amina sees Salma           | 11 September 2025 | not taken |
        | Amina sees Salma           | 10 September 2025 | allowed   |
        | Amina plans to visit Salma | 11 September 2025 | allowed   |

    Example: What is for tomorrow, and would be refused besides, is not taken
      Given it is 10 September 2025
      When Salma's case is opened on 11 September 2025
      Then it is not taken

    Scenario Outline: Something is put right to another day
      Given it is 10 September 2025
      And Amina saw that Salma had worked 30 hours on 8 September 2025
      When that is put right to <day>
      Then it is <answer>

      Examples:
        | day               | answer    |
        | 11 September 2025 | not taken |
        | 10 September 2025 | allowed   |
