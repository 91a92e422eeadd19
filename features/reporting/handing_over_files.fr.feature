# language: fr
Fonctionnalité: Remettre le dossier d'un enfant
  Une famille peut tenir tout le parcours entre ses mains, et qui reprend le dossier aussi ;
  personne d'autre, et nul n'y apprend qui s'était inquiété pour l'enfant.

  Contexte:
    Soit Salma est accompagnée par Amina à Médiouna

  Règle: Le dossier d'un enfant ne se remet qu'avec consentement

    Exemple: Le tuteur a accepté l'accompagnement
      Alors le dossier de Salma peut être remis à la famille

    Exemple: Le tuteur n'est plus d'accord
      Soit le tuteur a retiré son consentement pour Salma le 5 octobre 2025
      Alors le dossier de Salma ne peut pas être remis à la famille

    Exemple: Le partage est accepté avec un seul organisme
      Soit le tuteur a accepté que les données de Salma soient partagées avec Amal
      Alors le dossier de Salma peut être remis à Amal
      Et le dossier de Salma ne peut pas être remis à Nour

  Règle: Qui a signalé un enfant ne figure dans aucun dossier

    Exemple: Une voisine s'inquiétait
      Soit Hajja Zohra avait signalé Salma
      Alors le dossier de Salma ne nomme pas Hajja Zohra
