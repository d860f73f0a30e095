package viking.core.key;

import static viking.core.model.Grammar.ADDRESS;
import static viking.core.model.Grammar.DOMAIN;
import static viking.core.model.Grammar.DUID;
import static viking.core.model.Grammar.FREE;
import static viking.core.model.Grammar.HOSTNAME;
import static viking.core.model.Grammar.JOB_ID;
import static viking.core.model.Grammar.NAME;
import static viking.core.model.Grammar.PORT;
import static viking.core.model.Grammar.PROTOCOL;
import static viking.core.model.Grammar.RELEASE_NUMBER;
import static viking.core.model.Grammar.TAG;
import static viking.core.model.Grammar.VARIABLE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import viking.core.model.Grammar;

/** Every key space: its first word, then the names of its further segments. */
public enum KeySpace {
  CLUSTER("cluster"),
  LEADER("leader"),
  HOST("host", seg("hostname", HOSTNAME)),
  CORDON("cordon", seg("hostname", HOSTNAME)),
  STACK("stack", stack()),
  RELEASE("release", stack(), seg("n", RELEASE_NUMBER)),
  ROLLOUT("rollout", stack()),
  SCALE("scale", stack(), node()),
  ENV("env", stack(), seg("NAME", VARIABLE)),
  SECRET("secret", stack(), seg("NAME", VARIABLE)),
  IMAGE("image", stack(), seg("image", NAME), tag()),
  PROC("proc", stack(), node(), tag()),
  RUN("run", stack(), node(), tag()),
  DEPLOY("deploy", seg("hostname", HOSTNAME), stack(), node(), tag()),
  FIXED("fixed", stack(), node(), seg("slot", TAG)),
  STATUS("status", stack(), node(), tag()),
  COUNTER("counter", seg("hostname", HOSTNAME), stack(), node(), tag()),
  PORTS(
      "ports",
      stack(),
      node(),
      seg("port", PORT),
      seg("proto", PROTOCOL),
      seg("ip", ADDRESS),
      seg("hostPort", PORT),
      seg("jobId", JOB_ID)),
  ROUTE("route", seg("domain", DOMAIN)),
  SEEN("seen", seg("hostname", HOSTNAME)),
  VIP("vip", stack(), node()),
  CRON("cron", stack(), node()),
  METRICS(
      "metrics", seg("type", FREE), seg("instance", FREE), seg("metric", FREE), seg("date", FREE)),
  CLIENT("client", seg("duid", DUID));

  /** A named part of a key between two slashes. */
  record Segment(String name, Grammar grammar) {}

  private static final Map<String, KeySpace> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(s -> s.word, Function.identity()));

  private final String word;
  private final List<Segment> segments;

  KeySpace(String word, Segment... segments) {
    this.word = word;
    this.segments = List.of(segments);
  }

  static Optional<KeySpace> byWord(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  List<Segment> segments() {
    return segments;
  }

  String word() {
    return word;
  }

  /** What all its keys begin with; ends in a slash, but for a key that stands alone. */
  public String prefix() {
    return "/" + word + (segments.isEmpty() ? "" : "/");
  }

  /** The key as documents spell it, such as {@code /run/<stack>/<node>/<tag>}. */
  public String pattern() {
    return "/"
        + word
        + segments.stream().map(s -> "/<" + s.name() + ">").collect(Collectors.joining());
  }

  private static Segment seg(String name, Grammar grammar) {
    return new Segment(name, grammar);
  }

  private static Segment stack() {
    return seg("stack", NAME);
  }

  private static Segment node() {
    return seg("node", NAME);
  }

  private static Segment tag() {
    return seg("tag", TAG);
  }
}
