Feature: Handing out what is known of a child
  A family that lets itself be helped has not agreed to be shown. What leaves the
  house leaves it by their word of that day, or by the name of who answers for it.

  Background:
    Given Salma is accompanied by the association

  Rule: Nothing on a child goes to others without consent to it on that day

    Example: A newspaper asks for a photo
      When Salma's photo is handed to a newspaper
      Then it is refused

    Example: Salma's mother agreed
      Given Salma's mother agreed to photos
      When Salma's photo is handed to a newspaper
      Then it is allowed

    Example: She changed her mind the week before
      Given Salma's mother agreed to photos
      And Salma's mother withdrew her consent to photo
      When Salma's photo is handed to a newspaper
      Then it is refused

    Example: A donor asks whom it helped
      Given Salma's mother agreed to reporting
      And Anas is accompanied by the association
      When a donor is handed a list of children
      Then Salma is on it without her name
      And one child is only counted

  Rule: Whoever hands out without consent names who answers for it

    Example: A judge asks, and Khadija answers for it
      When Salma's file is handed to the court by duty, and Khadija answers for it
      Then it is allowed

    Example: A judge asks, and nobody answers for it
      When Salma's file is handed to the court by duty, and nobody answers for it
      Then it is refused
