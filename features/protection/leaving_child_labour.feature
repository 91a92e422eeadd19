Feature: Leaving child labour
  One good week is not the end of it. Only observations that come back and find nothing
  show that a child has left, and whoever looks again may find it has begun anew.

  Rule: A child has left child labour once enough observations over enough days find none

    Scenario Outline: The second free observation
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 10 September 2025
      And Amina saw that Salma had worked 0 hours on 1 October 2025
      When Amina sees that Salma has worked 0 hours on <day>
      Then Salma counts as <standing>

      Examples: Eighty-nine days, and ninety
        | day              | standing                                           |
        | 29 December 2025 | withdrawn from child labour, still to be confirmed |
        | 30 December 2025 | withdrawn from child labour, confirmed             |

    Example: One free observation alone confirms nothing
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 1 October 2025
      When Amina sees that Salma has worked 0 hours on 30 December 2025
      Then Salma counts as withdrawn from child labour, still to be confirmed

    Example: An observation that says nothing neither breaks the run nor adds to it
      Given Salma, born on 14 March 2012, is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 10 September 2025
      And Amina saw that Salma had worked 0 hours on 1 October 2025
      And Salma was seen at work, perhaps dangerously, for 2 hours on 1 November 2025
      When Amina sees that Salma has worked 0 hours on 30 December 2025
      Then Salma counts as withdrawn from child labour, confirmed

    Example: Before the observations it was not so
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 10 September 2025
      And Amina saw that Salma had worked 0 hours on 1 October 2025
      When Amina sees that Salma has worked 0 hours on 30 December 2025
      Then as of 30 September 2025 Salma counts as in child labour at the last observation
      And as of 29 December 2025 Salma counts as withdrawn from child labour, still to be confirmed

    Example: Who was never found in child labour has not left it
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 0 hours on 1 October 2025
      When Amina sees that Salma has worked 0 hours on 30 December 2025
      Then Salma counts as never found in child labour

  Rule: Child labour seen again after it had ended is a return

    Example: Back at work in February
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 10 September 2025
      And Amina saw that Salma had worked 0 hours on 1 October 2025
      And Amina saw that Salma had worked 0 hours on 30 December 2025
      When Amina sees that Salma has worked 20 hours on 2 February 2026
      Then Salma counts as back in child labour

    Example: Never out of it, she is not back in it
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 10 September 2025
      When Amina sees that Salma has worked 30 hours on 2 February 2026
      Then Salma counts as in child labour at the last observation

    Example: The return was told by mistake
      Given Salma is accompanied by the association
      And Amina saw that Salma had worked 20 hours on 10 September 2025
      And Amina saw that Salma had worked 0 hours on 1 October 2025
      And Amina saw that Salma had worked 20 hours on 2 February 2026
      When that is taken back
      Then Salma counts as withdrawn from child labour, still to be confirmed
