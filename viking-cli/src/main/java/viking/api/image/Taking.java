package viking.api.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.core.model.BadInput;
import viking.core.model.ImageRef;
import viking.slave.build.Workshop;

/**
 * Has this host get an image for itself. It tells line by line that it is still at it, and in the
 * last how it went. When nobody listens any more it goes on; whoever asks for the same image
 * meanwhile waits for the same end.
 */
final class Taking {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int OK = 200;
  private static final int LONGEST = 4096;
  private static final long WORD_SECONDS = 5;

  /** More are for other hosts: these may go on for minutes after their clients have left. */
  private static final int AT_ONCE = 8;

  private final Workshop workshop;
  private final Map<ImageRef, CompletableFuture<Void>> underWay = new HashMap<>();

  Taking(Workshop workshop) {
    this.workshop = workshop;
  }

  void post(Request request, InputStream body, Reply reply) throws Exception {
    CompletableFuture<Void> fetched = fetching(image(body));
    OutputStream out = reply.begin(OK, "application/x-ndjson");
    while (!over(fetched)) {
      say(out, "fetching", "");
    }
    try {
      fetched.get();
      say(out, "held", "");
    } catch (ExecutionException e) {
      say(out, "failed", String.valueOf(e.getCause().getMessage()));
    }
  }

  private CompletableFuture<Void> fetching(ImageRef image) {
    synchronized (underWay) {
      CompletableFuture<Void> known = underWay.get(image);
      if (known != null) {
        return known;
      }
      if (underWay.size() == AT_ONCE) {
        throw Refusal.unavailable("it gets " + AT_ONCE + " images already");
      }
      CompletableFuture<Void> fetched = new CompletableFuture<>();
      Thread fetching = new Thread(() -> fetch(image, fetched), "image-take");
      fetching.setDaemon(true);
      fetching.start();
      // It cannot have ended for good before: that takes the lock.
      underWay.put(image, fetched);
      return fetched;
    }
  }

  private void fetch(ImageRef image, CompletableFuture<Void> fetched) {
    try {
      workshop.bank().ensure(image);
      ended(image);
      fetched.complete(null);
    } catch (RuntimeException | Error e) {
      // Also what nobody can mend: else it would be said for ever that it is being fetched.
      ended(image);
      fetched.completeExceptionally(e);
    }
  }

  /** Before anybody is told, so that whoever asks again then has it tried again. */
  private void ended(ImageRef image) {
    synchronized (underWay) {
      underWay.remove(image);
    }
  }

  private static boolean over(CompletableFuture<Void> fetched) throws InterruptedException {
    try {
      fetched.get(WORD_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  private static void say(OutputStream out, String event, String problem) throws IOException {
    try (JsonGenerator json = Told.JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("event", event);
      if (!problem.isEmpty()) {
        json.writeStringField("problem", problem);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
    out.flush();
  }

  private static ImageRef image(InputStream body) throws IOException {
    String text = new String(body.readNBytes(LONGEST), UTF_8);
    try {
      String name = MAPPER.readTree(text).path("image").asText("");
      return ImageRef.of(name)
          .orElseThrow(
              () -> new BadInput("'image' is '" + name + "', not viking/<stack>/<image>:<tag>"));
    } catch (JsonProcessingException e) {
      throw new BadInput("the body is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
