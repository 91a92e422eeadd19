Feature: Seeing what cannot both be true
  Two people may tell of one child what cannot both be so. Nobody is refused for
  it and nothing is chosen in silence: both are kept, and the two are shown.

  Background:
    Given Salma is accompanied by the association

  Rule: A child is not seen after the day of death

    Scenario Outline: Salma died on 10 November
      Given Salma died on 10 November 2025
      When <what is told> on <day>
      Then <what is shown>

      Examples:
        | what is told                                    | day              | what is shown                |
        | Amina sees Salma                                | 24 November 2025 | it is shown as contradictory |
        | Amina sees Salma                                | 10 November 2025 | no contradiction is shown    |
        | Amina does not find Salma                       | 24 November 2025 | no contradiction is shown    |
        | Salma takes a place in the centre of Mediouna   | 11 November 2025 | it is shown as contradictory |
        | Salma's home is visited, and Salma is there     | 11 November 2025 | it is shown as contradictory |

    Example: The gravest is shown first
      Given Salma received health care in Mediouna on 12 November 2025
      And Salma received health care in Hay Hassani on 12 November 2025
      And Salma died on 10 November 2025
      When Amina sees Salma on 24 November 2025
      Then it is shown as contradictory before everything else

  Rule: A child who worked long hours in a week was not at school on all its days

    Scenario Outline: The school reported Salma present all November
      Given the school reported that Salma missed 0 of 20 days in November 2025
      When Amina sees that Salma has worked <hours> on <day>
      Then <what is shown>

      Examples:
        | hours      | day              | what is shown                |
        | 20 hours   | 14 November 2025 | it is shown as contradictory |
        | 19.5 hours | 14 November 2025 | no contradiction is shown    |
        | 40 hours   | 7 November 2025  | it is shown as contradictory |
        | 40 hours   | 6 November 2025  | no contradiction is shown    |

    Example: The school corrects its register
      Given the school reported that Salma missed 0 of 20 days in November 2025
      And the school reported that Salma missed 3 of 20 days in November 2025
      When Amina sees that Salma has worked 40 hours on 14 November 2025
      Then no contradiction is shown

  Rule: A child who dropped out attends again only once back in school

    Scenario Outline: The school said that Salma was last there on 3 February
      Given Salma was last at school on 3 February 2026
      And Salma <went back>
      When the school reports that Salma missed <days> of 20 days in March 2026
      Then <what is shown>

      Examples:
        | went back                              | days | what is shown                |
        | stayed out of school                   | 2    | it is shown as contradictory |
        | stayed out of school                   | 20   | no contradiction is shown    |
        | went back to school on 2 March 2026    | 2    | no contradiction is shown    |
        | went back to school on 3 February 2026 | 2    | no contradiction is shown    |
        | went back to school on 2 February 2026 | 2    | it is shown as contradictory |

  Rule: A child is in one centre on a day

    Scenario Outline: Salma receives health care in Mediouna on 12 November
      Given Salma received health care in Mediouna on 12 November 2025
      When Salma receives health care in <centre> on <day>
      Then <what is shown>

      Examples:
        | centre      | day              | what is shown                |
        | Hay Hassani | 12 November 2025 | it is shown as contradictory |
        | Hay Hassani | 13 November 2025 | no contradiction is shown    |
        | Mediouna    | 12 November 2025 | no contradiction is shown    |

    Scenario Outline: Salma has a place in two centres
      Given Salma has a place in the centre of Mediouna on 1 November 2025
      And Salma left the centre of Mediouna on 20 November 2025
      When Salma takes a place in the centre of Hay Hassani on <day>
      Then <what is shown>

      Examples:
        | day              | what is shown                |
        | 19 November 2025 | it is shown as contradictory |
        | 20 November 2025 | no contradiction is shown    |

    Example: Written in one centre as Salma, in the other as Selma
      Given Selma received health care in Mediouna on 12 November 2025
      And Salma received health care in Hay Hassani on 12 November 2025
      When Selma's record is linked to Salma's
      Then it is shown that the two are contradictory

  Rule: A child takes a place in one school on a day for one school year

    Scenario Outline: Salma takes a place in two schools
      Given Salma took a place in the school Al Massira for 2025-2026 on 8 September 2025
      When Salma takes a place in the school <school> for <year> on <day>
      Then <what is shown>

      Examples:
        | school     | year      | day              | what is shown                |
        | Ibn Khaldoun | 2025-2026 | 8 September 2025 | it is shown as contradictory |
        | Ibn Khaldoun | 2025-2026 | 9 September 2025 | no contradiction is shown    |
        | Al Massira | 2025-2026 | 8 September 2025 | no contradiction is shown    |

  Rule: A contradiction is shown until somebody says which of the two holds

    Example: Nadia asks in both places
      Given the school reported that Salma missed 0 of 20 days in November 2025
      And Amina saw that Salma had worked 40 hours on 14 November 2025
      When Nadia says that what Amina saw holds
      Then 0 contradictions wait for somebody
      And both commands stand in Salma's story

    Example: Nobody has said anything yet
      Given the school reported that Salma missed 0 of 20 days in November 2025
      When Amina sees that Salma has worked 40 hours on 14 November 2025
      Then 1 contradiction waits for somebody

    Example: What Nadia said was a mistake
      Given the school reported that Salma missed 0 of 20 days in November 2025
      And Amina saw that Salma had worked 40 hours on 14 November 2025
      And Nadia said that neither holds
      When what Nadia said is taken back
      Then 1 contradiction waits for somebody
