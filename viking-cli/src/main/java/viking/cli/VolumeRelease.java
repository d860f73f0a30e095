package viking.cli;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Api;

/** {@code viking volume release}: the only way to unpin a slot from the host with its data. */
@Command(
    name = "release",
    description = {
      "Lets go of a volume.",
      "",
      "The next job of its slot starts with an empty one, on any host. Nothing is deleted: the"
          + " data stays where it is. A job that uses it must be stopped before."
    },
    footer = {"", "Example:", "  viking volume release shop/db/1"})
final class VolumeRelease implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(paramLabel = "STACK/NODE/SLOT", description = "As 'viking volume ls' names it.")
  private String volume;

  VolumeRelease(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    List<String> parts = Splitter.on('/').splitToList(volume);
    if (parts.size() != 3 || parts.stream().anyMatch(VolumeRelease::odd)) {
      throw session.misuse("'" + volume + "' is not STACK/NODE/SLOT; viking volume ls lists them");
    }
    session.sayDone(
        session
            .api()
            .ask(
                "DELETE",
                parts.stream().map(Api::piece).collect(Collectors.joining("/", "/v1/volumes/", "")),
                ""));
    return 0;
  }

  /** A piece of dots alone would lead a path astray. */
  private static boolean odd(String part) {
    return part.isEmpty() || part.equals(".") || part.equals("..");
  }
}
