package viking.leader.dowding;

/** What one host says to one job, with figures, for people. */
public record Verdict(String hostname, boolean fits, String sentence) {}
