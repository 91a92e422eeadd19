# language: fr
Fonctionnalité: Les allocations
  Une famille qui remet son enfant à l'école perd ce qu'il gagnait ; l'association
  l'aide mois par mois, chaque mois une fois, et dit quand elle ne le fait pas.

  Contexte:
    Soit Salma est accompagnée par l'association
    Et une allocation a été accordée aux parents de Salma dès octobre 2025

  Règle: L'allocation d'un ménage est versée ou retenue pour un mois pour lequel elle est accordée

    Plan du scénario: L'allocation commence en octobre
      Quand l'allocation <du mois> est <réglée> aux parents de Salma
      Alors c'est <réponse>

      Exemples:
        | du mois           | réglée  | réponse |
        | de septembre 2025 | versée  | refusé  |
        | de septembre 2025 | retenue | refusé  |
        | d'octobre 2025    | versée  | accordé |
        | d'octobre 2025    | retenue | accordé |

    Exemple: Rien n'a été accordé à la tante de Salma
      Quand l'allocation d'octobre 2025 est versée à la tante de Salma
      Alors c'est refusé

  Règle: L'allocation d'un mois n'est versée qu'une fois pour un enfant

    Plan du scénario: Octobre a été versé
      Soit l'allocation d'octobre 2025 a été versée aux parents de Salma
      Quand l'allocation <du mois> est versée aux parents de Salma
      Alors c'est <réponse>

      Exemples:
        | du mois          | réponse |
        | d'octobre 2025   | refusé  |
        | de novembre 2025 | accordé |

    Exemple: Au milieu du mois Salma est partie vivre chez sa tante
      Soit une allocation a été accordée à la tante de Salma dès octobre 2025
      Et l'allocation d'octobre 2025 a été versée aux parents de Salma
      Quand l'allocation d'octobre 2025 est versée à la tante de Salma
      Alors c'est refusé

    Exemple: Le premier versement n'était jamais parti de la banque
      Soit l'allocation d'octobre 2025 a été versée aux parents de Salma
      Et cela a été retiré
      Quand l'allocation d'octobre 2025 est versée aux parents de Salma
      Alors c'est accordé
