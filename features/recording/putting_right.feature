Feature: Putting right what was told
  Everybody makes mistakes, and papers turn up late. What was told is put right
  beside it and never wiped out, so that one can always see who knew what when.

  Background:
    Given Salma is accompanied by the association

  Rule: Only what was recorded in the same story is corrected or taken back

    Scenario Outline: A visit written into Salma's story
      Given Amina saw that Salma had worked 30 hours
      When that is <put right> in <whose> story
      Then it is <answer>

      Examples:
        | put right            | whose   | answer  |
        | taken back           | Hiba's  | refused |
        | put right to 3 hours | Hiba's  | refused |
        | taken back           | Salma's | allowed |
        | put right to 3 hours | Salma's | allowed |

    Example: Something nobody ever told
      When something that was never told is taken back in Salma's story
      Then it is refused

    Example: A correction is not corrected; the visit is corrected again
      Given Amina saw that Salma had worked 30 hours
      And that was put right to 3 hours
      When the correction is put right to 4 hours
      Then it is refused

    Example: A taking back is not corrected either
      Given Amina saw that Salma had worked 30 hours
      And that was taken back
      When the taking back is put right to 4 hours
      Then it is refused

    Example: A correction may be taken back
      Given Amina saw that Salma had worked 30 hours
      And that was put right to 3 hours
      When the correction is taken back
      Then Salma had worked 30 hours at the last observation

    Example: What was taken back stays taken back
      Given Amina saw that Salma had worked 30 hours
      And that was taken back
      When the taking back is taken back
      Then it is refused

  Rule: A correction counts from then on, and what was first told stays to be seen

    Example: Three hours, not thirty
      Given Amina saw that Salma had worked 30 hours
      When that is put right to 3 hours
      Then Salma had worked 3 hours at the last observation
      And Salma's story still shows 30 hours, put right

    Example: The last correction holds alone
      Given Amina saw that Salma had worked 30 hours
      And that was put right to 3 hours
      When that is put right to 4 hours
      Then Salma had worked 4 hours at the last observation

    Example: It had been a month earlier
      Given Amina saw that Salma had worked 30 hours on 3 November 2025
      When that is put right to 3 October 2025
      Then Salma had worked 30 hours at the last observation as of 3 October 2025
      And nobody had looked at Salma's work as of 2 October 2025

  Rule: What is taken back no longer counts, and stays to be seen

    Example: The visit was to another child
      Given Amina saw that Salma had worked 30 hours
      When that is taken back
      Then nobody has looked at Salma's work
      And Salma's story still shows 30 hours, taken back

    Example: What was told beside it still stands
      Given Amina saw that Salma had worked 12 hours on 3 October 2025
      And Amina saw that Salma had worked 30 hours on 3 November 2025
      When that is taken back
      Then Salma had worked 12 hours at the last observation
