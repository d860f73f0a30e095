package viking.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.core.model.BadInput;

/** {@code viking image rm}: forgets images that nobody uses. */
@Command(
    name = "rm",
    description = {
      "Forgets an image, or all tags of one, so that hosts remove it.",
      "",
      "What a job runs, or one of the last releases of its stack would run, stays."
    },
    footer = {
      "",
      "Examples:",
      "  viking image rm ragnar/src:0a1b2c3d4e5f",
      "  viking image rm ragnar/src                every tag that nobody uses",
    })
final class ImageRm implements Callable<Integer> {
  private static final Pattern NAME =
      Pattern.compile("(?:viking[/:])?([a-z0-9-]+)/([a-z0-9-]+)(?::([a-z0-9.-]+))?");

  @Mixin private final Session session;

  @Parameters(
      paramLabel = "STACK/IMAGE[:TAG]",
      description = "As 'viking image ls' names it; without a tag every one that nobody uses.")
  private String image;

  ImageRm(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Matcher name = NAME.matcher(image);
    if (!name.matches()) {
      throw session.misuse(
          "'" + image + "' is not STACK/IMAGE or STACK/IMAGE:TAG; viking image ls lists them");
    }
    Api api = session.api();
    if (name.group(3) != null) {
      remove(api, name.group(1), name.group(2), name.group(3));
      return 0;
    }
    List<Tree> all =
        api.get("/v1/images").tree().list("images").stream()
            .filter(each -> each.text("stack").equals(name.group(1)))
            .filter(each -> each.text("name").equals(name.group(2)))
            .toList();
    if (all.isEmpty()) {
      throw new BadInput("there is no image '" + image + "'; viking image ls lists them");
    }
    List<Tree> idle = all.stream().filter(each -> each.list("usedBy").isEmpty()).toList();
    for (Tree each : idle) {
      remove(api, name.group(1), name.group(2), each.text("tag"));
    }
    if (idle.isEmpty()) {
      Tree first = all.get(0);
      throw new BadInput(
          first.text("image") + " is needed by " + first.list("usedBy").get(0).asText());
    }
    return 0;
  }

  private void remove(Api api, String stack, String name, String tag) {
    String path = String.join("/", "/v1/images", Api.piece(stack), Api.piece(name), Api.piece(tag));
    session.sayDone(api.ask("DELETE", path, ""));
  }
}
