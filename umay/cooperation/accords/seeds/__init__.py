"""Published facts about what was agreed: data, each with the sentence in which it stands."""
