package viking.slave.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Ascii;
import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.secret.SecretBox;
import viking.core.store.Entry;
import viking.core.store.Range;

/**
 * The logins at registries, kept as secrets of a stack that nobody can deploy, {@code
 * /secret/viking/REGISTRY_<name in hex>}. Reads them; the API writes.
 */
public final class Logins implements Function<String, Optional<Login>> {
  public static final String STACK = "viking";

  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
  private static final String PREFIX = "REGISTRY_";
  private static final int LONGEST = 59;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Catalogue catalogue;
  private final Supplier<SecretBox> box;

  public Logins(Catalogue catalogue, Supplier<SecretBox> box) {
    this.catalogue = catalogue;
    this.box = box;
  }

  /** The key of a registry's login; refuses what is no registry's name. */
  public static String key(String registry) {
    if (registry.length() > LONGEST
        || !registry.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?")) {
      throw new BadInput(
          "registry '"
              + Ascii.truncate(registry, LONGEST, "…")
              + "' is not a host name, or one with a port, such as registry.example.com:5000");
    }
    return Keys.secret(STACK, PREFIX + BaseEncoding.base16().encode(registry.getBytes(UTF_8)));
  }

  /** The registry of such a key; empty for other secrets. */
  public static Optional<String> registry(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = BaseEncoding.base16().decode(name.substring(PREFIX.length()));
      return Optional.of(new String(bytes, UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is to be sealed. */
  public static byte[] write(Login login) {
    try {
      return MAPPER.writeValueAsBytes(
          MAPPER.createObjectNode().put("user", login.user()).put("password", login.password()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was sealed under the key. */
  public static Login read(String registry, byte[] opened) {
    try {
      JsonNode in = MAPPER.readTree(opened);
      return new Login(registry, in.path("user").asText(""), in.path("password").asText(""));
    } catch (IOException e) {
      throw new BadInput("the login at " + registry + " cannot be read: log in again", e);
    }
  }

  /** One that cannot be read is none, which the log tells: the registry may do without. */
  @Override
  public Optional<Login> apply(String registry) {
    try {
      String key = key(registry);
      Optional<Entry> entry = catalogue.read(Range.key(key)).entries().stream().findFirst();
      return entry.map(found -> read(registry, box.get().open(key, found.value())));
    } catch (BadInput | ImageProblem e) {
      LOG.warn("the login at {} cannot be used: {}", registry, e.getMessage());
      return Optional.empty();
    }
  }
}
