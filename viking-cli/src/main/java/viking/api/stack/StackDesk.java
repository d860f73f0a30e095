package viking.api.stack;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.api.http.Route;
import viking.api.view.StackView;
import viking.api.view.StacksView;
import viking.core.codec.Suggestion;
import viking.core.key.Keys;
import viking.core.model.Grammar;
import viking.core.state.ClusterState;
import viking.core.state.StackFacts;

/** What can be asked of stacks, and ordered. */
public final class StackDesk {
  private static final String STACK = "/v1/stacks/{stack}";

  private final Ground ground;
  private final Deploying deploying;
  private final Restarting restarting;
  private final RollingBack rollingBack;
  private final Scaling scaling;
  private final Taking taking;
  private final History history;
  private final Planned planned;

  /**
   * @param arrivals where what is sent to be built is unpacked
   * @param building makes images on this host
   */
  public StackDesk(Ground ground, Arrivals arrivals, Building building) {
    NewRelease further = new NewRelease(ground);
    this.ground = ground;
    this.deploying = new Deploying(ground, further, arrivals, building);
    this.restarting = new Restarting(ground, further);
    this.rollingBack = new RollingBack(ground, further);
    this.scaling = new Scaling(ground);
    this.taking = new Taking(ground);
    this.history = new History(ground);
    this.planned = new Planned(ground, further);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/stacks", this::stacks),
        Route.get(STACK, this::stack),
        Route.of("DELETE", STACK, taking::stack),
        Route.stream("POST", "/v1/stacks/{stack}/deploy", deploying::deploy),
        Route.stream("POST", "/v1/stacks/{stack}/build", deploying::build),
        Route.of("POST", "/v1/stacks/{stack}/plan", planned::post),
        Route.get("/v1/stacks/{stack}/releases", history::all),
        Route.get("/v1/stacks/{stack}/releases/{release}", history::one),
        Route.of("PUT", "/v1/stacks/{stack}/scale", scaling::put),
        Route.of("POST", "/v1/stacks/{stack}/restart", restarting::restart),
        Route.of("POST", "/v1/stacks/{stack}/rollback", rollingBack::rollback),
        Route.of("DELETE", "/v1/jobs/{id}", taking::job));
  }

  private CompletableFuture<Answer> stacks(Request request) {
    return ground
        .state()
        .get()
        .thenApplyAsync(state -> Answer.ok(out -> StacksView.write(out, state)), ground.worker());
  }

  private CompletableFuture<Answer> stack(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    return ground
        .state()
        .get()
        .thenApplyAsync(
            state -> {
              check(state, stack);
              return Answer.ok(out -> StackView.write(out, state, stack));
            },
            ground.worker());
  }

  private static void check(ClusterState state, String stack) {
    if (state.stack(stack).flatMap(StackFacts::release).isPresent()) {
      return;
    }
    Optional<String> problem = Optional.ofNullable(state.refused().get(Keys.stack(stack)));
    if (problem.isPresent()) {
      throw Refusal.conflict(
          Keys.stack(stack)
              + " cannot be read by this viking ("
              + problem.get()
              + "): what runs goes on, and nothing is changed; deploy it again");
    }
    List<String> known =
        state.stacks().stream()
            .filter(name -> state.stack(name).flatMap(StackFacts::release).isPresent())
            .toList();
    throw Refusal.notFound(
        "there is no stack '"
            + stack
            + "'"
            + Suggestion.of(stack, known).map(near -> ", did you mean '" + near + "'?").orElse(""));
  }
}
