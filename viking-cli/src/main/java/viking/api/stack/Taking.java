package viking.api.stack;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.core.key.Keys;
import viking.core.model.Grammar;
import viking.core.model.JobId;
import viking.core.model.Release;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.GuardedWrites;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Txn;
import viking.core.store.Write;

/** Takes stacks and single jobs away. What has no release any more the schedule stops. */
final class Taking {
  private static final int LEFT_FOR_FIRST = 2;
  private static final int TRIES = 4;

  private final Ground ground;

  Taking(Ground ground) {
    this.ground = ground;
  }

  CompletableFuture<Answer> stack(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    Written.read(request.body(), "the body", Set.of());
    return ground
        .present(stack)
        .thenComposeAsync(
            now -> {
              if (now.current().isEmpty()
                  && now.releases().isEmpty()
                  && now.env().isEmpty()
                  && now.secrets().isEmpty()) {
                throw Refusal.notFound("there is no stack '" + stack + "'");
              }
              return remove(now, deletions(now), true, TRIES);
            },
            ground.worker());
  }

  /** What nobody can have twice comes first: then others may claim it at once. */
  static List<Entry> deletions(Present now) {
    List<Entry> all = new ArrayList<>();
    now.current().ifPresent(all::add);
    now.routes()
        .forEach(
            (domain, entry) -> {
              if (now.owner(domain).filter(r -> r.stack().equals(now.stack())).isPresent()) {
                all.add(entry);
              }
            });
    all.addAll(now.scales().values());
    all.addAll(now.env().values());
    all.addAll(now.secrets().values());
    all.addAll(now.releases().values());
    return all;
  }

  /** More than goes in one transaction goes in several; the stack itself is in the first. */
  private CompletableFuture<Answer> remove(Present now, List<Entry> all, boolean first, int tries) {
    if (all.isEmpty()) {
      return CompletableFuture.completedFuture(
          Answer.done(now.stack() + " is removed: its jobs are stopped; volumes and images stay"));
    }
    List<Entry> part = Lists.partition(all, Txn.LIMIT - LEFT_FOR_FIRST).get(0);
    GuardedWrites writes = new GuardedWrites();
    part.forEach(entry -> writes.delete(entry.key(), entry.modified()));
    if (!first || now.current().isEmpty()) {
      // A stack of that name that is deployed meanwhile keeps what it finds.
      writes.when(Compare.absent(Keys.stack(now.stack())));
    }
    return ground
        .store()
        .commit(writes.txn())
        .thenCompose(
            outcome ->
                switch (outcome.kind()) {
                  case APPLIED -> remove(now, all.subList(part.size(), all.size()), false, tries);
                  case REFUSED -> changed(now, first, tries);
                  case FAILED, UNKNOWN ->
                      throw ground.unavailable(
                          "perhaps removed, perhaps not, look before you ask again: ",
                          outcome.problem());
                });
  }

  /** Once the stack itself is gone, the rest goes as it is by now. */
  private CompletableFuture<Answer> changed(Present before, boolean first, int tries) {
    if (first || tries == 1) {
      throw Refusal.conflict(before.stack() + " has changed meanwhile; look and ask again");
    }
    return ground
        .present(before.stack())
        .thenCompose(
            now ->
                now.current().isPresent()
                    ? CompletableFuture.completedFuture(
                        Answer.done(
                            now.stack()
                                + " is removed, and has been deployed anew meanwhile, with what was"
                                + " left of it"))
                    : remove(now, deletions(now), false, tries - 1));
  }

  /** One that the schedule wants is made anew by it, as another life of its place. */
  CompletableFuture<Answer> job(Request request) {
    JobId id = JobId.parse(request.variable("id"));
    Written.read(request.body(), "the body", Set.of());
    String key = Keys.proc(id);
    return ground
        .read(List.of(Range.key(key), Range.key(Keys.stack(id.stack()))))
        .thenComposeAsync(
            found -> {
              Entry entry =
                  found
                      .find(key)
                      .orElseThrow(
                          () -> Refusal.notFound("there is no job '" + id + "' to be stopped"));
              return ground
                  .store()
                  .commit(
                      new Txn(
                          List.of(Compare.modified(key, entry.modified())),
                          List.of(Write.delete(key))))
                  .thenApply(outcome -> killed(id, found, outcome));
            },
            ground.worker());
  }

  private Answer killed(JobId id, Snapshot found, Outcome outcome) {
    return switch (outcome.kind()) {
      case APPLIED ->
          Answer.done(
              id
                  + " is stopped"
                  + (isWanted(id, found)
                      ? "; " + id.stack() + "'s release wants it, so that it begins anew"
                      : " and gone"));
      case REFUSED -> throw Refusal.conflict(id + " has changed meanwhile; look and ask again");
      case FAILED -> throw ground.unavailable("nothing was done: ", outcome.problem());
      case UNKNOWN ->
          throw ground.unavailable(
              "perhaps done, perhaps not, look before you ask again: ", outcome.problem());
    };
  }

  private static boolean isWanted(JobId id, Snapshot found) {
    boolean instance = id.instance().isPresent();
    return instance
        && found
            .find(Keys.stack(id.stack()))
            .flatMap(Present::parsed)
            .filter(release -> isStanding(release, id))
            .isPresent();
  }

  private static boolean isStanding(Release release, JobId id) {
    return release.stack().nodes().containsKey(id.node())
        && release.stack().nodes().get(id.node()).standing();
  }
}
