Feature: Looking behind a figure
  Whoever answers for a report wants to know who was counted in it. Whoever was given
  the report learns of nobody.

  Background:
    Given the office works by its access matrix
    And Salma is accompanied by Amina in Mediouna

  Rule: Who was counted stands in the edition that stays in the house

    Example: The partner's edition and the house's own
      When the house makes its own edition of the partner report
      Then Salma is named behind "Children active"
      And the partner's edition names nobody

  Rule: Whom the edition names is told who looked

    Example: Salma's family asks who saw what
      When the house makes its own edition of the partner report
      Then it is kept that Salma was shown behind "Children active"
