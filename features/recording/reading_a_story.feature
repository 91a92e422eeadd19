Feature: Reading a story
  A report of December must still be understood in June: what had happened by
  then is one question, what was known by then is another.

  Background:
    Given Salma is accompanied by the association

  Rule: What is learnt late belongs to the day on which it happened

    Example: A visit of December, written down in January
      Given it is 12 January 2026
      When Amina sees that Salma has worked 20 hours on 18 December 2025
      Then Salma had worked 20 hours at the last observation as of 18 December 2025
      And nobody had looked at Salma's work as of 17 December 2025

    Example: An older visit does not hide a newer one
      Given Amina saw that Salma had worked 0 hours on 20 December 2025
      And it is 12 January 2026
      When Amina sees that Salma has worked 20 hours on 18 December 2025
      Then Salma had worked 0 hours at the last observation

  Rule: A story is read as of a day

    Example: The case was closed on 31 October
      When Salma's case is closed on 31 October 2025
      Then Salma's case was open as of 30 October 2025
      And Salma's case was closed as of 31 October 2025

  Rule: A story is read as it was known at a moment

    Example: In December nobody knew yet
      Given it is 12 January 2026
      When Amina sees that Salma has worked 20 hours on 18 December 2025
      Then as known on 11 January 2026, nobody had looked at Salma's work
      And as known on 12 January 2026, Salma had worked 20 hours at the last observation

    Example: A correction of February does not change what January knew
      Given Amina saw that Salma had worked 30 hours on 10 January 2026
      And it is 2 February 2026
      When that is put right to 3 hours
      Then as known on 1 February 2026, Salma had worked 30 hours at the last observation
      And as known on 2 February 2026, Salma had worked 3 hours at the last observation

    Example: A request is looked at again as it was known
      Given Amina saw that Salma had worked 20 hours on 10 January 2026
      When it is 2 February 2026
      And that is put right to 0 hours
      Then closing Salma's case as goals met would be refused as known on 1 February 2026
      And closing Salma's case as goals met would be allowed as known on 2 February 2026
