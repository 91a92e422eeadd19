"""The read models of a store, its facts among them: which they are, how they keep up."""
