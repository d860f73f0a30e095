package viking.api.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.core.model.BadInput;
import viking.core.model.ImageRef;
import viking.slave.build.Workshop;
import viking.slave.image.ImageProblem;

/** Gives other hosts what this host's engine has, to a few at once: the others ask elsewhere. */
final class Sending {
  private static final int AT_ONCE = 2;
  private static final int OK = 200;

  private final Workshop workshop;
  private final Semaphore places = new Semaphore(AT_ONCE);

  Sending(Workshop workshop) {
    this.workshop = workshop;
  }

  void list(Request request, InputStream body, Reply reply) throws IOException {
    List<String> held;
    try {
      held =
          workshop.engine().references().stream()
              .filter(name -> ImageRef.of(name).isPresent())
              .toList();
    } catch (ImageProblem e) {
      throw Told.unavailable(e);
    }
    Told.json(
        reply,
        out -> {
          out.writeArrayFieldStart("images");
          for (String each : held) {
            out.writeString(each);
          }
          out.writeEndArray();
        });
  }

  void image(Request request, InputStream body, Reply reply) throws IOException {
    send(Told.image(request).toString(), reply);
  }

  /** Whatever the engine knows by that name, viking's or not. */
  void named(Request request, InputStream body, Reply reply) throws IOException {
    Optional<String> name = request.parameter("image").filter(text -> !text.isBlank());
    send(name.orElseThrow(() -> new BadInput("'image' names no image")), reply);
  }

  private void send(String name, Reply reply) throws IOException {
    if (!has(name)) {
      throw Refusal.notFound("it has no " + name);
    }
    if (!places.tryAcquire()) {
      throw Refusal.unavailable("it sends " + AT_ONCE + " images already");
    }
    try {
      OutputStream out = reply.begin(OK, "application/x-tar");
      workshop.engine().save(name, out);
      out.flush();
    } finally {
      places.release();
    }
  }

  private boolean has(String name) {
    try {
      return workshop.engine().find(name).isPresent();
    } catch (ImageProblem e) {
      throw Told.unavailable(e);
    }
  }
}
