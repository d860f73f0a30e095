package viking.core.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be set. A setting is a line of the file under its name, {@code VIKING_NAME}
 * in the environment, and {@code --name} where a command takes it.
 */
public enum Setting {
  HOSTNAME,
  EXTERNAL,
  /** {@code ETCD_PEERS} is what flynn-host read. */
  ETCD("ETCD_PEERS"),
  ETCD_QUOTA,
  TAGS,
  SLAVE,
  DATA_DIR,
  PORT,
  TOKEN_FILE,
  SECRET_KEY_FILE,
  RUN_DIR,
  DOCKER("DOCKER_HOST"),
  UPLOAD_LIMIT,
  ADDR,
  TOKEN;

  private final List<String> variables;

  Setting(String... others) {
    List<String> all = new java.util.ArrayList<>(List.of("VIKING_" + name()));
    all.addAll(Arrays.asList(others));
    this.variables = List.copyOf(all);
  }

  /** As a line of the file and an option spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The variables that give it, the stronger first. */
  public List<String> variables() {
    return variables;
  }

  public static Optional<Setting> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
