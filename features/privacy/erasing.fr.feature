# language: fr
Fonctionnalité: Effacer une personne
  Une famille peut demander que rien ne soit plus su d'un enfant. C'est fait pour de
  bon : deux personnes l'ordonnent ; ce qui est à d'autres leur reste.

  Contexte:
    Soit Salma est accompagnée par l'association

  Règle: Un effacement est ordonné par deux personnes, qui ne sont pas la même

    Plan du scénario: Amina l'ordonne
      Quand <qui> d'effacer Salma parce que la famille le demande
      Alors c'est <réponse>

      Exemples:
        | qui                      | réponse |
        | Amina ordonne            | refusé  |
        | Amina et Amina ordonnent | refusé  |
        | Amina et Nadia ordonnent | accordé |

  Règle: Un effacement est ordonné pour un motif

    Plan du scénario: Le motif est gardé
      Quand Amina et Nadia ordonnent d'effacer Salma <motif>
      Alors c'est <réponse>

      Exemples:
        | motif                           | réponse |
        | sans motif                      | refusé  |
        | parce que la famille le demande | accordé |

  Règle: Ce qui est mis en réserve n'est pas effacé avant que la réserve soit levée

    Exemple: Un tribunal demande le dossier
      Soit ce qui est su de Salma est mis en réserve pour un tribunal
      Quand Amina et Nadia ordonnent d'effacer Salma parce que la famille le demande
      Alors c'est refusé

    Exemple: L'affaire est close
      Soit ce qui est su de Salma est mis en réserve pour un tribunal
      Et la réserve sur Salma a été levée
      Quand Amina et Nadia ordonnent d'effacer Salma parce que la famille le demande
      Alors c'est accordé

  Règle: Un effacement interrompu se poursuit jusqu'à ce que chaque lieu ait tout lâché

    Exemple: Le registre n'était pas joignable ce jour-là
      Soit un registre est tenu à côté, et n'est pas joignable
      Et Amina et Nadia ont ordonné d'effacer Salma parce que la famille le demande
      Quand le registre est joignable, et que les effacements se poursuivent
      Alors chaque lieu a tout lâché de Salma
      Et le registre ne nomme plus Salma

  Règle: Une copie gardée de qui a été effacé est trouvée, et le lieu en est dit

    Exemple: Qui tient le registre en garde une copie
      Soit un registre est tenu à côté, avec une copie
      Quand Amina et Nadia ordonnent d'effacer Salma parce que la famille le demande
      Alors la copie est nommée comme ce qui garde encore quelque chose de Salma

  Règle: D'un registre disparu pour de bon, deux personnes le disent, et pourquoi

    Exemple: Son disque a été broyé
      Soit un registre est tenu à côté, et son disque a été broyé
      Et Amina et Nadia ont ordonné d'effacer Salma parce que la famille le demande
      Quand Karim et Nadia disent que le registre a disparu, parce qu'il a été broyé
      Alors chaque lieu a tout lâché de Salma
