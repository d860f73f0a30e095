package viking.api.http;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;

/** What a request line names: a path, taken apart, and parameters. */
record Target(String path, List<String> segments, Map<String, String> query) {
  private static final int LONGEST_SHOWN = 64;

  Target {
    segments = List.copyOf(segments);
    query = ImmutableMap.copyOf(query);
  }

  static Target parse(String uri) {
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    if (!path.startsWith("/")) {
      throw new BadInput("the path '" + shown(path) + "' does not begin with a slash");
    }
    List<String> segments =
        Splitter.on('/').splitToStream(path.substring(1)).map(each -> decode(each, false)).toList();
    return new Target(path, segments, mark < 0 ? Map.of() : query(uri.substring(mark + 1)));
  }

  /** Refuses parameters that are not known. */
  void check(Set<String> known) {
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        String near =
            name.length() > LONGEST_SHOWN
                ? ""
                : Suggestion.of(name, known).map(n -> ", did you mean '" + n + "'?").orElse("");
        String none = near.isEmpty() && known.isEmpty() ? "; there are none here" : near;
        throw new BadInput("unknown parameter '" + shown(name) + "'" + none);
      }
    }
  }

  private static Map<String, String> query(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String each : Splitter.on('&').omitEmptyStrings().split(text)) {
      int equals = each.indexOf('=');
      String name = decode(equals < 0 ? each : each.substring(0, equals), true);
      String value = equals < 0 ? "" : decode(each.substring(equals + 1), true);
      if (all.put(name, value) != null) {
        throw new BadInput("the parameter '" + shown(name) + "' is given twice");
      }
    }
    return all;
  }

  private static String decode(String text, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(hex(text, i));
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.write(' ');
      } else if (c > ' ' && c < 127) {
        bytes.write(c);
      } else {
        throw new BadInput("'" + shown(text) + "' in the request line is not encoded as URLs are");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadInput("'" + shown(text) + "' in the request line is not UTF-8", e);
    }
  }

  private static int hex(String text, int at) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new BadInput("'" + shown(text) + "' in the request line: after % come two hex digits");
    }
    return high * 16 + low;
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
