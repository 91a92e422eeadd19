"""What casemgmt ships: policy, vocabularies, and the articles' facts."""
