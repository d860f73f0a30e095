package viking.cli.watch;

import java.io.PrintWriter;
import java.time.Instant;
import viking.cli.client.Tree;
import viking.cli.text.Screen;

/** Shows how far it has come; what is shown twice is drawn once. */
public interface Display {
  /** On a screen that can be redrawn a picture, else lines. */
  static Display on(Screen screen, PrintWriter out, Instant begin) {
    return screen.redraws() ? new Picture(screen, out, begin) : new Journal(out);
  }

  /** So much of it has been sent. */
  void sending(long done, long total);

  /** One that came while images were made. */
  void event(Tree event);

  /** The stack as it is now. */
  void stack(Tree stack);

  /** A sentence that stays. */
  void say(String line);

  /** Now and then while nothing happens. */
  void tick(Instant now);

  /** What is to be seen stays; nothing more is drawn. */
  void end();
}
