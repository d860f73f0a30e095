package viking.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import viking.core.model.BadInput;

/** What whoever asks must know. It is compared in a time that tells nothing of it. */
final class Token {
  private static final String SCHEME = "bearer ";
  private static final int UNAUTHORIZED = 401;

  private final byte[] expected;

  Token(String text) {
    if (text.isBlank()) {
      throw new BadInput("the token of the API is empty: anybody could give orders");
    }
    this.expected = text.getBytes(UTF_8);
  }

  void check(Optional<String> authorization) {
    String given =
        authorization.orElseThrow(
            () -> refusal("no token: send the header Authorization: Bearer TOKEN"));
    if (!given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refusal("the header Authorization does not read: Bearer TOKEN");
    }
    byte[] token = given.substring(SCHEME.length()).strip().getBytes(UTF_8);
    if (!MessageDigest.isEqual(expected, token)) {
      throw refusal("wrong token: it is not the one that this cluster's hosts were given");
    }
  }

  private static Refusal refusal(String problem) {
    return new Refusal(UNAUTHORIZED, problem, Map.of("WWW-Authenticate", "Bearer"));
  }
}
