Feature: Reporting to the authorities
  Whoever learns that a child is in danger owes the authorities a report. That
  duty waits neither for consent nor for a case.

  Rule: A child in danger is reported to the authorities, whoever agrees

    Example: The mother never agreed to anything
      Given Salma is registered
      When Salma's situation is reported to the prosecutor on 10 October 2025
      Then it is allowed
      And Salma's story tells of 1 report to the prosecutor

    Example: The mother withdrew everything
      Given Salma is accompanied by the association
      And Salma's mother withdrew her consent to services
      And Salma's mother withdrew her consent to share
      When Salma's situation is reported to the prosecutor
      Then it is allowed

    Example: The case is closed
      Given Salma is accompanied by the association
      And Salma's case was closed
      When Salma's situation is reported to the prosecutor
      Then it is allowed
      And Salma's case is closed

    Example: A neighbour called, and nobody knows more
      Given a neighbour pointed out Salma
      When Salma's situation is reported to the prosecutor
      Then it is allowed

    Example: The report is nobody's leave to speak of Salma elsewhere
      Given Salma is accompanied by the association
      When Salma's situation is reported to the prosecutor on 10 October 2025
      Then "May be reported" for October 2025 is 0 of 1
