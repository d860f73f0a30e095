package viking.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.core.model.BadInput;

/** The data of a stack that has no jobs any more. */
final class StackVolumes {
  private final Session session;
  private final Api api;
  private final String stack;

  StackVolumes(Session session, Api api, String stack) {
    this.session = session;
    this.api = api;
    this.stack = stack;
  }

  boolean areLeft() {
    return !all().isEmpty();
  }

  /** Said of a removal that goes on by itself, which cannot be said of them. */
  String butNot() {
    return ", though not of its volumes (" + again() + "),";
  }

  /** One by one; those that cannot be deleted now do not keep the others. */
  void delete() {
    List<String> left = new ArrayList<>();
    TreeSet<String> hosts = new TreeSet<>();
    for (Tree each : all()) {
      String slot = stack + "/" + each.text("node") + "/" + each.text("slot");
      try {
        session.note(api.ask("DELETE", path(each), "").done());
      } catch (BadInput e) {
        session.note(slot + " stays: " + e.getMessage());
        left.add(slot);
        hosts.add(each.text("host"));
      }
    }
    if (!left.isEmpty()) {
      throw new BadInput(
          "the data of "
              + String.join(", ", left)
              + " is still on "
              + String.join(", ", hosts)
              + ": "
              + again()
              + ", or give it up with 'viking volume release "
              + left.get(0)
              + "'");
    }
  }

  private String again() {
    return "say 'viking rm " + stack + " --volumes' again";
  }

  private List<Tree> all() {
    return api.get("/v1/volumes").tree().list("volumes").stream()
        .filter(each -> each.text("stack").equals(stack))
        .toList();
  }

  private String path(Tree volume) {
    return "/v1/volumes/"
        + Api.piece(stack)
        + "/"
        + Api.piece(volume.text("node"))
        + "/"
        + Api.piece(volume.text("slot"))
        + "/data";
  }
}
