package viking.cli.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import viking.core.config.Config;
import viking.core.config.Setting;
import viking.core.model.BadInput;

/**
 * What shows the API that one may ask.
 *
 * @param text empty where none was found; the API is asked all the same, to hear what it says
 * @param refused what to say when the API does not take it: which one it was, and the way out
 */
record Token(String text, String refused) {
  private static final String ELSEWHERE =
      "from elsewhere, set VIKING_TOKEN to what stands in that file on the host";

  /** The option's file before all others, since it is nearest at hand. */
  static Token find(Optional<Path> option, Config config) {
    if (option.isPresent()) {
      return ofFile(option.get(), true);
    }
    Optional<String> given = config.get(Setting.TOKEN);
    if (given.isPresent()) {
      return checked(given.get(), "the token that VIKING_TOKEN or the config file gives");
    }
    Optional<Path> file = config.get(Setting.TOKEN_FILE, Path::of);
    if (file.isPresent()) {
      return ofFile(file.get(), true);
    }
    Path folder = config.get(Setting.DATA_DIR, Path::of).orElse(Path.of(Config.USUAL_DATA_DIR));
    return ofFile(folder.resolve("token"), false);
  }

  private static Token ofFile(Path file, boolean named) {
    try {
      return checked(Files.readString(file).strip(), "the token of " + file);
    } catch (NoSuchFileException e) {
      if (named) {
        throw new BadInput("the token file " + file + " is not there", e);
      }
      return none("there is no " + file + "; on a host, start 'viking host'; " + ELSEWHERE);
    } catch (IOException e) {
      if (named && !(e instanceof AccessDeniedException)) {
        throw new BadInput("the token file " + file + " cannot be read: " + e.getMessage(), e);
      }
      return none(file + " cannot be read: run this as root; " + ELSEWHERE);
    }
  }

  private static Token none(String why) {
    return new Token("", "wants a token, and " + why);
  }

  private static Token checked(String text, String what) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new BadInput(what + " is not one word of printing characters");
    }
    return new Token(text, "refuses " + what + ": is it another cluster's?");
  }
}
