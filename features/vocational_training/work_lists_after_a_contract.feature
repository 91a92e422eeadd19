Feature: Seeing what is due after a contract
  A contract that ends, well or badly, is where a young person may drop out of
  sight: the list asks what became of them, also when the case is closed.

  Background:
    Given Anas, born on 14 March 2009, is accompanied by the association

  Rule: Thirty days after a contract broke off, a child without a new status is at risk

    Scenario Outline: The enterprise broke it off on 20 January
      Given Anas signed a contract on 1 October 2025
      And Anas's contract was broken off on 20 January 2026
      Then the list of <day> shows Anas's new status as <due>
      And on <day> Anas is <said> at risk

      Examples:
        | day              | due        | said           |
        | 20 January 2026  | due        | not said to be |
        | 19 February 2026 | due        | not said to be |
        | 20 February 2026 | 1 day late | said to be     |

    Example: Anas is seen at work
      Given Anas signed a contract on 1 October 2025
      And Anas's contract was broken off on 20 January 2026
      And Amina saw that Anas had worked 20 hours on 10 February 2026
      Then the list of 1 March 2026 shows Anas's new status as not due
      And on 1 March 2026 Anas is not said to be at risk

    Example: The case was closed meanwhile
      Given Anas signed a contract on 1 October 2025
      And Anas's contract was broken off on 20 January 2026
      And Anas's case was closed on 25 January 2026
      Then the list of 20 February 2026 shows Anas's new status as 1 day late

  Rule: A contract whose end has come was completed, or was not

    Scenario Outline: Until 30 June
      Given Anas signed a contract until 30 June 2026 on 1 October 2025
      Then the list of <day> shows Anas's end of contract as <due>

      Examples:
        | day          | due        |
        | 29 June 2026 | not due    |
        | 30 June 2026 | due        |
        | 1 July 2026  | 1 day late |

    Example: It was completed
      Given Anas signed a contract until 30 June 2026 on 1 October 2025
      And Anas's contract was completed on 30 June 2026
      Then the list of 1 July 2026 shows Anas's end of contract as not due

  Rule: Six and twelve months after the training, the young person is asked about work

    Scenario Outline: Completed on 30 June
      Given Anas signed a contract until 30 June 2026 on 1 October 2025
      And Anas's contract was completed on 30 June 2026
      Then the list of <day> shows Anas's work after training as <due>

      Examples:
        | day              | due        |
        | 29 December 2026 | not due    |
        | 30 December 2026 | due        |
        | 31 December 2026 | 1 day late |
        | 1 July 2027      | 1 day late |

    Example: Amina asked
      Given Anas signed a contract until 30 June 2026 on 1 October 2025
      And Anas's contract was completed on 30 June 2026
      And Amina asked Anas about work 6 months after the training on 20 December 2026
      Then the list of 31 December 2026 shows Anas's work after training as not due
