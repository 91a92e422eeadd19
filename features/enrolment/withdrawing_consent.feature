Feature: Withdrawing consent
  A family may change its mind about one thing and keep the help it has. What was
  done before was right then; from that day it is not done any more.

  Rule: Consent is given and withdrawn purpose by purpose

    Example: Dar Al Amal is not to know any more, and the help goes on
      Given Salma is accompanied by the association
      And Salma's mother agreed to share with Dar Al Amal
      When Salma's mother withdraws her consent to share on 1 March 2026
      Then Salma's case is open
      And "Valid consent for services" for 1 March 2026 is 1 of 1

    Example: From that day Salma is not to be reported
      Given Salma is accompanied by the association
      And Salma's mother agreed to reporting
      When Salma's mother withdraws her consent to reporting on 1 March 2026
      Then "May be reported" for February 2026 is 1 of 1
      And "May be reported" for March 2026 is 0 of 1

    Example: The case stays open when nothing is agreed to any more
      Given Salma is accompanied by the association
      When Salma's mother withdraws her consent to services on 1 March 2026
      Then Salma's case is open
      And "Valid consent for services" for 1 March 2026 is 0 of 1

    Example: Thirty days after his birthday Anas is to be asked himself
      Given Anas, born on 10 October 2007, is accompanied by the association
      When it is 10 November 2025
      Then "Valid consent for services" for 9 November 2025 is 1 of 1
      And "Valid consent for services" for 10 November 2025 is 0 of 1

    Example: Salma is in danger, and her mother agrees to nothing any more
      Given Salma is accompanied by the association
      And Salma's risk was high
      And Salma's mother withdrew her consent to services
      When the closure of Salma's case as consent withdrawn is requested
      Then it is allowed
      And Salma's case is open
