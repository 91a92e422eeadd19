Feature: Recognising a child who comes twice
  A child may come to two offices, where two hands write one name in two alphabets. What
  looks like one child is shown; only a person says that it is.

  Background:
    Given Amina registers in the first office a girl called فاطمة الزهراء بنعبد الله, born in 2013

  Rule: Records that look like one child are shown, however the names are written

    Scenario Outline: A girl comes to the second office
      When a girl called <name>, born <birth>, is registered in the second office
      Then the two are shown as <likely>

      Examples:
        | name                     | birth              | likely                   |
        | Fatima Ezzahra Benabdellah | in 2013          | likely one child         |
        | Fatima-Zahra Ben Abdallah  | on 1 January 2013 | likely one child        |
        | Fatima Zahra Benabdellah   | in 2014          | possibly one child       |
        | Fatima Zahra Benabdellah   | in 2009          | two children             |
        | Fatima Zahra El Idrissi    | in 2013          | two children             |
        | Khadija Benabdellah        | in 2013          | two children             |

    Example: The paper of one official number was seen
      Given the school number of the first girl was seen, and it is K 130 000
      When a girl called Zahra Alaoui, born in 2010, is registered in the second office
      And the second girl says that her school number is k130000
      Then the two are shown as certainly one child

  Rule: What somebody said of two records is not asked again

    Example: Amina looked, and it is one girl
      Given a girl called Fatima Zahra Benabdellah, born in 2013, was registered in the second office
      When Amina says that the two are one child
      Then the two are not shown any more

    Example: Amina looked, and they are cousins
      Given a girl called Fatima Zahra Benabdellah, born in 2013, was registered in the second office
      When Amina says that the two are two children
      Then the two are not shown any more

    Example: It was a mistake, and taken back
      Given a girl called Fatima Zahra Benabdellah, born in 2013, was registered in the second office
      And Amina said that the two are two children
      When that is taken back
      Then the two are shown as likely one child
