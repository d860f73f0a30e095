package viking.lab;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import viking.core.model.BadInput;

/**
 * What a lab is to be.
 *
 * @param hosts how many; where nothing is said, as many as there are, or three
 * @param etcds how many members etcd has; where nothing is said, as many as there are, or one
 * @param parent holds a directory for each lab
 * @param program what runs as a process of each host: viking
 */
public record LabPlan(
    String name, Optional<Integer> hosts, Optional<Integer> etcds, Path parent, Path program) {
  static final int USUAL_HOSTS = 3;
  static final int USUAL_ETCDS = 1;

  private static final int MOST_HOSTS = 200;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,6}");

  /** Engines make sockets below it, whose whole path is limited to 107 bytes. */
  private static final int LONGEST_PARENT = 50;

  public LabPlan {
    checkName(name);
    parent = checkParent(parent);
    hosts.ifPresent(
        count -> {
          if (count < 1 || count > MOST_HOSTS) {
            throw new BadInput("a lab has 1 to " + MOST_HOSTS + " hosts, not " + count);
          }
        });
    etcds.ifPresent(
        count -> {
          if (count != 1 && count != 3 && count != 5) {
            throw new BadInput("etcd has 1, 3 or 5 members, not " + count);
          }
        });
  }

  public static LabPlan of(String name, int hosts, Path parent, Path program) {
    return new LabPlan(name, Optional.of(hosts), Optional.empty(), parent, program);
  }

  public LabPlan withEtcds(int count) {
    return new LabPlan(name, hosts, Optional.of(count), parent, program);
  }

  static String checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BadInput("lab '" + name + "' is not named by 1 to 6 of a-z and 0-9");
    }
    return name;
  }

  private static Path checkParent(Path parent) {
    Path whole = parent.toAbsolutePath().normalize();
    if (whole.toString().length() > LONGEST_PARENT) {
      throw new BadInput(
          "%s is too long for the sockets in it: VIKING_LAB_DIR may have %d characters"
              .formatted(whole, LONGEST_PARENT));
    }
    return whole;
  }
}
