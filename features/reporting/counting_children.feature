Feature: Counting children
  Partners ask how many children were accompanied. A child is one child, in two
  programmes, in two centres or under two spellings of her name.

  Rule: Two records linked are one child

    Example: Written once in Arabic and once in French
      Given Salma is accompanied by the association
      And Selma is accompanied by the association
      When Selma's record is linked to Salma's
      Then 1 child is accompanied

    Example: Two girls until somebody says they are one
      Given Salma is accompanied by the association
      When Selma is accompanied by the association
      Then 2 children are accompanied

    Example: They turned out to be cousins
      Given Salma is accompanied by the association
      And Selma is accompanied by the association
      And Selma's record was linked to Salma's
      When Selma's record is no longer linked to Salma's
      Then 2 children are accompanied

  Rule: A child with two programmes is counted once

    Example: School support and vocational training
      Given Salma is accompanied by the association
      When Salma joins vocational training
      Then 1 child is accompanied
      And 1 child takes part in school support
      And 1 child takes part in vocational training

    Example: A child transferred stands in both centres
      Given Salma is accompanied by Amina in Mediouna
      And Hay Hassani was asked to take Salma over
      When the transfer of Salma is accepted on 20 September 2025
      Then 1 child is accompanied
      And 1 child is accompanied in Mediouna
      And 1 child is accompanied in Hay Hassani
