package viking.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import viking.cli.client.Talk;
import viking.cli.client.Tree;
import viking.cli.watch.Display;
import viking.core.model.BadInput;

/** Sends a shipment and shows what the API makes of it. */
final class Delivery implements Talk {
  private final Session session;
  private final Shipment shipment;
  private final Shipment.Letter letter;
  private final Display display;
  private final Interruption interruption;
  private final Optional<Instant> until;
  private Optional<Tree> last = Optional.empty();
  private volatile long packed;

  Delivery(
      Session session,
      Shipment shipment,
      Shipment.Letter letter,
      Display display,
      Interruption interruption,
      Optional<Instant> until) {
    this.session = session;
    this.shipment = shipment;
    this.letter = letter;
    this.display = display;
    this.interruption = interruption;
    this.until = until;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    packed = 0;
    shipment.writeTo(out, letter, count -> packed = Math.min(count, shipment.bytes() - 1));
  }

  @Override
  public boolean heard(Tree said) {
    // A build that prints without a pause leaves no time for waiting.
    waits("the host that builds", true);
    display.event(said);
    last = Optional.of(said);
    return !said.text("event").equals("image");
  }

  @Override
  public void waits(String address, boolean sent) {
    display.tick(session.now());
    if (sent) {
      interruption.says(
          address + " goes on with it by itself; watch with: viking ps " + shipment.name());
      sent();
    } else {
      display.sending(Math.max(packed, 0), shipment.bytes());
    }
    if (until.filter(end -> !session.now().isBefore(end)).isPresent()) {
      throw sent
          ? new TimeUp(address)
          : new BadInput("the time is up before all was sent; nothing has been done");
    }
  }

  /** What was said last: how it ended. */
  Tree ending() {
    return last.orElseThrow(() -> new BadInput("there was no answer"));
  }

  private void sent() {
    display.sending(shipment.bytes(), shipment.bytes());
  }

  /** The time is up, and something goes on. */
  static final class TimeUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimeUp(String address) {
      super("the time is up; " + address + " goes on with it by itself");
    }
  }
}
