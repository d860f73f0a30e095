package viking.core.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tag of a release's job says: {@code 7.2} is made by release 7 for the second place among
 * its node's instances; {@code 7.2.m1} is to take that one's place on another host.
 */
public record Instance(int release, int slot, int move) {
  private static final Pattern TAG =
      Pattern.compile("([1-9][0-9]{0,8})\\.([1-9][0-9]{0,8})(?:\\.m([1-9][0-9]{0,8}))?");

  public static Optional<Instance> of(String tag) {
    Matcher m = TAG.matcher(tag);
    return m.matches()
        ? Optional.of(
            new Instance(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                m.group(3) == null ? 0 : Integer.parseInt(m.group(3))))
        : Optional.empty();
  }

  public JobId of(NodeId node) {
    return new JobId(node.stack(), node.node(), toString());
  }

  @Override
  public String toString() {
    return release + "." + slot + (move > 0 ? ".m" + move : "");
  }
}
