# language: fr
Fonctionnalité: Les cartables
  Chaque enfant a un cartable à la rentrée, et aucun n'en a deux quand un autre
  n'en a pas ; peu importe qui le demande le premier, et dans quel centre.

  Contexte:
    Soit Salma est accompagnée par l'association

  Règle: Un enfant a droit à un seul kit de chaque sorte par année scolaire

    Plan du scénario: Un cartable a été demandé en septembre
      Soit un cartable a été demandé pour Salma pour 2025-2026
      Quand <kit> est demandé pour Salma pour <année>
      Alors c'est <réponse>

      Exemples:
        | kit              | année     | réponse |
        | un cartable      | 2025-2026 | refusé  |
        | un cartable      | 2026-2027 | accordé |
        | un kit d'hygiène | 2025-2026 | accordé |

    Exemple: La première demande était une erreur
      Soit un cartable a été demandé pour Salma pour 2025-2026 le 15 septembre 2025
      Et cela a été retiré
      Quand un cartable est demandé pour Salma pour 2025-2026 le 16 septembre 2025
      Alors c'est accordé
