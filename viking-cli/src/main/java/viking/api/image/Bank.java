package viking.api.image;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.core.codec.Suggestion;
import viking.core.model.Image;
import viking.core.model.ImageRef;
import viking.core.state.Versioned;
import viking.slave.image.Catalogue;
import viking.slave.image.ImageProblem;
import viking.slave.image.Needs;

/** The images of the cluster: what there is and what for; and takes away what is for nothing. */
final class Bank {
  private final Catalogue catalogue;

  Bank(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void list(Request request, InputStream body, Reply reply) throws IOException {
    SortedMap<ImageRef, Versioned<Image>> all;
    Needs needs;
    try {
      all = catalogue.all();
      needs = catalogue.needs();
    } catch (ImageProblem e) {
      throw Told.unavailable(e);
    }
    Told.json(
        reply,
        out -> {
          out.writeArrayFieldStart("images");
          for (ImageRef ref : all.keySet()) {
            write(out, ref, all.get(ref).value(), needs.users(ref.toString()));
          }
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, ImageRef ref, Image image, List<String> users)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("image", ref.toString());
    out.writeStringField("stack", ref.stack());
    out.writeStringField("name", ref.image());
    out.writeStringField("tag", ref.tag());
    out.writeStringField("digest", image.digest());
    out.writeNumberField("size", image.size());
    out.writeStringField("from", image.from());
    out.writeStringField("at", image.at());
    texts(out, "holders", image.holders());
    texts(out, "usedBy", users);
    out.writeEndObject();
  }

  private static void texts(JsonGenerator out, String name, Collection<String> texts)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String each : texts) {
      out.writeString(each);
    }
    out.writeEndArray();
  }

  /** The hosts take it from their engines by themselves, once it is forgotten. */
  void delete(Request request, InputStream body, Reply reply) throws IOException {
    ImageRef ref = Told.image(request);
    try {
      Versioned<Image> known = catalogue.find(ref).orElseThrow(() -> unknown(ref));
      List<String> users = catalogue.needs().users(ref.toString());
      if (!users.isEmpty()) {
        throw Refusal.conflict(ref + " is needed by " + String.join(", ", users));
      }
      if (!catalogue.delete(ref, known.modified())) {
        throw Refusal.conflict(ref + " has just been put to use; look and ask again");
      }
    } catch (ImageProblem e) {
      throw Told.unavailable(e);
    }
    Told.done(reply, ref + " is forgotten; its hosts remove it within minutes");
  }

  private Refusal unknown(ImageRef ref) {
    List<String> names = catalogue.all().keySet().stream().map(ImageRef::toString).toList();
    return Refusal.notFound(
        "there is no image '"
            + ref
            + "'"
            + Suggestion.of(ref.toString(), names)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(""));
  }
}
