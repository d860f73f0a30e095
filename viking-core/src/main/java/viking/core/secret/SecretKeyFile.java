package viking.core.secret;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import viking.core.config.PrivateFile;
import viking.core.model.BadInput;

/**
 * The cluster's secret key, in a file that only its owner can read; made where there is none yet.
 * Below the key that is in use, a line each, older ones may stand: what was set with them can still
 * be read.
 */
public final class SecretKeyFile {
  private SecretKeyFile() {}

  /** The keys that stand there, the one in use first. */
  public static List<SecretKey> of(Path file) {
    String text = new PrivateFile("secret key file", file).read(() -> SecretKey.fresh() + "\n");
    ImmutableList.Builder<SecretKey> keys = ImmutableList.builder();
    int number = 0;
    for (String line : Splitter.on('\n').split(text.stripTrailing())) {
      number++;
      try {
        keys.add(SecretKey.parse(line.strip()));
      } catch (BadInput e) {
        throw new BadInput(
            "secret key file "
                + file
                + " line "
                + number
                + " does not hold a key ("
                + e.getMessage()
                + "): copy the file from another host of the cluster; take it away only where the"
                + " cluster has no secrets yet",
            e);
      }
    }
    return keys.build();
  }
}
