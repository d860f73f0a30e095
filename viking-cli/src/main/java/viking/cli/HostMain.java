package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code viking host} as the launcher starts it. Picocli, whose classes are too old to be archived,
 * takes longer than all else that a host does before it listens; plain words are read without it.
 */
public final class HostMain {
  private HostMain() {}

  public static void main(String[] args) {
    Optional<Map<String, String>> words =
        args.length > 0 && args[0].equals("host")
            ? HostWords.plain(List.of(args).subList(1, args.length))
            : Optional.empty();
    System.exit(
        words.isPresent()
            ? run(new HostCommand(Surroundings.ofThisProcess(), words.get()))
            : Main.run(args));
  }

  private static int run(HostCommand command) {
    try {
      return command.call();
    } catch (Exception e) {
      return Mishap.tell(e, "viking host", new PrintWriter(System.err, true, UTF_8));
    }
  }
}
