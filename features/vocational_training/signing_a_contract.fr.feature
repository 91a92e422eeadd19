# language: fr
Fonctionnalité: Signer un contrat d'apprentissage
  Un contrat lie un jeune à une entreprise qui lui apprend un métier ; la loi sur
  l'apprentissage dit à partir de quel âge, et qui signe aux côtés d'un mineur.

  Contexte:
    Soit Anas, né le 2 novembre 2009, est accompagné par l'association

  Règle: Un apprenti a l'âge requis pour l'apprentissage

    Plan du scénario: Quinze ans révolus
      Soit Yassir, né <naissance>, est accompagné par l'association
      Quand Yassir signe un contrat le <jour>
      Alors c'est <réponse>

      Exemples: Le jour de naissance est connu
        | naissance          | jour              | réponse |
        | le 2 novembre 2010 | 1er novembre 2025 | refusé  |
        | le 2 novembre 2010 | 2 novembre 2025   | accordé |

      Exemples: Du mois ou de l'année seulement, c'est le dernier jour qui compte
        | naissance        | jour             | réponse |
        | en novembre 2010 | 29 novembre 2025 | refusé  |
        | en novembre 2010 | 30 novembre 2025 | accordé |
        | en 2010          | 30 décembre 2025 | refusé  |
        | en 2010          | 31 décembre 2025 | accordé |

    Exemple: Un jour trop tôt, jusqu'à ce que l'acte de naissance le vieillisse d'un jour
      Soit Yassir, né le 2 novembre 2010, est accompagné par l'association
      Et un contrat a été refusé à Yassir le 1er novembre 2025
      Et l'acte de naissance de Yassir indique le 1er novembre 2010
      Quand Yassir signe un contrat le 1er novembre 2025
      Alors c'est accordé

  Règle: Un tuteur légal signe le contrat d'un mineur

    Plan du scénario: Dix-huit ans révolus
      Soit Ilyas, né le 2 novembre 2007, est accompagné par l'association
      Quand Ilyas signe un contrat <avec qui> le <jour>
      Alors c'est <réponse>

      Exemples:
        | avec qui              | jour              | réponse |
        | seul                  | 1er novembre 2025 | refusé  |
        | avec son tuteur légal | 1er novembre 2025 | accordé |
        | seul                  | 2 novembre 2025   | accordé |

  Règle: Un enfant n'a qu'un contrat en cours à la fois

    Plan du scénario: Ce qu'est devenu le premier contrat
      Soit Anas a signé un contrat le 1er octobre 2025
      Et le contrat d'Anas a été <suite>
      Quand Anas signe un autre contrat
      Alors c'est <réponse>

      Exemples:
        | suite        | réponse |
        | suspendu     | refusé  |
        | repris       | refusé  |
        | rompu        | accordé |
        | mené à terme | accordé |

    Exemple: Le premier contrat court au-delà de la fin prévue
      Soit Anas a signé un contrat jusqu'au 31 décembre 2025
      Quand Anas signe un autre contrat le 2 février 2026
      Alors c'est refusé
