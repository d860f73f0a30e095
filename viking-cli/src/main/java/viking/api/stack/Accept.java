package viking.api.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.api.http.Refusal;
import viking.core.codec.ReleaseCodec;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Job;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.model.Secret;
import viking.core.model.Stack;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.GuardedWrites;
import viking.core.store.Txn;

/** Decides what is written for a release, or why there is none. Pure. */
final class Accept {
  static final ReleaseCodec RELEASES = new ReleaseCodec();

  /** A third of what etcd takes at once, in bytes. */
  private static final int LONGEST = 512 << 10;

  private Accept() {}

  /** The release that a deploy makes: the file, the images, and the settings as they are now. */
  static Release next(Present now, Stack stack, Map<String, String> images, String by, String at) {
    Map<String, Integer> restarts = new TreeMap<>();
    now.release()
        .ifPresent(
            before ->
                before.restarts().entrySet().stream()
                    .filter(each -> stack.nodes().containsKey(each.getKey()))
                    .forEach(each -> restarts.put(each.getKey(), each.getValue())));
    return new Release(
        stack,
        now.next(),
        Cause.DEPLOY,
        0,
        by,
        at,
        images,
        now.variables(),
        now.versions(),
        restarts);
  }

  /** Refuses what cannot be; says so where nothing would change. */
  static Acceptance deploy(Present now, Release next) {
    if (!changes(now, next)) {
      Release before = now.deployed();
      return new Acceptance(
          new Txn(List.of(), List.of()),
          before,
          true,
          Difference.none(before),
          Claims.of(now, before));
    }
    return of(now, next);
  }

  /**
   * Whether a deploy makes a release of it: not of what is there already, unless that has failed.
   */
  static boolean changes(Present now, Release next) {
    return now.release().filter(before -> sameContent(before, next)).isEmpty() || hasFailed(now);
  }

  /** A further release, whatever it says. */
  static Acceptance of(Present now, Release next) {
    List<String> missing = missingSecrets(now, next);
    if (!missing.isEmpty()) {
      throw Refusal.conflict(String.join("; ", missing));
    }
    GuardedWrites writes = new GuardedWrites();
    Claims claims = add(now, next, writes);
    return new Acceptance(
        writes.txn(),
        next,
        false,
        Difference.of(now, next, scales(now, next)).with(Pending.of(now, next)),
        claims);
  }

  /** All that is written for a release, beside what else its transaction says. */
  static Claims add(Present now, Release next, GuardedWrites writes) {
    Claims claims = Claims.of(now, next);
    claims.refuseTaken();
    String text = RELEASES.write(next);
    tooLong(text)
        .ifPresent(
            problem -> {
              throw new BadInput(problem);
            });
    writes.put(Keys.stack(now.stack()), text, now.revision());
    writes.put(Keys.release(now.stack(), next.number()), text, 0);
    claims.add(now, writes);
    for (String node : dropped(now, next)) {
      writes.delete(Keys.scale(now.id(node)), now.scales().get(node).modified());
    }
    for (int number : Kept.without(now, next, text.length())) {
      writes.delete(Keys.release(now.stack(), number), now.releases().get(number).modified());
    }
    settings(now, next, writes);
    if (writes.compares().size() > Txn.LIMIT || writes.writes().size() > Txn.LIMIT) {
      throw new BadInput(
          "this release changes "
              + writes.writes().size()
              + " keys at once, of which etcd takes "
              + Txn.LIMIT
              + ": deploy with fewer domains first, then with all");
    }
    return claims;
  }

  /** Why a release of that text cannot be written: it stands under two keys, and not alone. */
  static Optional<String> tooLong(String text) {
    int length = text.getBytes(UTF_8).length;
    return length <= LONGEST
        ? Optional.empty()
        : Optional.of(
            "this release would be "
                + (length >> 10)
                + " KiB long, with all its Dockerfiles and variables, and must not be longer than "
                + (LONGEST >> 10)
                + ": put what is long into files that the images are made of");
  }

  /** Whose counts by order go: a file that says another number means it. */
  private static List<String> dropped(Present now, Release next) {
    return now.scales().keySet().stream()
        .filter(
            node -> {
              Optional<Node> is = Optional.ofNullable(next.stack().nodes().get(node));
              Optional<Node> was = now.release().map(b -> b.stack().nodes().get(node));
              return is.isEmpty() || !is.map(Node::scale).equals(was.map(Node::scale));
            })
        .toList();
  }

  /** The counts by order that stay. */
  static Map<String, Integer> scales(Present now, Release next) {
    Map<String, Integer> stay = new TreeMap<>();
    List<String> dropped = dropped(now, next);
    next.stack()
        .nodes()
        .forEach(
            (name, node) -> {
              if (now.scales().containsKey(name) && !dropped.contains(name)) {
                stay.put(name, now.count(name, node.scale()));
              }
            });
    return stay;
  }

  /** One line for each secret that a node names and nobody has set. */
  static List<String> missingSecrets(Present now, Release next) {
    TreeSet<String> problems = new TreeSet<>();
    next.stack()
        .nodes()
        .forEach(
            (name, node) -> {
              for (Secret secret : node.job().map(Accept::secrets).orElse(List.of())) {
                if (!next.secrets().containsKey(secret.name())) {
                  problems.add(
                      "secret "
                          + secret.name()
                          + " of deploy."
                          + name
                          + " is not set: printf … | viking secret set "
                          + now.stack()
                          + " "
                          + secret.name());
                }
              }
            });
    return List.copyOf(problems);
  }

  private static List<Secret> secrets(Job job) {
    return job.container().secrets();
  }

  private static boolean sameContent(Release before, Release next) {
    return before.stack().equals(next.stack())
        && List.copyOf(before.stack().nodes().keySet())
            .equals(List.copyOf(next.stack().nodes().keySet()))
        && before.images().equals(next.images())
        && before.env().equals(next.env())
        && before.secrets().equals(next.secrets());
  }

  /** Whoever deploys again what has failed wants it to be tried again. */
  private static boolean hasFailed(Present now) {
    return now.rollout()
        .filter(rollout -> rollout.phase() == Rollout.Phase.FAILED)
        .filter(rollout -> now.release().filter(r -> r.number() == rollout.release()).isPresent())
        .isPresent();
  }

  /** What the release was made of must still be so: a secret set meanwhile would be lost in it. */
  private static void settings(Present now, Release next, GuardedWrites writes) {
    now.env()
        .forEach(
            (name, entry) -> {
              if (entry.value().equals(next.env().get(name))) {
                room(Compare.modified(Keys.env(now.stack(), name), entry.modified()), writes);
              }
            });
    now.secrets()
        .forEach(
            (name, entry) ->
                room(Compare.modified(Keys.secret(now.stack(), name), entry.modified()), writes));
  }

  /** Every change of a setting makes a release once there is one, which is compared as well. */
  private static void room(Compare compare, GuardedWrites writes) {
    if (writes.compares().size() < Txn.LIMIT && !writes.compares().contains(compare)) {
      writes.when(compare);
    }
  }

  /** Who has come in between, for whoever was late. */
  static Refusal overtaken(Present now, String ago) {
    Optional<Release> other = now.release();
    return Refusal.conflict(
        other
            .map(
                release ->
                    "release "
                        + release.number()
                        + " of "
                        + now.stack()
                        + (release.by().isEmpty() ? "" : " by " + release.by())
                        + (ago.isEmpty() ? "" : " (" + ago + " ago)")
                        + " came in between; look at it with 'viking plan', then deploy again")
            .orElse(now.stack() + " was removed meanwhile; deploy again if it is to be there"));
  }

  /** Its entry in the history, if it has one. */
  static Optional<Entry> entry(Present now, int number) {
    return Optional.ofNullable(now.releases().get(number));
  }
}
