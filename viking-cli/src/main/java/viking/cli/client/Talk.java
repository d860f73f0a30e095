package viking.cli.client;

import java.io.IOException;
import java.io.OutputStream;

/** A request that is long in the making, and an answer that comes a line at a time. */
public interface Talk {
  /**
   * Writes the request's body, on a thread of its own; anew for each address that is tried. What it
   * throws but for {@link IOException} ends the talk, and nothing has been done.
   */
  void write(OutputStream out) throws IOException;

  /** What the API says. Whether that was its last word. */
  boolean heard(Tree said);

  /**
   * Several times a second while nothing is said; what it throws ends the talk.
   *
   * @param sent whether the whole request is on its way, so that something may be done about it
   */
  void waits(String address, boolean sent);
}
