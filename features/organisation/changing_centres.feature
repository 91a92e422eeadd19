Feature: Centres that change
  Most centres that once introduced children to a trade became apprenticeship
  centres. A season is told with what each centre was, not with what it became.

  Rule: A centre is of the kind it was on that day

    Example: The centre of Benslimane becomes an apprenticeship centre
      Given the centre of Benslimane opened as an initiation centre on 1 October 2005
      When the centre of Benslimane becomes an apprenticeship centre on 1 January 2010
      Then the centre of Benslimane was an initiation centre on 31 December 2009
      And the centre of Benslimane was an apprenticeship centre on 1 January 2010

    Example: Nobody had said before what it was
      When the centre of Benslimane becomes an apprenticeship centre on 1 January 2010
      Then nobody says of which kind the centre of Benslimane was on 31 December 2009
