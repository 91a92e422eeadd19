Feature: Following a centre through a month
  A coordinator sees in one place which children of a centre to look for, and who came
  and who left, so that nobody is missed and every list agrees with the others.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: A child who misses much school stands in the centre's month, to be seen

    Example: Six days of twenty-two
      Given the school reported 6 of 22 days away for Salma in November 2025
      Then the month of Mediouna in November 2025 shows 1 absence to follow up

    Example: One day of twenty-two
      Given the school reported 1 of 22 days away for Salma in November 2025
      Then the month of Mediouna in November 2025 shows 0 absences to follow up

  Rule: Those there before, and who came, less who left, are those there at the end

    Example: She came and left in one month
      Given Salma came to live in Mediouna on 3 November 2025
      And Salma no longer lives in Mediouna on 20 November 2025
      Then the register of Mediouna in November 2025 has 0 before, 1 who came, 1 who left, 0 at the end

    Example: She stays
      Given Salma came to live in Mediouna on 3 November 2025
      Then the register of Mediouna in November 2025 has 0 before, 1 who came, 0 who left, 1 at the end
