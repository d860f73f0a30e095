package viking.api.stack;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import viking.core.model.Release;
import viking.core.model.Route;

/**
 * What a deploy would do, as it is told.
 *
 * @param problems why it could not be done
 */
record Preview(
    Present now,
    ImagesAhead images,
    Difference difference,
    ListMultimap<String, Placing.Place> places,
    Claims claims,
    List<String> problems) {
  Preview {
    problems = ImmutableList.copyOf(problems);
  }

  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("stack", now.stack());
    out.writeNumberField("release", now.release().map(Release::number).orElse(0));
    out.writeNumberField("revision", now.revision());
    images(out);
    out.writeArrayFieldStart("nodes");
    for (NodeChange change : difference.nodes()) {
      node(out, change, places.get(change.node()));
    }
    out.writeEndArray();
    domains(out);
    texts(out, "problems", problems);
    texts(out, "notes", notes());
    out.writeEndObject();
  }

  /** All that there is to be said, the problems first. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>(problems);
    notes.addAll(difference.notes());
    notes.addAll(images.unknown());
    return notes;
  }

  private void images(JsonGenerator out) throws IOException {
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

  private void domains(JsonGenerator out) throws IOException {
    Set<String> all = new TreeSet<>(claims.had().keySet());
    all.addAll(claims.wanted().keySet());
    out.writeArrayFieldStart("domains");
    for (String domain : all) {
      out.writeStartObject();
      out.writeStringField("domain", domain);
      out.writeStringField("action", action(domain));
      out.writeStringField(
          "node",
          Optional.ofNullable(claims.wanted().get(domain))
              .orElseGet(() -> claims.had().get(domain))
              .node());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private String action(String domain) {
    Optional<Route> wanted = Optional.ofNullable(claims.wanted().get(domain));
    if (wanted.isEmpty()) {
      return "drop";
    }
    return wanted.get().equals(claims.had().get(domain)) ? "keep" : "claim";
  }

  private static void texts(JsonGenerator out, String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
