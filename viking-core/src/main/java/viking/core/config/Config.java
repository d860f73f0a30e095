package viking.core.config;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;

/**
 * The settings of this machine: the file's, and over them the environment's. Options of a command
 * are stronger still, and its own affair.
 */
public final class Config {
  /** Where the file is unless {@code VIKING_CONFIG} says otherwise. */
  public static final Path USUAL_FILE = Path.of("/etc/viking/config");

  /** The API's port, the same on all hosts. */
  public static final int USUAL_PORT = 1113;

  /** Where a host keeps its id, its memory, its token and the secret key. */
  public static final String USUAL_DATA_DIR = "/var/lib/viking";

  /** Where a host keeps what must not outlive a boot. */
  public static final String USUAL_RUN_DIR = "/run/viking";

  /** What etcd's database may grow to where nobody has told etcd otherwise. */
  public static final long USUAL_ETCD_QUOTA = 2L << 30;

  /** The most that a deploy may send to a host, unpacked. */
  public static final long USUAL_UPLOAD_LIMIT = 16L << 30;

  private final ImmutableMap<Setting, Given> given;

  private Config(Map<Setting, Given> given) {
    this.given = ImmutableMap.copyOf(given);
  }

  /** Of this process, whose variables are given. A file that is named must be there. */
  public static Config load(Map<String, String> environment) {
    String named = environment.getOrDefault("VIKING_CONFIG", "");
    Path file = named.isEmpty() ? USUAL_FILE : Path.of(named);
    return of(file, lines(file, !named.isEmpty()), environment);
  }

  static Config of(Path file, List<String> lines, Map<String, String> environment) {
    Map<Setting, Given> all = new EnumMap<>(Setting.class);
    for (int i = 0; i < lines.size(); i++) {
      line(file + " line " + (i + 1), lines.get(i), all);
    }
    for (Setting setting : Setting.values()) {
      setting.variables().stream()
          .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
          .findFirst()
          .ifPresent(
              variable -> all.put(setting, new Given(variable, environment.get(variable).strip())));
    }
    return new Config(all);
  }

  /** What is set, as text. */
  public Optional<String> get(Setting setting) {
    return Optional.ofNullable(given.get(setting)).map(Given::text);
  }

  /** What is set, read; a complaint about it says where it is set. */
  public <T> Optional<T> get(Setting setting, Function<String, T> reader) {
    return Optional.ofNullable(given.get(setting)).map(each -> each.read(reader));
  }

  private static List<String> lines(Path file, boolean mustBeThere) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      if (mustBeThere) {
        throw new BadInput("VIKING_CONFIG names " + file + ", which is not there", e);
      }
      return List.of();
    } catch (IOException e) {
      throw new BadInput(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void line(String place, String line, Map<Setting, Given> all) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new BadInput(place + ": '" + text + "' is not of the form: name = value");
    }
    String word = text.substring(0, equals).strip();
    Setting setting =
        Setting.of(word).orElseThrow(() -> new BadInput(place + ": " + unknown(word)));
    String value = text.substring(equals + 1).strip();
    if (value.isEmpty()) {
      throw new BadInput(place + ": '" + word + "' has no value; leave the line out");
    }
    if (all.put(setting, new Given(place, value)) != null) {
      throw new BadInput(place + ": '" + word + "' is set twice");
    }
  }

  private static String unknown(String word) {
    List<String> known = Arrays.stream(Setting.values()).map(Setting::word).toList();
    return "unknown setting '"
        + word
        + "'"
        + Suggestion.of(word, known)
            .map(near -> ", did you mean '" + near + "'?")
            .orElse("; there are " + String.join(", ", known));
  }

  /** A value and where it stands. */
  private record Given(String place, String text) {
    <T> T read(Function<String, T> reader) {
      try {
        return reader.apply(text);
      } catch (BadInput | IllegalArgumentException e) {
        throw new BadInput(place + ": " + e.getMessage(), e);
      }
    }
  }
}
