# language: fr
Fonctionnalité: Savoir ce qui est conservé
  Une famille peut demander ce qui est conservé sur son enfant, pour quoi, de qui
  cela vient, qui l'a vu et à qui cela a été transmis.

  Contexte:
    Soit Salma est accompagnée par Amina à Médiouna

  Règle: Une famille apprend tout ce qui est conservé sur son enfant

    Exemple: Ce qui a été noté, et par qui
      Soit Salma a reçu un cartable pour 2025-2026
      Alors la famille de Salma apprend la remise du cartable
      Et la famille de Salma apprend qu'Amina l'a noté
