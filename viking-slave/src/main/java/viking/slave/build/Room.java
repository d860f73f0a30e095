package viking.slave.build;

import java.util.Optional;
import viking.slave.image.ImageEngine;
import viking.slave.image.ImageProblem;

/** Whether an engine's disk has room for more. */
final class Room {
  private static final long LITTLE = 1L << 30;
  private static final int LITTLE_SHARE = 10;

  /** Besides the context: once as it was sent, once as a layer. */
  private static final long SPARE = 64L << 20;

  private Room() {}

  static Optional<String> warning(ImageEngine.Room room, String host) {
    boolean little = room.free() < LITTLE || room.free() < room.whole() / LITTLE_SHARE;
    return little
        ? Optional.of(
            "the disk of the engine on "
                + host
                + " is nearly full: "
                + Amounts.of(room.free())
                + " of "
                + Amounts.of(room.whole())
                + " are free")
        : Optional.empty();
  }

  /** Refuses what will not fit. */
  static void check(ImageEngine.Room room, String host, String image, long bytes) {
    if (room.free() < 2 * bytes + SPARE) {
      throw new ImageProblem(
          "no room to build "
              + image
              + " on "
              + host
              + ": its files are "
              + Amounts.of(bytes)
              + ", and "
              + Amounts.of(room.free())
              + " are free on the engine's disk; make room there, or deploy through another host");
    }
  }
}
