Feature: Planning a caseworker's week
  On Monday a caseworker holds the week in hand: whom to see on which day,
  so that a visit that was promised is a visit that is made.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: A caseworker's week shows each day's work on its day

    Example: A visit was promised for Tuesday
      Given somebody means to visit Salma on 25 November 2025
      Then Amina's week of 24 November 2025 shows Salma's visit on 25 November 2025

    Example: Somebody else's week
      Given somebody means to visit Salma on 25 November 2025
      Then Karim's week of 24 November 2025 shows nothing
