package viking.slave.build;

/**
 * How far an image has come.
 *
 * @param image as it stands in the stack; empty where all are meant
 * @param state one of the words below
 * @param text a line of output, or what there is to say
 * @param ref what engines know it as; empty until that is known
 */
public record BuildEvent(String image, String state, String text, String ref) {
  /** There already, of the same inputs. */
  public static final String UNCHANGED = "unchanged";

  /** Each line that the build prints. */
  public static final String BUILDING = "building";

  public static final String BUILT = "built";

  /** Somebody else's image is looked for. */
  public static final String RESOLVING = "resolving";

  public static final String RESOLVED = "resolved";

  /** On its way to another host. */
  public static final String COPYING = "copying";

  /** On as many hosts as it needs to be. */
  public static final String HELD = "held";

  /** Nothing that stops the build, but that people should see. */
  public static final String WARNING = "warning";
}
