Feature: Learning what was not known when it was decided
  A decision is taken on what is known that day. When more is learnt it is not
  undone: it stands, and whoever answers for it sees that it rests on too little.

  Rule: A decision stands, and is shown when it would be refused on what is known now

    Scenario Outline: The birth act turns up after the contract
      Given Anas, born on 5 March 2009, is accompanied by the association
      And Anas signed a contract on 10 January 2026
      And it is 2 February 2026
      When Anas's birth act shows <birth>
      Then <what is shown>

      Examples:
        | birth           | what is shown                                      |
        | 11 January 2011 | it is shown that Anas's contract would be refused  |
        | 10 January 2011 | no contradiction is shown                          |

    Scenario Outline: An observation of December is told in January
      Given Salma is accompanied by the association
      And the closure of Salma's case as goals met was asked for on 15 December 2025
      When Amina sees that Salma has worked 20 hours on <day>
      Then <what is shown>

      Examples:
        | day              | what is shown                                    |
        | 14 December 2025 | it is shown that Salma's closure would be refused |
        | 16 December 2025 | no contradiction is shown                        |

    Example: Two records with a bag each prove to be one child
      Given Salma and Selma are accompanied by the association
      And a school bag for 2025-2026 was asked for Salma on 8 September 2025
      And a school bag for 2025-2026 was asked for Selma on 9 September 2025
      When Selma's record is linked to Salma's
      Then it is shown that Selma's bag would be refused, and only hers

    Example: They were two children after all
      Given Salma and Selma are accompanied by the association
      And a school bag for 2025-2026 was asked for Salma on 8 September 2025
      And a school bag for 2025-2026 was asked for Selma on 9 September 2025
      And Selma's record was linked to Salma's
      When Selma's record is no longer linked to Salma's
      Then no contradiction is shown

  Rule: What a correction changes for earlier decisions is said at once

    Scenario Outline: The agreement of Salma's mother is put right
      Given Salma is registered on 1 September 2025
      And Salma's mother agreed to services on 1 September 2025
      And Salma's case was opened on 3 September 2025
      And it is 10 September 2025
      When her agreement is put right to <day>
      Then it changes <count> earlier decision

      Examples:
        | day              | count |
        | 3 September 2025 | 0     |
        | 4 September 2025 | 1     |

  Rule: A refusal stays explained by what was known on its day

    Example: Anas was thought to be fourteen
      Given Anas, born on 5 March 2012, is accompanied by the association
      And Anas was refused a contract on 10 January 2026
      And it is 2 February 2026
      When Anas's birth act shows 5 March 2010
      Then a contract for Anas would be refused as known on 10 January 2026
      And a contract for Anas would be allowed as known on 2 February 2026

  Rule: What happened before the case was opened is recorded, and is not part of the case

    Example: Health care in August, a case from September
      Given Salma is accompanied by the association
      When Salma is given health care on 20 August 2025
      Then it is allowed
      And "Children active" for August 2025 is 0
      And "Children active" for September 2025 is 1

  Rule: What was told of the wrong child is taken back there and told of the right one

    Example: The visit was to Hiba
      Given Amina saw that Salma had worked 30 hours
      When that is taken back
      And Amina tells that it was Hiba who had worked 30 hours
      Then nobody has looked at Salma's work
      And Salma's story still shows 30 hours, taken back
      And Hiba had worked 30 hours at the last observation

  Rule: A day is the day where the child lives, whatever the clocks say elsewhere

    Scenario Outline: Half past midnight, in winter and in Ramadan
      Given it is half past midnight where Salma lives, on <today>
      When Amina sees Salma on <day>
      Then it is <answer>

      Examples:
        | today            | day              | answer    |
        | 20 November 2025 | 20 November 2025 | allowed   |
        | 20 November 2025 | 21 November 2025 | not taken |
        | 20 February 2026 | 20 February 2026 | allowed   |
        | 20 February 2026 | 21 February 2026 | not taken |

  Rule: Two records that prove to be two children each keep what was told of them

    Example: The link is undone after two weeks
      Given Salma and Selma are accompanied by the association
      And Selma's record was linked to Salma's on 1 October 2025
      And Amina saw that Selma had worked 30 hours on 8 October 2025
      When Selma's record is no longer linked to Salma's on 15 October 2025
      Then Selma had worked 30 hours at the last observation
      And nobody has looked at Salma's work

  Rule: A child's story may be read with what the stories of others tell of the child

    Example: An allowance of the household
      Given Salma is accompanied by the association
      And Salma's aunt was granted an allowance from October 2025
      When October 2025 is paid to Salma's aunt
      Then the stories of others tell 2 things of Salma

    Example: What is told of a sister is not told of Salma
      Given Salma's aunt was granted an allowance from October 2025
      And Hiba's aunt was granted an allowance from October 2025
      When Amina sees Hiba
      Then the stories of others tell 1 thing of Salma
