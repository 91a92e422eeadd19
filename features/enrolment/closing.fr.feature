# language: fr
Fonctionnalité: Clôturer un dossier
  Un dossier se clôt pour une raison que quelqu'un d'autre a regardée, pour
  qu'aucun enfant ne disparaisse des listes sans qu'on l'ait voulu.

  Contexte:
    Soit Salma est accompagnée par Amina à Médiouna

  Règle: Une clôture n'est pas demandée tant qu'un transfert est en attente

    Exemple: Hay Hassani n'a pas répondu
      Soit Hay Hassani a été sollicité pour reprendre Salma
      Quand la clôture du dossier de Salma est demandée
      Alors c'est refusé

    Exemple: Aucun autre centre n'est sollicité
      Quand la clôture du dossier de Salma est demandée
      Alors c'est accordé

  Règle: Une clôture est approuvée ou refusée par une autre personne que l'intervenant qui suit l'enfant

    Exemple: Amina suit Salma
      Soit la clôture du dossier de Salma a été demandée
      Quand Amina approuve la clôture du dossier de Salma
      Alors c'est refusé

    Exemple: Karim regarde à son tour
      Soit la clôture du dossier de Salma a été demandée
      Quand Karim approuve la clôture du dossier de Salma
      Alors le dossier de Salma est clôturé
