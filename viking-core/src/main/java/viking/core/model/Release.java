package viking.core.model;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A stack as it is to run, with everything resolved: it needs nothing else to be carried out.
 *
 * @param number grows by one with each release of the stack, and is never used again
 * @param of the release whose content it repeats, for a rollback; else 0
 * @param by who made it, for people: {@code alice@laptop}
 * @param images what each image that stands in the stack is to be for the engines; a website's
 *     files are an image too, named {@code viking:<stack>/<node>}
 * @param env of {@code viking env}; stronger than the file's
 * @param secrets versions by name, of {@code viking secret}
 * @param restarts the release in which a node was last restarted by order
 */
public record Release(
    Stack stack,
    int number,
    Cause cause,
    int of,
    String by,
    String at,
    Map<String, String> images,
    Map<String, String> env,
    Map<String, Long> secrets,
    Map<String, Integer> restarts) {
  /** The label that makes a restarted node's job another one. */
  public static final String RESTART_LABEL = "viking.restart";

  /** Who is meant by a job's {@code by} when the schedule put it. */
  public static final String SCHEDULE = "schedule";

  /** A longer number would make no tag of an instance, and no key. */
  public static final int LAST = 999_999_999;

  /** What made a release. */
  public enum Cause {
    DEPLOY,
    ROLLBACK,
    ENV,
    SECRET,
    RESTART
  }

  public Release {
    images = ImmutableMap.copyOf(images);
    env = ImmutableSortedMap.copyOf(env);
    secrets = ImmutableSortedMap.copyOf(secrets);
    restarts = ImmutableSortedMap.copyOf(restarts);
    if (number < 1 || number > LAST) {
      throw new BadInput("release must be 1 to " + LAST + ", not " + number);
    }
    // Else it would be read, and fail whoever makes its jobs.
    env.keySet().forEach(name -> Grammar.VARIABLE.check("env", name));
    images.forEach(Release::checkImage);
  }

  private static void checkImage(String name, String image) {
    if (image.isBlank()) {
      throw new BadInput("image of '" + name + "' must be given");
    }
  }

  public String name() {
    return stack.name();
  }

  /** What instances of the node are to run; empty for a website and for what is no node. */
  public Optional<Job> job(String node) {
    return Optional.ofNullable(stack.nodes().get(node)).flatMap(Node::job).map(j -> made(node, j));
  }

  /** What is to serve a website's files. */
  public Optional<String> siteImage(String node) {
    return Optional.ofNullable(images.get(new ImageName(stack.name(), node).toString()))
        .filter(image -> stack.nodes().get(node).website());
  }

  /** The names of the secrets that its nodes are given. */
  public Set<String> givenSecrets() {
    return stack.nodes().values().stream()
        .flatMap(node -> node.job().stream())
        .flatMap(job -> job.container().secrets().stream())
        .map(Secret::name)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** Whether what is {@code once} runs in this release: it does where code or settings are new. */
  public boolean runsOnce() {
    return cause == Cause.DEPLOY || cause == Cause.ENV || cause == Cause.SECRET;
  }

  /** The same content once more, as another release of the stack. */
  public Release repeated(int as, Cause why, int former, String who, String when) {
    return new Release(stack, as, why, former, who, when, images, env, secrets, restarts);
  }

  public Release withEnv(Map<String, String> other) {
    return new Release(stack, number, cause, of, by, at, images, other, secrets, restarts);
  }

  public Release withSecrets(Map<String, Long> other) {
    return new Release(stack, number, cause, of, by, at, images, env, other, restarts);
  }

  public Release withRestarts(Map<String, Integer> other) {
    return new Release(stack, number, cause, of, by, at, images, env, secrets, other);
  }

  private Job made(String node, Job written) {
    Map<String, String> all = new TreeMap<>(written.container().env());
    all.putAll(env);
    Map<String, String> labels = new TreeMap<>(written.container().labels());
    Optional.ofNullable(restarts.get(node))
        .ifPresent(release -> labels.put(RESTART_LABEL, release.toString()));
    List<Secret> versions =
        written.container().secrets().stream()
            .map(secret -> secret.withVersion(secrets.getOrDefault(secret.name(), 0L)))
            .toList();
    return new Job(
        images.getOrDefault(written.image(), written.image()),
        written.run(),
        written.container().with(all, labels, versions),
        written.expose(),
        written.volume(),
        written.filter(),
        written.resources(),
        written.health(),
        written.restart(),
        written.retries(),
        written.stop(),
        SCHEDULE);
  }
}
