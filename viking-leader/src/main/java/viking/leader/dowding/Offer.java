package viking.leader.dowding;

/**
 * Room and tags, of a host or wanted of one, cut down to three numbers for the search. Tags may
 * share a bit, so an offer that will not do is certain not to; one that will is to be looked at.
 */
record Offer(long cpu, long memory, long tags) {

  static long bits(Iterable<String> tags) {
    long bits = 0;
    for (String tag : tags) {
      bits |= 1L << scattered(tag);
    }
    return bits;
  }

  boolean covers(Offer wanted) {
    return wanted.cpu <= cpu && wanted.memory <= memory && (wanted.tags & ~tags) == 0;
  }

  /**
   * A number that looks drawn by lot but is always the same for a text; for similar ones it differs
   * widely.
   */
  static int scattered(String text) {
    int hash = text.hashCode();
    int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
