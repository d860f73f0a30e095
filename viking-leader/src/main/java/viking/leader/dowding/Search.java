package viking.leader.dowding;

import java.util.List;

/**
 * A group's wishes cut down to a few numbers for the search. Each tag has a bit, which it may share
 * with others: what is refused is certain not to do, what is accepted is still to be asked.
 */
record Search(long cpu, long memory, long tags, long flexible, int atLeast) {

  /** For hosts that lack so many of the flexible tags. */
  static Search of(Want want, List<String> flexible, int missing) {
    long bits = bits(flexible);
    return new Search(
        want.resources().milliCpu(),
        want.resources().memory(),
        bits(want.tags()),
        bits,
        Math.max(0, Long.bitCount(bits) - missing));
  }

  static long bits(Iterable<String> tags) {
    long bits = 0;
    for (String tag : tags) {
      bits |= 1L << scattered(tag);
    }
    return bits;
  }

  boolean accepts(long freeCpu, long freeMemory, long tagBits) {
    return cpu <= freeCpu
        && memory <= freeMemory
        && (tags & ~tagBits) == 0
        && Long.bitCount(flexible & tagBits) >= atLeast;
  }

  /** Always the same number for a text, and a very different one for a similar text. */
  static int scattered(String text) {
    int hash = text.hashCode();
    int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
