package viking.slave.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.JobId;
import viking.core.model.Secret;
import viking.core.secret.Sealed;
import viking.core.secret.SecretBox;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** From what the store holds to what a container is given; complaints name the secret. */
final class Opening {
  private Opening() {}

  static java.util.List<Range> ranges(SecretEffect.Give wanted) {
    return wanted.secrets().stream()
        .map(secret -> Keys.secret(wanted.job().stack(), secret.name()))
        .distinct()
        .map(Range::key)
        .toList();
  }

  /** By name. A newer value than the one wanted will do: the next release is on its way. */
  static Map<String, byte[]> of(
      SecretEffect.Give wanted, Snapshot snapshot, Supplier<SecretBox> boxes) {
    SecretBox box = boxes.get();
    ImmutableMap.Builder<String, byte[]> values = ImmutableMap.builder();
    for (Secret secret : wanted.secrets()) {
      byte[] value = open(wanted.job(), secret, snapshot, box);
      if (secret.path().isEmpty()) {
        checkText(secret, value);
      }
      values.put(secret.name(), value);
    }
    return values.buildKeepingLast();
  }

  private static byte[] open(JobId job, Secret secret, Snapshot snapshot, SecretBox box) {
    String key = Keys.secret(job.stack(), secret.name());
    Optional<Entry> entry = snapshot.find(key);
    if (entry.isEmpty()) {
      throw new BadInput(
          "secret %s is not set: viking secret set %s %1$s".formatted(secret.name(), job.stack()));
    }
    try {
      if (Sealed.parse(entry.get().value()).version() < secret.version()) {
        throw new BadInput("etcd holds an older one than version " + secret.version());
      }
      return box.open(key, entry.get().value());
    } catch (BadInput e) {
      throw new BadInput("secret " + secret.name() + ": " + e.getMessage(), e);
    }
  }

  /** Variables are text that ends with its first zero byte. */
  private static void checkText(Secret secret, byte[] value) {
    try {
      if (UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString().indexOf('\0') < 0) {
        return;
      }
    } catch (CharacterCodingException e) {
      // As unfit as a zero byte.
    }
    throw new BadInput(
        "secret %s is not text and cannot be a variable: give it as a file"
            .formatted(secret.name()));
  }
}
