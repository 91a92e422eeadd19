# language: fr
Fonctionnalité: Juger une semaine de travail selon la loi
  Ce qu'un enfant n'a pas le droit de faire dépend de l'âge, du travail, et de la
  loi de cette semaine-là ; deux visites peuvent avoir deux réponses.

  Règle: Une semaine de travail se juge selon la loi en vigueur cette semaine-là

    Plan du scénario: Le travail domestique pendant que la loi changeait
      Soit Salma, née le 1 mars 2006, est inscrite
      Quand Salma est vue au travail comme domestique pendant 20 heures le <jour>
      Alors la loi dit <réponse>

      Exemples:
        | jour           | réponse                                                                         |
        | 1 octobre 2018 | aucune règle en vigueur ne l'interdit                                           |
        | 2 octobre 2018 | interdit: travail domestique avant l'âge requis                                 |
        | 1 octobre 2023 | licite ou non, nul ne peut le dire sans savoir: si le tuteur légal l'a autorisé |
        | 2 octobre 2023 | interdit: travail domestique avant l'âge requis                                 |
        | 1 mars 2024    | aucune règle en vigueur ne l'interdit                                           |

  Règle: Nul n'est employé dans une entreprise avant l'âge minimum

    Plan du scénario: Salma a quinze ans le 2 novembre
      Soit Salma, née le 2 novembre 2010, est inscrite
      Quand Salma est vue au travail <où> pendant 30 heures le <jour>
      Alors la loi dit <réponse>

      Exemples:
        | où                  | jour            | réponse                                                  |
        | dans une entreprise | 1 novembre 2025 | interdit: emploi dans une entreprise avant l'âge minimum |
        | dans une entreprise | 2 novembre 2025 | aucune règle en vigueur ne l'interdit                    |
        | à son compte        | 1 novembre 2025 | aucune règle en vigueur ne l'interdit                    |

  Règle: Nul ne travaille la nuit avant l'âge requis

    Plan du scénario: Salma a seize ans le 2 novembre
      Soit Salma, née le 2 novembre 2009, est inscrite
      Quand Salma est vue au travail de nuit dans une entreprise pendant 12 heures le <jour>
      Alors la loi dit <réponse>

      Exemples:
        | jour            | réponse                                      |
        | 1 novembre 2025 | interdit: travail de nuit avant l'âge requis |
        | 2 novembre 2025 | aucune règle en vigueur ne l'interdit        |

  Règle: Le travail dangereux est interdit avant dix-huit ans, si bref soit-il

    Plan du scénario: Une heure à ramasser des déchets
      Soit Salma, née le 2 novembre 2010, est inscrite
      Quand Salma est vue au travail à ramasser des déchets pendant 1 heure le <jour>
      Alors la loi dit <réponse>

      Exemples:
        | jour            | réponse                                        |
        | 1 novembre 2025 | interdit: travail dangereux avant l'âge requis |
        | 2 novembre 2025 | interdit: travail dangereux avant l'âge requis |
        | 2 novembre 2028 | aucune règle en vigueur ne l'interdit          |

  Règle: Quand nul ne peut dire si le travail était licite, ce qui manque est nommé

    Plan du scénario: Nul n'a dit pour qui elle travaillait
      Soit Salma, née le <naissance>, est inscrite
      Quand Salma est vue au travail sans dire pour qui pendant 20 heures le 2 juin 2025
      Alors la loi dit <réponse>

      Exemples:
        | naissance   | réponse                                                                       |
        | 2 juin 2007 | aucune règle en vigueur ne l'interdit                                         |
        | 3 juin 2007 | licite ou non, nul ne peut le dire sans savoir: pour qui l'enfant a travaillé |

  Règle: Un enfant peut-être trop jeune pour le travail est protégé comme s'il l'était

    Exemple: Seule l'année de naissance est connue
      Soit Salma, née en 2010, est inscrite
      Quand Salma est vue au travail dans une entreprise pendant 20 heures le 1 juin 2025
      Alors la loi dit licite ou non, nul ne peut le dire sans savoir: le jour de naissance
      Et pour protéger l'enfant la loi dit interdit: emploi dans une entreprise avant l'âge minimum
