# language: fr
Fonctionnalité: Voir ce que l'on a à voir
  Qui accompagne un enfant doit le connaître. Personne d'autre n'a à en savoir plus
  que son travail ne demande, et la famille peut savoir qui a su.

  Contexte:
    Étant donné que l'association travaille selon sa matrice d'accès
    Et qu'une voisine a signalé Salma
    Et que Salma est accompagnée par Amina à Médiouna
    Et qu'Amina a écrit ce qu'elle a trouvé chez Salma

  Règle: Qui accompagne un enfant voit ce qui est gardé de lui

    Exemple: Amina lit ce qu'elle a trouvé
      Quand Amina lit l'histoire de Salma
      Alors ce qui a été trouvé est montré

  Règle: Ce que quelqu'un n'a pas à voir est retenu, et il voit que ce l'est

    Exemple: Même Amina n'apprend pas quelle voisine c'était
      Quand Amina lit l'histoire de Salma
      Alors qui a signalé Salma est retenu

  Règle: Un enfant que quelqu'un n'a pas à connaître n'est listé nulle part

    Exemple: Rachid remplace Amina
      Quand Rachid demande les dossiers ouverts
      Alors Salma est listée

    Exemple: Youssef a trouvé d'autres enfants
      Quand Youssef demande les dossiers ouverts
      Alors Salma n'est pas listée

  Règle: Un dossier fermé à quelqu'un nommément lui est fermé dans tous ses rôles

    Exemple: Rachid est l'oncle de Salma
      Étant donné que le dossier de Salma est fermé à Rachid
      Quand Rachid demande les dossiers ouverts
      Alors Salma n'est pas listée

  Règle: La lecture de ce qui est sensible est elle-même enregistrée

    Exemple: La famille de Salma demande qui sait
      Quand Amina lit l'histoire de Salma
      Alors on sait qu'Amina l'a lue
