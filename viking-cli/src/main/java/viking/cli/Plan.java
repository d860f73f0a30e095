package viking.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.cli.watch.PlanText;
import viking.core.model.BadInput;
import viking.core.model.Stack;

/** {@code viking plan}: what a deploy would do. */
@Command(
    name = "plan",
    description = {
      "Says what 'viking deploy' would do, and changes nothing.",
      "",
      "Of every node what would happen and why, field by field; what would be built; where new"
          + " instances would go. A stack file that is wrong is refused without any cluster."
    },
    footer = {
      "",
      "Examples:",
      "  viking plan",
      "  viking plan --exit-code     0: no change, 1: a change, 255: an error",
      "  viking plan -o json | jq '.nodes[] | select(.action != \"keep\")'",
      "",
      "'viking deploy --if-revision N', with the number that it ends with, applies exactly this.",
    })
final class Plan implements Callable<Integer> {
  private static final int CHANGES = 1;
  private static final int ERROR = 255;

  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final StackChoice choice = new StackChoice();

  @Option(names = "--exit-code", description = "Tells by the exit code whether there is a change.")
  private boolean exitCode;

  Plan(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    try {
      return plan().map(changes -> exitCode && changes ? CHANGES : 0).orElse(failed());
    } catch (BadInput e) {
      if (exitCode) {
        session.note("viking plan: " + e.getMessage());
        return ERROR;
      }
      throw e;
    }
  }

  private int failed() {
    return exitCode ? ERROR : Main.FAILED;
  }

  /** Whether there would be a change; empty if it would be refused, which has been told. */
  private Optional<Boolean> plan() {
    Optional<Stack> stack = choice.read(session);
    if (stack.isEmpty()) {
      return Optional.empty();
    }
    Shipment shipment =
        new Shipping(session, Optional.empty()).pack(stack.get(), choice.file(session));
    Answer answer =
        session.api().ask("POST", Api.stack(shipment.name(), "plan"), shipment.outline());
    Tree plan = answer.tree();
    if (!listing.printed(answer, session)) {
      PlanText.of(plan, session.around().terminal()).forEach(session.out()::println);
      if (PlanText.changes(plan) && !PlanText.refused(plan)) {
        session.note(
            "viking deploy --if-revision " + plan.text("revision") + " applies exactly this");
      }
    }
    if (PlanText.refused(plan)) {
      session.note("a deploy would be refused");
      return Optional.empty();
    }
    return Optional.of(PlanText.changes(plan));
  }
}
