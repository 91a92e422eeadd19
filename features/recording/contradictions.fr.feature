# language: fr
Fonctionnalité: Voir ce qui ne peut pas être vrai en même temps
  Deux personnes peuvent dire d'un même enfant ce qui ne peut être vrai ensemble.
  Nul n'est refusé pour cela et rien n'est choisi en silence : les deux se voient.

  Contexte:
    Soit Salma est accompagnée par l'association

  Règle: Un enfant n'est pas vu après le jour de son décès

    Plan du scénario: Salma est décédée le 10 novembre
      Soit Salma est décédée le 10 novembre 2025
      Quand Amina voit Salma le <jour>
      Alors <ce qui se voit>

      Exemples:
        | jour             | ce qui se voit                      |
        | 24 novembre 2025 | c'est montré comme contradictoire   |
        | 10 novembre 2025 | aucune contradiction n'est montrée  |

  Règle: Un enfant qui a travaillé de longues heures dans une semaine n'était pas à l'école tous ses jours

    Plan du scénario: L'école a déclaré Salma présente tout le mois de novembre
      Soit l'école a déclaré 0 absence de Salma en novembre 2025
      Quand Amina constate que Salma a travaillé <heures> heures le <jour>
      Alors <ce qui se voit>

      Exemples:
        | heures | jour             | ce qui se voit                     |
        | 20     | 14 novembre 2025 | c'est montré comme contradictoire  |
        | 19.5   | 14 novembre 2025 | aucune contradiction n'est montrée |
        | 40     | 7 novembre 2025  | c'est montré comme contradictoire  |
        | 40     | 6 novembre 2025  | aucune contradiction n'est montrée |

  Règle: Un enfant qui a abandonné ne fréquente de nouveau l'école qu'une fois revenu

    Exemple: Présente en mars sans être revenue
      Soit le dernier jour d'école de Salma fut le 3 février 2026
      Quand l'école déclare 2 absences de Salma en mars 2026
      Alors c'est montré comme contradictoire

    Exemple: Revenue le 2 mars
      Soit le dernier jour d'école de Salma fut le 3 février 2026
      Et Salma est revenue à l'école le 2 mars 2026
      Quand l'école déclare 2 absences de Salma en mars 2026
      Alors aucune contradiction n'est montrée

  Règle: Un enfant est dans un seul centre un même jour

    Plan du scénario: Salma reçoit des soins à Médiouna le 12 novembre
      Soit Salma a reçu des soins à Médiouna le 12 novembre 2025
      Quand Salma reçoit des soins à Hay Hassani le <jour>
      Alors <ce qui se voit>

      Exemples:
        | jour             | ce qui se voit                     |
        | 12 novembre 2025 | c'est montré comme contradictoire  |
        | 13 novembre 2025 | aucune contradiction n'est montrée |

  Règle: Un enfant prend place dans une seule école un même jour pour une même année scolaire

    Plan du scénario: Salma prend place dans deux écoles
      Soit Salma a pris place à l'école Al Massira pour 2025-2026 le 8 septembre 2025
      Quand Salma prend place à l'école Ibn Khaldoun pour 2025-2026 le <jour>
      Alors <ce qui se voit>

      Exemples:
        | jour             | ce qui se voit                     |
        | 8 septembre 2025 | c'est montré comme contradictoire  |
        | 9 septembre 2025 | aucune contradiction n'est montrée |
