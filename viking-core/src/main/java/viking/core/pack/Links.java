package viking.core.pack;

/** Where symbolic links lead, told by their words alone. */
public final class Links {
  private Links() {}

  /**
   * Whether a link may lead out of the folder that it is packed with. Only folders are above it;
   * what it names may be another link, and what is up from there nobody knows.
   */
  public static boolean leadsOutside(String name, String target) {
    boolean outside = target.startsWith("/") || target.isEmpty();
    int above = name.split("/", -1).length - 1;
    boolean named = false;
    for (String word : target.split("/", -1)) {
      boolean up = word.equals("..");
      above -= up ? 1 : 0;
      outside |= above < 0 || (up && named);
      named |= !up && !word.isEmpty() && !word.equals(".");
    }
    return outside;
  }
}
