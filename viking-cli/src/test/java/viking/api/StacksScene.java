package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import viking.api.http.Limits;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.testing.Eventually;

/** Stacks of {@code shop} sent to the API, and what the store says then. */
abstract class StacksScene {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  static final String WEB = "\"web\":{\"job\":{\"image\":\"viking:shop/src\"},\"scale\":2%s}";
  static final String DB = "\"db\":{\"job\":{\"image\":\"quarry/db\"},\"service\":true}";

  final FakeBuilding building = new FakeBuilding();
  final CountedStore[] stores = new CountedStore[1];
  final ApiScene api = new ApiScene(Limits.USUAL, store -> stores[0] = new CountedStore(store));

  StacksScene() {
    api.host.building(building);
  }

  @AfterEach
  void close() {
    api.close();
  }

  void held(String image, String tag) {
    api.write(hand -> hand.put("/image/shop/" + image + "/" + tag, "{}"));
  }

  static String stack(String... nodes) {
    return "{\"name\":\"shop\",\"build\":{\"src\":{\"text\":\"FROM scratch\"}},\"deploy\":{"
        + String.join(",", nodes)
        + "}}";
  }

  static String order(String stack, String more) {
    return "{\"by\":\"ann@desk\",\"contexts\":{\".\":\"c0\"}" + more + ",\"stack\":" + stack + "}";
  }

  static byte[] sent(String node) {
    return Sent.of(order(stack("\"" + node + "\":{\"job\":{\"image\":\"viking:shop/src\"}}"), ""));
  }

  List<JsonNode> deploy(String stack) {
    return deploy(stack, "");
  }

  List<JsonNode> deploy(String stack, String more) {
    return events(post("deploy", Sent.of(order(stack, more))));
  }

  HttpResponse<String> post(String what, byte[] body) {
    return api.send(request(what, body));
  }

  java.net.http.HttpRequest request(String what, byte[] body) {
    return api.request("/v1/stacks/shop/" + what).POST(BodyPublishers.ofByteArray(body)).build();
  }

  static List<JsonNode> events(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    List<JsonNode> all = new ArrayList<>();
    answer.body().lines().forEach(line -> all.add(json(line)));
    return all;
  }

  static JsonNode last(List<JsonNode> events) {
    return events.get(events.size() - 1);
  }

  boolean isEmptyFolder() {
    try (Stream<java.nio.file.Path> left = Files.list(api.host.arrivals())) {
      return left.findAny().isEmpty();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<Entry> find(String prefix) {
    return Eventually.get(api.store.read(List.of(range(prefix)))).entries();
  }

  private static Range range(String text) {
    return text.endsWith("/") ? Range.prefix(text) : Range.key(text);
  }

  Entry entry(String key) {
    return find(key).stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
  }

  String value(String key) {
    return entry(key).value();
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
