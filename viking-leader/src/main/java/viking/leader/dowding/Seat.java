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
  private final double load;
  private final Offer offer;
  private long mostCpu;
  private long mostMemory;
  private long allTags;

  private Seat() {
    berth = new Berth("");
    priority = Integer.MIN_VALUE;
    left = this;
    right = this;
    load = 0;
    offer = new Offer(-1, -1, 0);
    mostCpu = -1;
    mostMemory = -1;
  }

  /** The seat of a host as it is now; it is to be replaced when the host changes. */
  Seat(Berth berth) {
    this.berth = berth;
    priority = Offer.scattered(berth.name());
    left = NONE;
    right = NONE;
    load = berth.load();
    offer = berth.offer();
    sum();
  }

  boolean isBefore(Seat other) {
    return load != other.load ? load < other.load : berth.name().compareTo(other.berth.name()) < 0;
  }

  /** Whether the host of this place may do. */
  boolean covers(Offer wanted) {
    return offer.covers(wanted);
  }

  /** Whether a host at or below this place may do; where it says no, none does. */
  boolean isAbove(Offer wanted) {
    return wanted.cpu() <= mostCpu
        && wanted.memory() <= mostMemory
        && (wanted.tags() & ~allTags) == 0;
  }

  /**
   * To be called when what lies below has changed; in plain numbers, as it is called very often.
   */
  Seat sum() {
    mostCpu = Math.max(offer.cpu(), Math.max(left.mostCpu, right.mostCpu));
    mostMemory = Math.max(offer.memory(), Math.max(left.mostMemory, right.mostMemory));
    allTags = offer.tags() | left.allTags | right.allTags;
    return this;
  }
}
