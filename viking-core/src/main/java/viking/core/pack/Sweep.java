package viking.core.pack;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import viking.core.model.BadInput;

/** Goes through a folder and collects what is to be packed, by name. */
final class Sweep {
  private final Ignored ignored;
  private final TreeMap<String, Packed> found = new TreeMap<>();

  private Sweep(Ignored ignored) {
    this.ignored = ignored;
  }

  static Collection<Packed> of(Path folder, Ignored ignored) {
    if (!Files.isDirectory(folder)) {
      throw new BadInput(
          "folder " + folder + (Files.exists(folder) ? " is none" : " is not there"));
    }
    Sweep sweep = new Sweep(ignored);
    sweep.folder(folder, "");
    return sweep.found.values();
  }

  private void folder(Path folder, String prefix) {
    for (Path path : listed(folder)) {
      String name = prefix + Names.of(path.getFileName());
      PosixFileAttributes is = attributes(path);
      boolean left = ignored.leavesOut(name);
      if (is.isDirectory()) {
        if (!left) {
          add(new Packed(name, Packed.Kind.FOLDER, path, false, 0, ""));
        }
        if (!left || ignored.mayKeepBelow(name)) {
          folder(path, name + "/");
        }
      } else if (!left) {
        add(thing(path, name, is));
        parents(folder, prefix);
      }
    }
  }

  /** A folder that is left out comes back with what is kept below. */
  private void parents(Path folder, String prefix) {
    Path path = folder;
    String rest = prefix;
    while (!rest.isEmpty()) {
      String name = rest.substring(0, rest.length() - 1);
      if (found.containsKey(name)) {
        return;
      }
      add(new Packed(name, Packed.Kind.FOLDER, path, false, 0, ""));
      path = path.getParent();
      rest = name.substring(0, name.lastIndexOf('/') + 1);
    }
  }

  private void add(Packed packed) {
    found.put(packed.name(), packed);
  }

  private static Packed thing(Path path, String name, PosixFileAttributes is) {
    if (is.isSymbolicLink()) {
      return new Packed(name, Packed.Kind.LINK, path, false, 0, target(path));
    }
    if (!is.isRegularFile()) {
      throw Unreadable.special(path);
    }
    boolean executable = is.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    return new Packed(name, Packed.Kind.FILE, path, executable, is.size(), "");
  }

  private static List<Path> listed(Path folder) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      listing.forEach(paths::add);
      return paths;
    } catch (IOException e) {
      throw Unreadable.because(folder, e);
    } catch (DirectoryIteratorException e) {
      throw Unreadable.because(folder, e.getCause());
    }
  }

  private static PosixFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw Unreadable.because(path, e);
    }
  }

  private static String target(Path link) {
    try {
      return Names.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      throw Unreadable.because(link, e);
    }
  }
}
