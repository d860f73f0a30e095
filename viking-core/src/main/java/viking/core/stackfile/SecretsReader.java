package viking.core.stackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import viking.core.model.BadInput;
import viking.core.model.Secret;

/** {@code secrets}: {@code NAME}, {@code NAME:env}, {@code NAME:/path} or {@code {NAME: /path}}. */
final class SecretsReader {
  private static final String KEY = "secrets";

  private final Section node;

  SecretsReader(Section node) {
    this.node = node;
  }

  List<Secret> read() {
    List<Found<Secret>> all = new ArrayList<>();
    for (Value each : node.items(KEY)) {
      if (each instanceof Table table) {
        table.entries().forEach((name, entry) -> pair(name, entry).ifPresent(all::add));
      } else {
        node.item(KEY, each)
            .flatMap(text -> node.read(text, SecretsReader::secret))
            .ifPresent(all::add);
      }
    }
    int before = node.around().problems().count();
    List<Secret> secrets = Once.of("secret", node, all, Secret::name);
    if (node.around().problems().count() == before) {
      List<Found<Secret>> files = all.stream().filter(s -> s.value().path().isPresent()).toList();
      Once.of("a secret's path", node, files, secret -> secret.path().orElseThrow());
    }
    return secrets;
  }

  private Optional<Found<Secret>> pair(String name, Table.Entry entry) {
    if (entry.value() instanceof Scalar path && !path.nothing()) {
      return node.read(path, to -> secret(name + ":" + to))
          .map(secret -> new Found<>(secret.value(), entry.at()));
    }
    node.wrongItem(KEY, "a name, or {NAME: /path}", entry.value());
    return Optional.empty();
  }

  private static Secret secret(String text) {
    Secret secret = Secret.parse(text);
    if (secret.version() > 0) {
      throw new BadInput(
          "secret '" + text + "': its version is a release's matter; write " + secret.name());
    }
    return secret;
  }
}
