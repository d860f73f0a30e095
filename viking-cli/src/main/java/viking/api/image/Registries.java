package viking.api.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.core.codec.Suggestion;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.secret.SecretBox;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.slave.image.Catalogue;
import viking.slave.image.ImageProblem;
import viking.slave.image.Login;
import viking.slave.image.Logins;

/** Logins at registries. No answer ever holds a password. */
final class Registries {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST = 65_536;

  private final Catalogue catalogue;
  private final Supplier<SecretBox> box;

  Registries(Catalogue catalogue, Supplier<SecretBox> box) {
    this.catalogue = catalogue;
    this.box = box;
  }

  void list(Request request, InputStream body, Reply reply) throws IOException {
    List<Entry> entries = all();
    Told.json(
        reply,
        out -> {
          out.writeArrayFieldStart("registries");
          for (Entry entry : entries) {
            out.writeStartObject();
            out.writeStringField("registry", Logins.registry(entry.key()).orElseThrow());
            out.writeStringField("user", user(entry));
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  void put(Request request, InputStream body, Reply reply) throws IOException {
    String registry = request.variable("registry");
    String key = Logins.key(registry);
    Login login = login(registry, body);
    try {
      Optional<Entry> known = entry(key);
      long modified = known.map(Entry::modified).orElse(0L);
      String sealed = box.get().seal(key, modified + 1, Logins.write(login));
      if (!catalogue.put(key, modified, sealed)) {
        throw Refusal.conflict("the login at " + registry + " has just changed; ask again");
      }
    } catch (ImageProblem e) {
      throw Told.unavailable(e);
    }
    Told.done(reply, "pulls from " + registry + " are made as " + login.user());
  }

  void delete(Request request, InputStream body, Reply reply) throws IOException {
    String registry = request.variable("registry");
    String key = Logins.key(registry);
    try {
      Entry known = entry(key).orElseThrow(() -> unknown(registry));
      if (!catalogue.drop(key, known.modified())) {
        throw Refusal.conflict("the login at " + registry + " has just changed; ask again");
      }
    } catch (ImageProblem e) {
      throw Told.unavailable(e);
    }
    Told.done(reply, "pulls from " + registry + " are made as nobody");
  }

  private Refusal unknown(String registry) {
    List<String> names = new ArrayList<>();
    all().forEach(entry -> Logins.registry(entry.key()).ifPresent(names::add));
    return Refusal.notFound(
        "there is no login at '"
            + registry
            + "'"
            + Suggestion.of(registry, names)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(""));
  }

  private List<Entry> all() {
    try {
      return catalogue
          .read(Range.prefix(Keys.ofStack(KeySpace.SECRET, Logins.STACK)))
          .entries()
          .stream()
          .filter(entry -> Logins.registry(entry.key()).isPresent())
          .toList();
    } catch (ImageProblem e) {
      throw Told.unavailable(e);
    }
  }

  private Optional<Entry> entry(String key) {
    return catalogue.read(Range.key(key)).entries().stream().findFirst();
  }

  private String user(Entry entry) {
    try {
      return Logins.read("", box.get().open(entry.key(), entry.value())).user();
    } catch (BadInput e) {
      return "";
    }
  }

  @SuppressWarnings("UnusedException")
  private static Login login(String registry, InputStream body) throws IOException {
    JsonNode in;
    try {
      in = MAPPER.readTree(body.readNBytes(LONGEST));
    } catch (JsonProcessingException e) {
      // Its complaint would repeat what stands there, which may be the password.
      throw new BadInput("the body is not JSON");
    }
    String user = in.path("user").asText("");
    String password = in.path("password").asText("");
    if (user.isBlank() || password.isEmpty()) {
      throw new BadInput("'user' and 'password' are both needed to log in at " + registry);
    }
    return new Login(registry, user, password);
  }
}
