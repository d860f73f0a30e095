package viking.api.stack;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ListMultimap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Request;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.ImageRef;
import viking.core.model.Release;
import viking.core.state.ClusterState;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** Tells what a deploy would do. The release is made as a deploy makes it, and not written. */
final class Planned {
  private final Ground ground;
  private final NewRelease releases;

  Planned(Ground ground, NewRelease releases) {
    this.ground = ground;
    this.releases = releases;
  }

  CompletableFuture<Answer> post(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    Order order = Order.read(request.body(), "the body", stack);
    List<Range> ranges = new ArrayList<>(Present.ranges(stack));
    ranges.add(Range.prefix(Keys.ofStack(KeySpace.IMAGE, stack)));
    return ground
        .read(ranges)
        .thenCombineAsync(
            ground.state().get(), (found, state) -> answer(order, found, state), ground.worker());
  }

  private Answer answer(Order order, Snapshot found, ClusterState state) {
    Present now = Present.of(order.stack().name(), found);
    if (order.onlyIf().isPresent() && order.onlyIf().getAsLong() != now.revision()) {
      throw releases.overtaken(now);
    }
    ImagesAhead images =
        ImagesAhead.of(
            order,
            now.release(),
            known(found),
            other -> state.stack(other).flatMap(StackFacts::release).map(Versioned::value));
    Release next = Accept.next(now, order.stack(), images.images(), order.by(), ground.at());
    Difference difference =
        Accept.changes(now, next)
            ? Difference.of(now, next, Accept.scales(now, next))
            : Difference.none(next);
    Claims claims = Claims.of(now, next);
    List<String> notes = new ArrayList<>(claims.problems());
    notes.addAll(Accept.missingSecrets(now, next));
    Accept.tooLong(Accept.RELEASES.write(next)).ifPresent(notes::add);
    images.all().stream()
        .filter(each -> each.why().equals("no build makes it"))
        .forEach(each -> notes.add("no build makes " + each.image()));
    int problems = notes.size();
    notes.addAll(difference.notes());
    notes.addAll(images.unknown());
    ListMultimap<String, Placing.Place> places = Placing.of(state, next, difference);
    return Answer.ok(
        out -> {
          out.writeStartObject();
          out.writeStringField("stack", now.stack());
          out.writeNumberField("release", now.release().map(Release::number).orElse(0));
          out.writeNumberField("revision", now.revision());
          images(out, images);
          out.writeArrayFieldStart("nodes");
          for (NodeChange change : difference.nodes()) {
            node(out, change, places.get(change.node()));
          }
          out.writeEndArray();
          domains(out, claims);
          texts(out, "problems", notes.subList(0, problems));
          texts(out, "notes", notes);
          out.writeEndObject();
        });
  }

  private static Set<ImageRef> known(Snapshot found) {
    Set<ImageRef> known = new LinkedHashSet<>();
    for (Entry entry : found.entries()) {
      if (entry.key().startsWith(KeySpace.IMAGE.prefix())) {
        try {
          known.add(Key.parse(entry.key()).image());
        } catch (BadInput e) {
          // Nobody's image.
        }
      }
    }
    return known;
  }

  private static void images(JsonGenerator out, ImagesAhead images) throws IOException {
    out.writeArrayFieldStart("images");
    for (ImagesAhead.Ahead each : images.all()) {
      out.writeStartObject();
      out.writeStringField("image", each.image());
      out.writeStringField("action", each.action());
      out.writeStringField("ref", each.ref());
      out.writeStringField("why", each.why());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void node(JsonGenerator out, NodeChange change, List<Placing.Place> places)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("node", change.node());
    out.writeStringField("action", change.action().name().toLowerCase(Locale.ROOT));
    out.writeStringField("why", change.why());
    out.writeArrayFieldStart("fields");
    for (FieldChange field : change.fields()) {
      out.writeStartObject();
      out.writeStringField("field", field.field());
      out.writeStringField("from", field.from());
      out.writeStringField("to", field.to());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("instances");
    for (Placing.Place place : places) {
      out.writeStartObject();
      out.writeNumberField("slot", place.slot());
      out.writeStringField("host", place.host());
      out.writeStringField("why", place.why());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void domains(JsonGenerator out, Claims claims) throws IOException {
    Set<String> all = new TreeSet<>(claims.had().keySet());
    all.addAll(claims.wanted().keySet());
    out.writeArrayFieldStart("domains");
    for (String domain : all) {
      boolean wanted = claims.wanted().containsKey(domain);
      boolean same = wanted && claims.wanted().get(domain).equals(claims.had().get(domain));
      out.writeStartObject();
      out.writeStringField("domain", domain);
      out.writeStringField("action", same ? "keep" : wanted ? "claim" : "drop");
      out.writeStringField(
          "node",
          Optional.ofNullable(claims.wanted().get(domain))
              .orElseGet(() -> claims.had().get(domain))
              .node());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void texts(JsonGenerator out, String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
