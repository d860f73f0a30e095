package viking.slave.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableSortedSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Set;
import viking.core.model.Host;
import viking.core.model.ImageRef;

/** Other hosts by their API, which listens on the same port everywhere. */
public final class HttpPeers implements Peers {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** An engine writes a large image to its disk before it sends the first byte. */
  private static final Duration PROGRESS = Duration.ofSeconds(90);

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int LONGEST_PROBLEM = 65_536;
  private static final String LOCAL = "/v1/local/images";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String token;
  private final int port;

  public HttpPeers(String token, int port) {
    this.token = token;
    this.port = port;
  }

  @Override
  public InputStream image(Host host, ImageRef image) throws IOException {
    String path = String.join("/", LOCAL, image.stack(), image.image(), image.tag());
    return answer(open(host, "GET", path, PROGRESS));
  }

  @Override
  public InputStream named(Host host, String name) throws IOException {
    String path = "/v1/local/named?image=" + URLEncoder.encode(name, UTF_8);
    return answer(open(host, "GET", path, PROGRESS));
  }

  @Override
  public Set<String> held(Host host) throws IOException {
    ImmutableSortedSet.Builder<String> all = ImmutableSortedSet.naturalOrder();
    try (InputStream body = answer(open(host, "GET", LOCAL, ANSWER))) {
      MAPPER.readTree(body).path("images").forEach(each -> all.add(each.asText("")));
    }
    return all.build();
  }

  /** The host tells line by line that it is still at it; the last line says how it went. */
  @Override
  public void take(Host host, ImageRef image) throws IOException {
    HttpURLConnection call = open(host, "POST", LOCAL, PROGRESS);
    call.setDoOutput(true);
    call.setRequestProperty("Content-Type", "application/json");
    try (OutputStream body = call.getOutputStream()) {
      body.write(("{\"image\":\"" + image + "\"}").getBytes(UTF_8));
    }
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer(call), UTF_8))) {
      String last = "";
      String line;
      while ((line = lines.readLine()) != null) {
        last = line;
      }
      JsonNode said = json(last);
      if (!said.path("event").asText("").equals("held")) {
        throw new Refused(said.path("problem").asText("it broke off"), false);
      }
    }
  }

  private HttpURLConnection open(Host host, String method, String path, Duration patience)
      throws IOException {
    String address = host.address().contains(":") ? "[" + host.address() + "]" : host.address();
    HttpURLConnection call =
        (HttpURLConnection)
            URI.create("http://" + address + ":" + port + path).toURL().openConnection();
    call.setRequestMethod(method);
    call.setConnectTimeout((int) CONNECT.toMillis());
    call.setReadTimeout((int) patience.toMillis());
    call.setUseCaches(false);
    call.setInstanceFollowRedirects(false);
    call.setRequestProperty("Authorization", "Bearer " + token);
    call.setRequestProperty("Connection", "close");
    return call;
  }

  private static InputStream answer(HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    if (status == OK) {
      return call.getInputStream();
    }
    String problem = "it answered " + status;
    try (InputStream error = call.getErrorStream()) {
      String said = error == null ? "" : new String(error.readNBytes(LONGEST_PROBLEM), UTF_8);
      String words = json(said).path("error").asText("");
      problem = words.isEmpty() ? problem : words;
    }
    throw new Refused(problem, status == UNAVAILABLE);
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.createObjectNode();
    }
  }
}
