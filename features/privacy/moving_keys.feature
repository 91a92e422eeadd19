Feature: Moving the keys
  Whoever has the keys can read the names. An office that grows keeps them elsewhere than
  before, and what was there before is to open for nobody.

  Background:
    Given the office keeps its stories and its keys in files
    And Salma is registered there

  Rule: Keys that were moved open where they are now, and nowhere else

    Example: The keys are locked away on another medium
      When the keys are moved, and the office says so in its settings
      Then Salma's name is read as before

    Example: Somebody forgot to say so
      When the keys are moved, and the settings are forgotten
      Then nobody opens the office, and where the keys went is said

    Example: A copy of the old place turns up
      When the keys are moved, and the office says so in its settings
      Then what is left in the old place opens nothing
