package viking.core.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a .dockerignore leaves out, by Docker's rules: of the patterns that match a name or a folder
 * above it, the last decides; {@code !} keeps.
 */
final class Ignored {
  static final Ignored NOTHING = new Ignored(List.of());

  private static final String FILE = ".dockerignore";
  private static final List<String> STAY = List.of("!" + FILE, "!Dockerfile");

  private final List<Pattern> patterns;

  private Ignored(List<Pattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /** As the file in the folder says; before it, what is left out, and after it, what is kept. */
  static Ignored in(Path folder, Collection<String> kept, Collection<String> left) {
    Path file = folder.resolve(FILE);
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      lines = List.of();
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
    List<Pattern> all = new ArrayList<>();
    left.forEach(each -> Pattern.of(each, plainly(each)).ifPresent(all::add));
    all.addAll(of(file.toString(), lines).patterns);
    STAY.forEach(each -> Pattern.of(each, each).ifPresent(all::add));
    kept.forEach(each -> Pattern.of(each, "!" + plainly(each)).ifPresent(all::add));
    return new Ignored(all);
  }

  /** As a pattern that means this name and no other. */
  private static String plainly(String name) {
    return name.replaceAll("([*?\\[\\]\\\\])", "\\\\$1");
  }

  /** The lines of such a file, whose name is for complaints. */
  static Ignored of(String file, List<String> lines) {
    List<Pattern> patterns = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Pattern.of(file + " line " + (i + 1), lines.get(i)).ifPresent(patterns::add);
    }
    return new Ignored(patterns);
  }

  boolean leavesOut(String name) {
    boolean out = false;
    for (Pattern pattern : patterns) {
      if (out == pattern.keeps() && pattern.matches(name)) {
        out = !pattern.keeps();
      }
    }
    return out;
  }

  /** Whether something in a folder that is left out may be kept all the same. */
  boolean mayKeepBelow(String folder) {
    return patterns.stream().anyMatch(pattern -> pattern.keeps() && pattern.mayMatchBelow(folder));
  }
}
