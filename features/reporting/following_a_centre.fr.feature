# language: fr
Fonctionnalité: Suivre un centre pendant un mois
  Une coordinatrice voit d'un seul coup quels enfants du centre chercher, qui est venu
  et qui est parti, pour que nul ne manque et que chaque liste s'accorde aux autres.

  Contexte:
    Soit Salma est accompagnée par Amina à Médiouna

  Règle: Un enfant qui manque beaucoup l'école figure dans le mois du centre, à voir

    Exemple: Six jours sur vingt-deux
      Soit l'école a rapporté 6 jours d'absence sur 22 pour Salma en novembre 2025
      Alors le mois de Médiouna en novembre 2025 montre 1 absence à suivre

    Exemple: Un jour sur vingt-deux
      Soit l'école a rapporté 1 jours d'absence sur 22 pour Salma en novembre 2025
      Alors le mois de Médiouna en novembre 2025 montre 0 absence à suivre

  Règle: Les présents d'avant, avec les entrées, moins les sorties, sont les présents de la fin

    Exemple: Venue et partie dans le mois
      Soit Salma est venue vivre à Médiouna le 3 novembre 2025
      Et Salma ne vit plus à Médiouna le 20 novembre 2025
      Alors le registre de Médiouna en novembre 2025 a 0 avant, 1 entrée, 1 sortie, 0 à la fin
