package viking.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import viking.cli.client.Api;
import viking.cli.client.CutOff;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.watch.Display;
import viking.core.model.BadInput;
import viking.core.model.Stack;

/** Packs a stack and has the cluster make something of it. */
final class Shipping {
  private final Session session;
  private final Optional<Instant> until;

  Shipping(Session session, Optional<Instant> until) {
    this.session = session;
    this.until = until;
  }

  /** The folders beside the stack file. */
  Shipment pack(Stack stack, Path file) {
    Shipment shipment = Shipment.of(stack, file);
    if (shipment.folders()) {
      session.note(
          "packing " + shipment.files() + " files, " + Amount.bytes(shipment.bytes()) + " in all");
    }
    return shipment;
  }

  /**
   * Sends it, and shows what is said of it.
   *
   * @return the last word, which is no failure; empty if it was not heard, which has been said
   */
  Optional<Tree> send(
      Api api, String verb, Shipment shipment, Shipment.Letter letter, Interruption interruption) {
    Display display = session.display();
    Delivery delivery = new Delivery(session, shipment, letter, display, interruption, until);
    try {
      api.talk(Api.stack(shipment.name()) + "/" + verb, delivery);
    } catch (CutOff | Delivery.TimeUp e) {
      display.end();
      session.note(
          e.getMessage()
              + "; it may be done all the same: viking history "
              + shipment.name()
              + " tells");
      return Optional.empty();
    } finally {
      display.end();
    }
    Tree ending = delivery.ending();
    if (ending.text("event").equals("failed")) {
      ending.list("lines").forEach(line -> session.note("| " + line.asText()));
      throw new BadInput(ending.text("problem"));
    }
    return Optional.of(ending);
  }
}
