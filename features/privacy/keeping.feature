Feature: How long what is known is kept
  What is of no use any more is not kept. How long that is, is the organisation's choice
  for each kind of data; what is due is shown, and goes when two persons say so.

  Rule: What was kept as long as was decided is shown, and goes by two persons' order

    Example: Three years after the eighteenth birthday
      Given Salma, born on 14 March 2004, is accompanied by the association on 3 September 2015
      And her case was closed on 30 June 2019
      Then nothing of Salma is due on 13 March 2025
      And Salma's record is due on 14 March 2025

    Example: Somebody is accompanied still
      Given Salma, born on 14 March 2004, is accompanied by the association on 3 September 2015
      Then nothing of Salma is due on 14 March 2040

    Example: What is held stays
      Given Salma, born on 14 March 2004, is accompanied by the association on 3 September 2015
      And her case was closed on 30 June 2019
      And what is known of Salma is held for a court
      When Amina and Nadia let go what is due on 14 March 2025
      Then Salma's story is there
