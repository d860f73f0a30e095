package viking.core.stackfile;

/** What the reading of any part of a stack file needs. */
record Surroundings(Problems problems, Variables variables, Folder folder) {}
