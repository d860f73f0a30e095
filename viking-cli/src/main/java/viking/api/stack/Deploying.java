package viking.api.stack;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.Release;
import viking.slave.build.BuildEvent;
import viking.slave.build.BuildFailed;
import viking.slave.build.Builder;

/**
 * Takes in what a stack is made of, has its images made, and makes it the stack's release. When all
 * has been sent it goes on, whether or not anybody listens.
 */
final class Deploying {
  private static final Logger LOG = LoggerFactory.getLogger(Deploying.class);
  private static final String TYPE = "application/x-ndjson";

  private final Ground ground;
  private final NewRelease releases;
  private final Arrivals arrivals;
  private final Building building;

  Deploying(Ground ground, NewRelease releases, Arrivals arrivals, Building building) {
    this.ground = ground;
    this.releases = releases;
    this.arrivals = arrivals;
    this.building = building;
  }

  void deploy(Request request, InputStream body, Reply reply) throws Exception {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    Present arrival = await(ground.present(stack));
    receive(stack, body, (order, folder) -> deploy(arrival, order, folder, reply));
  }

  void build(Request request, InputStream body, Reply reply) throws Exception {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    receive(
        stack,
        body,
        (order, folder) -> {
          Lines lines = new Lines(reply.begin(200, TYPE));
          try {
            Map<String, String> images = images(order, folder, lines);
            lines.tell("built", out -> images(out, images));
          } catch (BuildFailed e) {
            failed(lines, e.problem(), e.lines());
          }
        });
  }

  private interface Use {
    void of(Order order, Path folder) throws Exception;
  }

  private void receive(String stack, InputStream body, Use use) throws Exception {
    Path folder = arrivals.make();
    try {
      byte[] order = arrivals.unpacking(folder).take(body);
      use.of(checked(Order.read(order, Unpacking.ORDER, stack), folder), folder);
    } finally {
      Arrivals.remove(folder);
    }
  }

  private void deploy(Present arrival, Order order, Path folder, Reply reply) throws Exception {
    if (order.onlyIf().isPresent() && order.onlyIf().getAsLong() != arrival.revision()) {
      throw releases.overtaken(arrival);
    }
    // What cannot be accepted need not be built.
    Acceptance unused = Accept.of(arrival, release(arrival, order, Map.of()));
    Lines lines = new Lines(reply.begin(200, TYPE));
    try {
      Map<String, String> images = images(order, folder, lines);
      NewRelease.Accepted accepted =
          await(
              releases.makeOf(
                  order.stack().name(),
                  arrival.revision(),
                  now -> Accept.deploy(now, release(now, order, images))));
      LOG.info(
          "release {} of {} accepted: by={} again={} changed={}",
          accepted.number(),
          order.stack().name(),
          order.by(),
          accepted.acceptance().again(),
          accepted.acceptance().changed());
      lines.tell("accepted", out -> accepted(out, accepted));
    } catch (BuildFailed e) {
      failed(lines, e.problem(), e.lines());
    } catch (BadInput | Refusal e) {
      failed(lines, e.getMessage(), List.of());
    }
  }

  private Release release(Present now, Order order, Map<String, String> images) {
    return Accept.next(now, order.stack(), images, order.by(), ground.at());
  }

  private Map<String, String> images(Order order, Path folder, Lines lines) throws BuildFailed {
    Builder.Order what =
        new Builder.Order(order.stack(), folder, order.contexts(), order.sites(), order.fresh());
    return building.build(what, event -> lines.tell("image", out -> image(out, event)));
  }

  /** Names of folders come from outside as well. */
  private static Order checked(Order order, Path folder) {
    List<String> folders = new ArrayList<>(order.contexts().values());
    folders.addAll(order.sites().values());
    for (String each : folders) {
      if (!each.matches("[cs][0-9]{1,6}")) {
        throw new BadInput(Unpacking.ORDER + ": '" + each + "' is no folder that is sent");
      }
      if (!Files.isDirectory(folder.resolve(each))) {
        try {
          // A folder without a file in it has left no trace in what was sent.
          Files.createDirectory(folder.resolve(each));
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
    return order;
  }

  private static void failed(Lines lines, String problem, List<String> last) {
    lines.tell(
        "failed",
        out -> {
          out.writeStringField("problem", problem);
          array(out, "lines", last);
        });
  }

  private static void image(JsonGenerator out, BuildEvent event) throws IOException {
    out.writeStringField("image", event.image());
    out.writeStringField("state", event.state());
    out.writeStringField("text", event.text());
    if (!event.ref().isEmpty()) {
      out.writeStringField("ref", event.ref());
    }
  }

  private static void images(JsonGenerator out, Map<String, String> images) throws IOException {
    out.writeObjectFieldStart("images");
    for (Map.Entry<String, String> each : images.entrySet()) {
      out.writeStringField(each.getKey(), each.getValue());
    }
    out.writeEndObject();
  }

  private static void accepted(JsonGenerator out, NewRelease.Accepted accepted) throws IOException {
    Acceptance acceptance = accepted.acceptance();
    out.writeNumberField("release", accepted.number());
    out.writeNumberField("revision", accepted.revision());
    out.writeBooleanField("again", acceptance.again());
    array(out, "changed", acceptance.changed());
    array(out, "unchanged", acceptance.unchanged());
    array(out, "notes", acceptance.notes());
  }

  private static void array(JsonGenerator out, String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  /** Only on a thread that may block. */
  private static <T> T await(CompletableFuture<T> answer) throws Exception {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
