package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.model.ImageRef;

/** What a plan tells of a deploy that is not made. */
class PlannedTest extends StacksScene {
  @Test
  void thePlanSaysWhatTheDeployDoes() {
    api.write(hand -> hand.host("h1"));
    last(deploy(stack(WEB.formatted(""), DB)));
    JsonNode plan = plan(stack(WEB.formatted(",\"domains\":[\"a.com:80\"]").replace("2", "3"), DB));
    assertEquals(1, plan.get("release").asInt());
    assertEquals("resolve", image(plan, "quarry/db").get("action").asText());
    JsonNode web = plan.get("nodes").get(0);
    assertEquals("image", web.get("fields").get(0).get("field").asText(), web::toString);
    assertEquals("[\"domains\",\"image\",\"scale\"]", sorted(web.get("fields")));
    assertEquals(3, web.get("instances").size());
    assertEquals("h1", web.get("instances").get(0).get("host").asText());
    assertEquals("keep", plan.get("nodes").get(1).get("action").asText());
    assertEquals("claim", plan.get("domains").get(0).get("action").asText());
    JsonNode gone = plan(stack(DB)).get("nodes").get(1);
    assertEquals("remove", gone.get("action").asText());
  }

  @Test
  void ofWhatIsNewThePlanListsNoFields() {
    String once = "\"once\":{\"job\":{\"image\":\"a\"},\"once\":true}";
    String cron = "\"cron\":{\"job\":{\"image\":\"a\"},\"every\":{\"cron\":\"0 3 * * *\"}}";
    JsonNode nodes = plan(stack(WEB.formatted(""), once, cron)).get("nodes");
    List<String> actions = new ArrayList<>();
    for (JsonNode node : nodes) {
      actions.add(node.get("action").asText());
      assertEquals("[]", node.get("fields").toString(), node::toString);
    }
    assertEquals(List.of("create", "run", "create"), actions);
    last(deploy(stack(WEB.formatted(""), once, cron)));
    String later = cron.replace("0 3", "0 4");
    JsonNode changed = plan(stack(WEB.formatted(""), once, later)).get("nodes").get(2);
    assertTrue(sorted(changed.get("fields")).contains("every.cron"), changed::toString);
  }

  @Test
  void thePlanSaysWhatItCannotKnow() {
    String order =
        "{\"contexts\":{\".\":\"sha256:"
            + "0".repeat(64)
            + "\"},\"stack\":{\"name\":\"shop\",\"build\":{"
            + "\"app\":{\"text\":\"FROM debian:12\\nFROM debian:12\\nCOPY --from=nginx /x /x\"},"
            + "\"base\":{\"text\":\"FROM scratch\"},"
            + "\"top\":{\"text\":\"FROM viking:shop/base\"},"
            + "\"other\":{\"context\":\".\",\"dockerfile\":\"Dockerfile.other\"}},"
            + "\"deploy\":{"
            + DB
            + "}}}";
    JsonNode plan = api.ask("POST", "/v1/stacks/shop/plan", order).json();
    String sight =
        "only the deploy sees whether %s can be had, and whether that is the same as before";
    String file =
        "what Dockerfile.other in . builds upon is not read before the deploy: where that is an"
            + " image of viking's, viking:shop/other may be kept after all";
    assertEquals(
        List.of(sight.formatted("debian:12, nginx, quarry/db"), file), texts(plan.get("notes")));
    assertEquals(List.of(), texts(plan.get("problems")));
    for (JsonNode each : plan.get("images")) {
      String ref = each.get("ref").asText();
      if (!ref.isEmpty()) {
        ImageRef made = ImageRef.of(ref).orElseThrow();
        held(made.image(), made.tag());
      }
    }
    assertEquals(
        List.of(
            sight.formatted("quarry/db"),
            "whether there is a newer debian:12, nginx is not looked at; 'viking deploy --fresh'"
                + " does"),
        texts(api.ask("POST", "/v1/stacks/shop/plan", order).json().get("notes")));
  }

  private JsonNode plan(String stack) {
    String body =
        "{\"contexts\":{\".\":\"sha256:" + "0".repeat(64) + "\"},\"stack\":" + stack + "}";
    Told told = api.ask("POST", "/v1/stacks/shop/plan", body);
    assertEquals(200, told.status(), told::error);
    return told.json();
  }

  private static JsonNode image(JsonNode plan, String name) {
    for (JsonNode each : plan.get("images")) {
      if (each.get("image").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name + " in " + plan);
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.asText()));
    return all;
  }

  private static String sorted(JsonNode fields) {
    List<String> names = new ArrayList<>();
    fields.forEach(field -> names.add("\"" + field.get("field").asText() + "\""));
    names.sort(null);
    return "[" + String.join(",", names) + "]";
  }
}
