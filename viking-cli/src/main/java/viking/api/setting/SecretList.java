package viking.api.setting;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.api.http.Answer;
import viking.core.model.Release;
import viking.core.secret.Sealed;
import viking.core.secret.SecretBox;
import viking.core.store.Entry;

/** The secrets of a stack: those that are set, and those that nodes want and nobody has set. */
final class SecretList {
  private final Held held;
  private final SecretBox box;
  private final Map<String, Set<String>> users;

  SecretList(Held held, SecretBox box) {
    this.held = held;
    this.box = box;
    this.users = held.users();
  }

  Answer answer() {
    Set<String> names =
        ImmutableSortedSet.<String>naturalOrder()
            .addAll(held.secrets().keySet())
            .addAll(users.keySet())
            .build();
    return Answer.ok(
        out -> {
          out.writeStartObject();
          out.writeStringField("stack", held.stack());
          out.writeStringField("keyId", box.keyId());
          out.writeArrayFieldStart("secrets");
          for (String name : names) {
            write(name, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private void write(String name, JsonGenerator out) throws IOException {
    Optional<Entry> entry = Optional.ofNullable(held.secrets().get(name));
    Optional<Sealed> closed = entry.flatMap(Held::closed);
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeBooleanField("set", entry.isPresent());
    if (closed.isPresent()) {
      long version = closed.get().version();
      out.writeNumberField("version", version);
      out.writeStringField("keyId", closed.get().keyId());
      Optional<Release> first = held.firstWith(name, version);
      if (first.isPresent()) {
        out.writeNumberField("release", first.get().number());
        out.writeStringField("by", first.get().by());
        out.writeStringField("at", first.get().at());
      }
    }
    out.writeBooleanField("readable", closed.filter(box::fits).isPresent());
    out.writeArrayFieldStart("nodes");
    for (String node : users.getOrDefault(name, Set.of())) {
      out.writeString(node);
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
