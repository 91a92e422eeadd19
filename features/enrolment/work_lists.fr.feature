# language: fr
Fonctionnalité: Voir ce qui est à faire
  Une liste dit chaque matin qui est à voir, à interroger, à qui répondre, et ce qui
  est en retard, pour qu'aucun enfant n'attende parce que nul n'y a pensé.

  Contexte:
    Soit Salma est accompagnée par Amina à Médiouna

  Règle: Ce qui est à faire aujourd'hui n'est pas en retard ; le lendemain, c'est un jour de retard

    Plan du scénario: Une revue à faire le 2 décembre
      Soit le dossier de Salma a été revu le 2 septembre 2025
      Alors la liste du <jour> montre la revue de Salma : <retard>

      Exemples:
        | jour             | retard           |
        | 30 novembre 2025 | rien à faire     |
        | 2 décembre 2025  | à faire          |
        | 3 décembre 2025  | 1 jour de retard |

  Règle: Plus le risque est grand, plus tôt l'enfant est évalué

    Plan du scénario: Un, trois ou sept jours
      Soit le risque de Salma était <risque>
      Alors la liste du <jour> montre la première évaluation de Salma : <retard>

      Exemples:
        | risque | jour             | retard           |
        | élevé  | 2 septembre 2025 | à faire          |
        | élevé  | 3 septembre 2025 | 1 jour de retard |
        | moyen  | 4 septembre 2025 | à faire          |
        | faible | 7 septembre 2025 | rien à faire     |
        | faible | 8 septembre 2025 | à faire          |

    Exemple: Elle a été faite
      Soit Salma a été évaluée le 2 septembre 2025
      Alors la liste du 3 septembre 2025 montre la première évaluation de Salma : rien à faire

  Règle: Un plan est approuvé à temps, et un plan qui attend n'est pas oublié

    Plan du scénario: Trois semaines
      Soit Amina a proposé un plan pour Salma le 10 septembre 2025
      Alors la liste du <jour> montre le plan de Salma : <retard>

      Exemples:
        | jour              | retard           |
        | 21 septembre 2025 | rien à faire     |
        | 22 septembre 2025 | à faire          |
        | 23 septembre 2025 | 1 jour de retard |

  Règle: Plus le risque est grand, plus tôt l'enfant est revu

    Plan du scénario: Une semaine, deux semaines ou un mois
      Soit le risque de Salma était <risque>
      Et Amina a vu Salma le 10 septembre 2025
      Alors la liste du <jour> montre le prochain suivi de Salma : <retard>

      Exemples:
        | risque | jour              | retard           |
        | élevé  | 17 septembre 2025 | à faire          |
        | élevé  | 18 septembre 2025 | 1 jour de retard |
        | moyen  | 24 septembre 2025 | à faire          |
        | faible | 9 octobre 2025    | rien à faire     |
        | faible | 10 octobre 2025   | à faire          |

    Exemple: Une porte close n'est pas un enfant vu
      Soit le risque de Salma était élevé
      Et Amina n'a pas trouvé Salma le 5 septembre 2025
      Alors la liste du 9 septembre 2025 montre le prochain suivi de Salma : 1 jour de retard

  Règle: Une visite prévue est à faire le jour dit

    Plan du scénario: Prévue pour le 20 septembre
      Soit Amina a prévu de visiter Salma le 20 septembre 2025
      Alors la liste du <jour> montre la visite prévue de Salma : <retard>

      Exemples:
        | jour              | retard           |
        | 19 septembre 2025 | rien à faire     |
        | 20 septembre 2025 | à faire          |
        | 21 septembre 2025 | 1 jour de retard |

  Règle: Un dossier est revu tous les trois mois, ou plus tôt si c'est convenu

    Exemple: Trois mois après la dernière revue
      Soit le dossier de Salma a été revu le 10 octobre 2025
      Alors la liste du 11 janvier 2026 montre la revue de Salma : 1 jour de retard

    Exemple: Convenu pour la fin du mois
      Soit la prochaine revue de Salma a été fixée au 31 octobre 2025 le 10 octobre 2025
      Alors la liste du 31 octobre 2025 montre la revue de Salma : à faire

  Règle: Qui devient majeur parle en son propre nom

    Plan du scénario: Leila a dix-huit ans le 20 octobre
      Soit Leila, née le 20 octobre 2007, est accompagnée par l'association
      Alors la liste du <jour> montre le propre consentement de Leila : <retard>

      Exemples:
        | jour            | retard           |
        | 19 octobre 2025 | rien à faire     |
        | 20 octobre 2025 | à faire          |
        | 21 octobre 2025 | 1 jour de retard |

  Règle: Ce qui est demandé à quelqu'un reste dans la liste jusqu'à sa réponse

    Exemple: Hay Hassani n'a pas répondu
      Soit Hay Hassani a été sollicité pour reprendre Salma le 10 novembre 2025
      Alors la liste du 10 novembre 2025 montre le transfert de Salma : à faire
      Et la liste du 12 novembre 2025 montre le transfert de Salma : 2 jours de retard

    Exemple: Personne n'a regardé la clôture
      Soit la clôture du dossier de Salma a été demandée le 10 novembre 2025
      Alors la liste du 11 novembre 2025 montre la clôture de Salma : 1 jour de retard

  Règle: Le travail est dans la liste de qui suit le dossier ce jour-là

    Exemple: Hay Hassani accepte le 20 novembre
      Soit Hay Hassani a été sollicité pour reprendre Salma le 10 novembre 2025
      Et le transfert de Salma a été accepté le 20 novembre 2025
      Alors le 19 novembre 2025 le prochain suivi de Salma est dans la liste de Médiouna
      Et le 20 novembre 2025 le prochain suivi de Salma est dans la liste de Hay Hassani

  Règle: Tant qu'un dossier est suspendu rien n'y est à faire, et ces jours ne comptent pas comme retard

    Plan du scénario: Dix jours d'absence
      Soit le dossier de Salma a été suspendu jusqu'au 14 septembre 2025 le 5 septembre 2025
      Alors la liste du <jour> montre le prochain suivi de Salma : <retard>

      Exemples:
        | jour              | retard           |
        | 14 septembre 2025 | rien à faire     |
        | 17 septembre 2025 | rien à faire     |
        | 18 septembre 2025 | à faire          |
        | 19 septembre 2025 | 1 jour de retard |

  Règle: Une suspension qui dure, ou dont le terme est venu, est revue

    Exemple: Personne n'a vu Salma depuis le retour annoncé
      Soit le dossier de Salma a été suspendu jusqu'au 20 octobre 2025 le 2 octobre 2025
      Alors la liste du 20 octobre 2025 montre la suspension de Salma : rien à faire
      Et la liste du 21 octobre 2025 montre la suspension de Salma : à faire
