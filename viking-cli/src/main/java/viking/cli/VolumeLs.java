package viking.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Tree;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Table;

/** {@code viking volume ls}: the slots that are bound to a host by their data. */
@Command(
    name = "ls",
    description = "Lists the volumes that bind a job to a host.",
    footer = {
      "",
      "Examples:",
      "  viking volume ls",
      "  viking volume ls -o json | jq -r '.volumes[] | select(.hostState == \"gone\")'",
      "",
      "A host 'other' bears the name of the one that held the data, and is not the same.",
    })
final class VolumeLs implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();

  VolumeLs(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Answer answer = session.api().get("/v1/volumes");
    if (listing.printed(answer, session)) {
      return 0;
    }
    List<Tree> volumes = answer.tree().list("volumes");
    Table table = new Table("VOLUME", "HOST", "HOST IS", "MADE", "JOB", "STATE");
    for (Tree volume : volumes) {
      table.add(
          Cell.of(volume.text("stack") + "/" + volume.text("node") + "/" + volume.text("slot")),
          Cell.of(volume.text("host")),
          host(volume.text("hostState")),
          Cell.of(volume.flag("made") ? "yes" : "not yet"),
          Cell.of(volume.text("job")),
          Moods.job(volume.text("jobState"), ""));
    }
    session.print(table);
    if (volumes.isEmpty()) {
      session.note("no volumes; a job with \"volume\": [\"/data\"] makes one where it first runs");
    }
    return 0;
  }

  private static Cell host(String state) {
    boolean away = state.equals("gone") || state.equals("other") || state.equals("lost");
    return away ? new Cell(state, Colour.BAD) : Moods.host(state, false);
  }
}
