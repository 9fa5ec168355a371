"""Published facts that every installation begins with: states, institutions, officials and the sources in which they stand. Data, with its hashes."""
