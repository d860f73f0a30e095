package viking.slave.image;

/** Who pulls from a registry. The password is in no text of this. */
public record Login(String registry, String user, String password) {
  @Override
  public String toString() {
    return user + "@" + registry;
  }
}
