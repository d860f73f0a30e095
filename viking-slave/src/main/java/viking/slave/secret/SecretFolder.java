package viking.slave.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import viking.core.model.BadInput;
import viking.core.model.Job;
import viking.core.model.Secret;

/**
 * Where this host keeps what it gives to containers: a folder for each, in memory, and in it a file
 * for each secret. A container's folder is there as a whole or not at all.
 */
public final class SecretFolder {
  private static final String FRESH = ".new-";
  private static final String FILES = "file";
  private static final String VARIABLES = "env";

  /** A user by number, perhaps with a group: whom files can be given to without the image. */
  private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?(?::.*)?");

  private static final FileAttribute<Set<PosixFilePermission>> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("r--------");
  private static final Set<PosixFilePermission> EVERYBODYS =
      PosixFilePermissions.fromString("r--r--r--");

  private final Path root;

  public SecretFolder(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** Where the engine finds the file for each path in the container. */
  public Map<String, String> mounts(String container, Job job) {
    Map<String, String> all = new TreeMap<>();
    for (Secret secret : job.container().secrets()) {
      if (secret.path().isPresent()
          && all.put(secret.path().get(), file(container, FILES, secret).toString()) != null) {
        throw new BadInput("two secrets are to lie at " + secret.path().get());
      }
    }
    return ImmutableMap.copyOf(all);
  }

  /** What is given as variables; refused where it has not been laid out. */
  public Map<String, String> variables(String container, Job job) {
    ImmutableMap.Builder<String, String> all = ImmutableMap.builder();
    for (Secret secret : job.container().secrets()) {
      if (secret.path().isEmpty()) {
        try {
          all.put(secret.name(), Files.readString(file(container, VARIABLES, secret), UTF_8));
        } catch (IOException e) {
          throw new BadInput("secret " + secret.name() + " has gone from this host's memory", e);
        }
      }
    }
    return all.buildKeepingLast();
  }

  /**
   * Lays out a container's secrets, in place of what was there. A file belongs to the user, if that
   * is a number; a name only the image knows, so that everybody in the container may read it then.
   * On the host nobody but root comes this far.
   */
  void lay(
      String container, List<Secret> secrets, Optional<String> user, Map<String, byte[]> values)
      throws IOException {
    MemoryDisk.ensure(root);
    Path fresh = root.resolve(FRESH + container);
    delete(fresh);
    Files.createDirectory(fresh, OURS);
    Files.createDirectory(fresh.resolve(FILES), OURS);
    Files.createDirectory(fresh.resolve(VARIABLES), OURS);
    for (Secret secret : secrets) {
      Path file = fresh.resolve(kind(secret)).resolve(secret.name());
      Files.write(file, values.get(secret.name()), StandardOpenOption.CREATE);
      if (secret.path().isPresent()) {
        give(file, user);
      } else {
        Files.setPosixFilePermissions(file, OWNERS);
      }
    }
    delete(root.resolve(container));
    Files.move(fresh, root.resolve(container), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether all of them have been laid out since the last boot. */
  boolean holds(String container, List<Secret> secrets) {
    return secrets.stream().allMatch(secret -> Files.exists(file(container, kind(secret), secret)));
  }

  void drop(String container) throws IOException {
    delete(root.resolve(container));
  }

  /** Takes away what lies there for containers that are no more. */
  public void sweep(Set<String> containers) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      folders.forEach(left::add);
    }
    for (Path each : left) {
      if (!containers.contains(each.getFileName().toString())) {
        delete(each);
      }
    }
  }

  private Path file(String container, String kind, Secret secret) {
    return root.resolve(container).resolve(kind).resolve(secret.name());
  }

  private static String kind(Secret secret) {
    return secret.path().isPresent() ? FILES : VARIABLES;
  }

  private static void give(Path file, Optional<String> user) throws IOException {
    Optional<Matcher> numbered = user.map(NUMBERED::matcher).filter(Matcher::matches);
    Map<String, Integer> owners = new TreeMap<>();
    numbered.map(m -> m.group(1)).ifPresent(id -> owners.put("unix:uid", Integer.valueOf(id)));
    numbered.map(m -> m.group(2)).ifPresent(id -> owners.put("unix:gid", Integer.valueOf(id)));
    Files.setPosixFilePermissions(file, owners.isEmpty() ? EVERYBODYS : OWNERS);
    for (Map.Entry<String, Integer> owner : owners.entrySet()) {
      Files.setAttribute(file, owner.getKey(), owner.getValue());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
