Feature: Seeing what is due
  A list says each morning who is to be seen, asked or answered, and what is late,
  so that no child waits because nobody thought of it.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: What is due today is not late; the day after, it is one day late

    Scenario Outline: A review is due on 1 December
      Then the list of <day> shows Salma's review as <due>

      Examples:
        | day              | due        |
        | 30 November 2025 | not due    |
        | 1 December 2025  | due        |
        | 2 December 2025  | 1 day late |

    Example: Looking a week ahead
      Then 7 days before, on 24 November 2025, Salma's review is foreseen

  Rule: A child is first assessed the sooner, the greater the risk

    Scenario Outline: One, three or seven days
      Given Salma's risk was <risk>
      Then the list of <day> shows Salma's first assessment as <due>

      Examples:
        | risk   | day              | due        |
        | high   | 2 September 2025 | due        |
        | high   | 3 September 2025 | 1 day late |
        | medium | 4 September 2025 | due        |
        | low    | 7 September 2025 | not due    |
        | low    | 8 September 2025 | due        |

    Example: Nobody knows the risk yet
      Then the list of 2 September 2025 shows Salma's first assessment as due

    Example: It was done
      Given Salma was assessed on 2 September 2025
      Then the list of 3 September 2025 shows Salma's first assessment as not due

  Rule: A plan is approved in time, and a plan that waits is not forgotten

    Scenario Outline: Three weeks
      Given Amina proposed a plan for Salma on 10 September 2025
      Then the list of <day> shows Salma's plan as <due>

      Examples:
        | day               | due        |
        | 21 September 2025 | not due    |
        | 22 September 2025 | due        |
        | 23 September 2025 | 1 day late |

    Example: It was approved
      Given Salma has an approved plan
      Then the list of 31 December 2025 shows Salma's plan as not due

    Example: It was proposed again, with something new
      Given Salma has an approved plan
      And Amina proposed a plan for Salma on 10 October 2025
      Then the list of 11 October 2025 shows Salma's plan as 1 day late

  Rule: A child is seen again the sooner, the greater the risk

    Scenario Outline: A week, two weeks or a month
      Given Salma's risk was <risk>
      And Amina saw Salma on 10 September 2025
      Then the list of <day> shows Salma's next follow-up as <due>

      Examples:
        | risk   | day               | due        |
        | high   | 17 September 2025 | due        |
        | high   | 18 September 2025 | 1 day late |
        | medium | 24 September 2025 | due        |
        | low    | 9 October 2025    | not due    |
        | low    | 10 October 2025   | due        |

    Example: A closed door is not a child seen
      Given Salma's risk was high
      And Amina did not find Salma on 5 September 2025
      Then the list of 9 September 2025 shows Salma's next follow-up as 1 day late

  Rule: A visit that was planned is due on its day

    Scenario Outline: Planned for 20 September
      Given Amina planned to visit Salma on 20 September 2025
      Then the list of <day> shows Salma's planned visit as <due>

      Examples:
        | day               | due        |
        | 19 September 2025 | not due    |
        | 20 September 2025 | due        |
        | 21 September 2025 | 1 day late |

    Example: Amina went, and the door was closed
      Given Amina planned to visit Salma on 20 September 2025
      And Amina did not find Salma on 20 September 2025
      Then the list of 21 September 2025 shows Salma's planned visit as not due

    Example: A call is no visit
      Given Amina planned to visit Salma on 20 September 2025
      And Amina called Salma on 20 September 2025
      Then the list of 21 September 2025 shows Salma's planned visit as 1 day late

  Rule: A case is reviewed every three months, or earlier if so agreed

    Example: Three months after the last review
      Given Salma's case was reviewed on 10 October 2025
      Then the list of 11 January 2026 shows Salma's review as 1 day late

    Example: Agreed for the end of the month
      Given Salma's next review was agreed for 31 October 2025 on 10 October 2025
      Then the list of 31 October 2025 shows Salma's review as due

  Rule: Who comes of age speaks in their own name

    Scenario Outline: Leila is eighteen on 20 October
      Given Leila, born on 20 October 2007, is accompanied by the association
      Then the list of <day> shows Leila's own consent as <due>

      Examples:
        | day             | due        |
        | 19 October 2025 | not due    |
        | 20 October 2025 | due        |
        | 21 October 2025 | 1 day late |

    Example: Leila has spoken
      Given Leila, born on 20 October 2007, is accompanied by the association
      And Leila agreed to services in her own name on 20 October 2025
      Then the list of 21 October 2025 shows Leila's own consent as not due

  Rule: What was asked of somebody is listed until they answer

    Example: Hay Hassani has not answered
      Given Hay Hassani was asked to take Salma over on 10 November 2025
      Then the list of 10 November 2025 shows Salma's transfer as due
      And the list of 12 November 2025 shows Salma's transfer as 2 days late

    Example: Hay Hassani has answered
      Given Hay Hassani was asked to take Salma over on 10 November 2025
      And the transfer of Salma was rejected on 12 November 2025
      Then the list of 12 November 2025 shows Salma's transfer as not due

    Example: Nobody has looked at the closure
      Given the closure of Salma's case was requested on 10 November 2025
      Then the list of 11 November 2025 shows Salma's closure as 1 day late

  Rule: Work is in the list of whoever has the case that day

    Example: Hay Hassani accepts on 20 November
      Given Hay Hassani was asked to take Salma over on 10 November 2025
      And the transfer of Salma was accepted on 20 November 2025
      Then on 19 November 2025 Salma's next follow-up is in the list of Mediouna
      And on 20 November 2025 Salma's next follow-up is in the list of Hay Hassani

  Rule: While a case rests nothing of it is due, and its days are not counted late

    Scenario Outline: Away for ten days of the first week and the next
      Given Salma's case was suspended until 14 September 2025 on 5 September 2025
      Then the list of <day> shows Salma's next follow-up as <due>

      Examples:
        | day               | due        |
        | 14 September 2025 | not due    |
        | 17 September 2025 | not due    |
        | 18 September 2025 | due        |
        | 19 September 2025 | 1 day late |

    Example: Late already when they left
      Given Salma's case was suspended until 20 September 2025 on 11 September 2025
      Then the list of 21 September 2025 shows Salma's next follow-up as 3 days late

  Rule: A suspension that lasts, or whose end has come, is looked at again

    Scenario Outline: Nobody knows when they will be back
      Given Salma's case was suspended on 1 October 2025
      Then the list of <day> shows Salma's suspension as <due>

      Examples:
        | day             | due        |
        | 30 October 2025 | not due    |
        | 31 October 2025 | due        |
        | 1 November 2025 | 1 day late |

    Example: Nobody has seen Salma since they were to be back
      Given Salma's case was suspended until 20 October 2025 on 1 October 2025
      Then the list of 20 October 2025 shows Salma's suspension as not due
      And the list of 21 October 2025 shows Salma's suspension as due

    Example: Salma is back
      Given Salma's case was suspended until 20 October 2025 on 1 October 2025
      And Amina saw Salma on 21 October 2025
      Then the list of 22 October 2025 shows Salma's suspension as not due

  Rule: A closed case asks for nothing, and a child who comes back is asked for anew

    Example: Salma is gone
      Given Salma's case was closed on 31 October 2025
      Then the list of 31 December 2025 shows Salma's review as not due
      And the list of 31 December 2025 shows Salma's next follow-up as not due

    Example: Salma comes back
      Given Salma was assessed on 2 September 2025
      And Salma's case was closed on 31 October 2025
      And Salma's case was reopened on 10 November 2025
      Then the list of 12 November 2025 shows Salma's first assessment as 1 day late
