Feature: What two reports tell together
  A partner who is given two reports takes the one from the other. Of the few children
  who stand between them neither of the two tells.

  Background:
    Given Amina accompanies 25 children
    And the partner report for 2025-2026 was published as "autumn"

  Rule: What would tell of few children beside an earlier report is hidden

    Example: One child more, of the same days
      Given Amina took on one child more
      When the partner report for 2025-2026 is published as "winter"
      Then "Children active" is hidden in "winter" because of "autumn"
      And "Children active" is 25 in "autumn"

    Example: Nobody else
      When the partner report for 2025-2026 is published as "winter"
      Then "Children active" is 25 in "winter"

    Example: Many more
      Given Nadia accompanies 30 children
      When the partner report for 2025-2026 is published as "winter"
      Then "Children active" is 55 in "winter"

  Rule: Who publishes may show it knowingly

    Example: The partner knows the child
      Given Amina took on one child more
      When the partner report for 2025-2026 is published as "winter", knowingly
      Then "Children active" is 26 in "winter"
      And it is recorded that "winter" shows it beside "autumn"
