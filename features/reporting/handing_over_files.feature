Feature: Handing over a child's file
  A family may hold the whole journey in its hands, and so may who takes the case over;
  nobody else does, and nobody learns from it who had been worried about the child.

  Background:
    Given Salma is accompanied by Amina in Mediouna

  Rule: A child's file is handed over with consent alone

    Example: The guardian agreed to the accompaniment
      Then Salma's file may be handed to the family

    Example: The guardian agrees no longer
      Given the guardian took back the consent for Salma on 5 October 2025
      Then Salma's file may not be handed to the family

    Example: Sharing was agreed with one organisation
      Given the guardian agreed that Salma's data be shared with Amal
      Then Salma's file may be handed to Amal
      And Salma's file may not be handed to Nour

  Rule: Who drew attention to a child stands in no file

    Example: A neighbour was worried
      Given Hajja Zohra had drawn attention to Salma
      Then Salma's file does not name Hajja Zohra
