package viking.core.model;

import java.util.Optional;

/**
 * A path in the container that outlives it. Without a source it is a volume of viking's own, pinned
 * to one host; with one, a directory of whichever host the job runs on.
 */
public record Mount(Optional<String> source, String path, boolean readOnly) {
  public Mount {
    absolute(path);
    source.ifPresent(Mount::absolute);
  }

  /** Reads {@code /data}, {@code /host/dir:/data}, {@code /host/dir:/data:ro}. */
  public static Mount parse(String text) {
    String[] parts = text.split(":", -1);
    boolean readOnly = parts.length > 1 && parts[parts.length - 1].equals("ro");
    int paths = readOnly ? parts.length - 1 : parts.length;
    if (paths < 1 || paths > 2) {
      throw new BadInput(
          "volume '" + text + "' is not /path, /host/path:/path or /host/path:/path:ro");
    }
    return new Mount(
        paths == 2 ? Optional.of(parts[0]) : Optional.empty(), parts[paths - 1], readOnly);
  }

  /** Whether the data lives in a volume that viking makes and pins. */
  public boolean pinned() {
    return source.isEmpty();
  }

  private static void absolute(String path) {
    if (!path.startsWith("/")
        || path.contains("/../")
        || path.endsWith("/..")
        || path.equals("/")) {
      throw new BadInput("volume path '" + path + "' is not an absolute path below /");
    }
  }

  @Override
  public String toString() {
    return source.map(from -> from + ":").orElse("") + path + (readOnly ? ":ro" : "");
  }
}
