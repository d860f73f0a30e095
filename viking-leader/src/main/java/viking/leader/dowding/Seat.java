package viking.leader.dowding;

/**
 * A host's place in the {@link Order}, and the most that the hosts at or below that place offer.
 */
final class Seat {
  /** The place below the last one. */
  static final Seat NONE = new Seat();

  final Berth berth;
  final int priority;
  Seat left;
  Seat right;
  private final long rank;
  private final double load;
  private final long cpu;
  private final long memory;
  private final long tags;
  private long mostCpu;
  private long mostMemory;
  private long allTags;

  private Seat() {
    berth = new Berth("");
    priority = Integer.MIN_VALUE;
    left = this;
    right = this;
    rank = 0;
    load = 0;
    cpu = -1;
    memory = -1;
    tags = 0;
    mostCpu = cpu;
    mostMemory = memory;
  }

  /** The seat of a host as it is now; it is to be replaced when the host changes. */
  Seat(Berth berth, long rank) {
    this.berth = berth;
    priority = Search.scattered(berth.name());
    left = NONE;
    right = NONE;
    this.rank = rank;
    load = berth.load();
    // Where too much is taken, a job that asks for nothing still fits.
    cpu = Math.max(0, berth.freeCpu());
    memory = Math.max(0, berth.freeMemory());
    tags = berth.tagBits();
    mostCpu = cpu;
    mostMemory = memory;
    allTags = tags;
  }

  boolean isBefore(Seat other) {
    if (rank != other.rank) {
      return rank < other.rank;
    }
    return load != other.load ? load < other.load : berth.name().compareTo(other.berth.name()) < 0;
  }

  /** Whether the host of this place may do. */
  boolean isFor(Search search) {
    return search.accepts(cpu, memory, tags);
  }

  /** Whether a host at or below this place may do; where it says no, none does. */
  boolean isAbove(Search search) {
    return search.accepts(mostCpu, mostMemory, allTags);
  }

  /** To be called when what lies below has changed. */
  Seat sum() {
    mostCpu = Math.max(cpu, Math.max(left.mostCpu, right.mostCpu));
    mostMemory = Math.max(memory, Math.max(left.mostMemory, right.mostMemory));
    allTags = tags | left.allTags | right.allTags;
    return this;
  }
}
