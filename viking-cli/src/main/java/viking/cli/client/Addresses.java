package viking.cli.client;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.util.List;
import viking.core.model.BadInput;

/**
 * Reads where the API is: {@code h1}, {@code h1:1113}, {@code http://10.0.0.1:1113}, or several.
 */
final class Addresses {
  private Addresses() {}

  /** Each as {@code http://host:port}, in the order given, in which they are tried. */
  static ImmutableList<String> parse(String text, int port) {
    List<String> words =
        Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text.replace(' ', ','));
    if (words.isEmpty()) {
      throw new BadInput("'" + text + "' is no address such as h1:1113 or http://10.0.0.1:1113");
    }
    return ImmutableSet.copyOf(words.stream().map(word -> one(word, port)).toList()).asList();
  }

  private static String one(String word, int port) {
    String full = word.contains("://") ? word : "http://" + word;
    try {
      URI uri = URI.create(full);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare =
          (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      if (known && bare && uri.getHost() != null && uri.getPort() <= 65535) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + portOf(uri, port);
      }
    } catch (IllegalArgumentException e) {
      throw refusal(word, e);
    }
    throw refusal(word, null);
  }

  private static int portOf(URI uri, int port) {
    return uri.getPort() > 0 ? uri.getPort() : port;
  }

  private static BadInput refusal(String word, Throwable cause) {
    return new BadInput(
        "'" + word + "' is not an address such as h1, h1:1113 or http://10.0.0.1:1113", cause);
  }
}
