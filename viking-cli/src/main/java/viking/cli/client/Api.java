package viking.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import viking.core.config.Config;
import viking.core.config.Setting;
import viking.core.model.BadInput;

/** The API of the first host that answers. Every failure is one line that names the address. */
public final class Api {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(20);

  private final ImmutableList<String> addresses;
  private final Token token;
  private final Supplier<String> version;
  private final Wire wire;

  /** Who answered last; a host that has died is not asked before all others again and again. */
  private int first;

  private Api(
      ImmutableList<String> addresses, Token token, Supplier<String> version, Duration answering) {
    this.addresses = addresses;
    this.token = token;
    this.version = version;
    this.wire = new Wire(token.text(), CONNECTING, answering);
  }

  /**
   * What the options leave open the settings say, and this machine's own API is the last resort.
   *
   * @param version of this program, for the case that the other side is of another
   */
  public static Api find(
      Optional<String> address, Optional<Path> tokenFile, Config config, Supplier<String> version) {
    return find(address, tokenFile, config, version, ANSWERING);
  }

  static Api find(
      Optional<String> address,
      Optional<Path> tokenFile,
      Config config,
      Supplier<String> version,
      Duration answering) {
    int port = config.get(Setting.PORT, Api::port).orElse(Config.USUAL_PORT);
    ImmutableList<String> addresses =
        address
            .map(text -> Addresses.parse(text, port))
            .or(() -> config.get(Setting.ADDR, text -> Addresses.parse(text, port)))
            .orElseGet(() -> Addresses.parse("127.0.0.1", port));
    return new Api(addresses, Token.find(tokenFile, config), version, answering);
  }

  /** A piece of a path or a query, so that no character of it means something else. */
  public static String piece(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** Where a stack is asked for. */
  public static String stack(String name) {
    return "/v1/stacks/" + piece(name);
  }

  /** What a stack has, or what can be done with it. */
  public static String stack(String name, String below) {
    return stack(name) + "/" + below;
  }

  /** Where a job is asked for, by its whole name. */
  public static String job(String id) {
    return "/v1/jobs/" + piece(id);
  }

  public Answer get(String path) {
    return ask("GET", path, "");
  }

  /** Empty where the API says that there is no such thing. */
  public Optional<Answer> find(String path) {
    Reply reply = first(new Request("GET", path, ""));
    return reply.status() == 404 && Answer.complaint(reply).isPresent()
        ? Optional.empty()
        : Optional.of(judge(reply));
  }

  public Answer ask(String method, String path, String body) {
    return judge(first(new Request(method, path, body)));
  }

  /** For those who ask again and again: what is wrong may be over the next time. */
  public Look look(String path) {
    int status = 0;
    try {
      Reply reply = first(new Request("GET", path, ""));
      status = reply.status();
      return new Look(Optional.of(judge(reply)), status, "");
    } catch (BadInput e) {
      return new Look(Optional.empty(), status, e.getMessage());
    }
  }

  /**
   * Sends what the talk writes and lets it hear the answer, a JSON object a line.
   *
   * @throws CutOff if the connection ends when something may have been done
   */
  public void talk(String path, Talk talk) {
    Uplink uplink = new Uplink(token.text(), CONNECTING);
    Optional<Reply> refused = atFirst(address -> uplink.exchange(address, path, talk), true);
    refused.ifPresent(this::judge);
  }

  private Reply first(Request request) {
    return atFirst(address -> wire.exchange(address, request), request.changesNothing());
  }

  /** Goes on to the next address only when nothing can have been done at the one before. */
  private <T> T atFirst(Asking<T> asking, boolean harmless) {
    List<String> failures = new ArrayList<>();
    int begin = first;
    for (int i = 0; i < addresses.size(); i++) {
      first = (begin + i) % addresses.size();
      String address = addresses.get(first);
      try {
        return asking.ask(address);
      } catch (Wire.Unreachable e) {
        if (e.connected() && !harmless) {
          throw new BadInput(
              address + " " + e.getMessage() + "; it may have been done all the same", e);
        }
        failures.add(address + " (" + e.getMessage() + ")");
      }
    }
    first = begin;
    throw new BadInput(
        "nobody answers at "
            + String.join(", nor at ", failures)
            + ": is 'viking host' running there? VIKING_ADDR or --addr names another host");
  }

  /** One exchange with one address. */
  private interface Asking<T> {
    T ask(String address) throws Wire.Unreachable;
  }

  private Answer judge(Reply reply) {
    Optional<Answer> answer = Answer.of(reply);
    if (reply.done() && answer.isPresent()) {
      return answer.get();
    }
    Optional<String> complaint = Answer.complaint(reply);
    if (complaint.isEmpty()) {
      throw new BadInput(notViking(reply));
    }
    String text = complaint.get();
    throw new BadInput(
        switch (reply.status()) {
          case 401 -> reply.address() + " " + token.refused();
          case 400, 405 -> text + otherVersion(reply.address());
          case 503 -> reply.address() + ": " + text;
          default -> text;
        });
  }

  private String notViking(Reply reply) {
    String other = otherVersion(reply.address());
    String what = reply.address() + " answers with " + reply.status() + " and ";
    if (!other.isEmpty()) {
      return what + "something that this viking does not understand" + other;
    }
    return what
        + (reply.body().isBlank() ? "nothing" : "something else than viking's JSON")
        + ": is another program listening there?";
  }

  /** Empty where the other side is of this version, or does not tell. */
  private String otherVersion(String address) {
    try {
      String theirs =
          Answer.of(wire.exchange(address, new Request("GET", "/v1/ping", "")))
              .map(answer -> answer.tree().text("viking"))
              .orElse("");
      return theirs.isEmpty() || theirs.equals(version.get())
          ? ""
          : " (viking " + theirs + " is running there, this is " + version.get() + ")";
    } catch (Wire.Unreachable e) {
      return "";
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new BadInput("'" + text + "' is not a port from 1 to 65535", e);
    }
    throw new BadInput("'" + text + "' is not a port from 1 to 65535");
  }
}
