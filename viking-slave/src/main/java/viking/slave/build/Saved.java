package viking.slave.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import viking.core.model.Image;
import viking.slave.image.Conduit;
import viking.slave.image.ImageProblem;
import viking.slave.image.Proof;

/** Finds out what an image on this host's engine is, by saving it to nowhere. */
final class Saved {
  private Saved() {}

  /** As the imagebank is to know it. */
  static Image image(Workshop workshop, String reference, String from) {
    Proof proof = proof(workshop, reference);
    String at = workshop.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Image(proof.digest(), proof.size(), from, List.of(workshop.self()), at);
  }

  private static Proof proof(Workshop workshop, String reference) {
    Conduit conduit = new Conduit();
    Thread saver =
        new Thread(
            () -> {
              try (OutputStream in = conduit.in()) {
                workshop.engine().save(reference, in);
              } catch (IOException | RuntimeException e) {
                conduit.abort(String.valueOf(e.getMessage()));
              }
            },
            "image-save");
    saver.setDaemon(true);
    saver.start();
    try (InputStream tar = conduit.out()) {
      return Proof.of(tar);
    } catch (IOException e) {
      throw new ImageProblem(reference + " cannot be read: " + e.getMessage(), e);
    }
  }
}
