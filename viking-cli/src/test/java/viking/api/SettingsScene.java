package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import viking.api.ApiScene.Told;
import viking.core.codec.ReleaseCodec;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.Release;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.testing.Eventually;

/** The stack {@code ragnar}, its variables and its secrets, through the API. */
abstract class SettingsScene {
  static final String ENV = "/v1/stacks/ragnar/env";
  static final String SECRETS = "/v1/stacks/ragnar/secrets";
  static final String RELEASES = "/v1/stacks/ragnar/releases";
  static final String VALUE = "odin's eye";

  final ApiScene api = new ApiScene();

  @AfterEach
  void close() {
    api.close();
  }

  void deployed(int number, String secrets) {
    String release =
        """
        {"release":%d,"cause":"deploy","by":"","at":"","images":{},"env":{},"secrets":{},
         "restarts":{},"stack":{"name":"ragnar","deploy":{
           "help":{"document_root":"./www"},
           "web":{"job":{"image":"web","secrets":%s}}}}}
        """
            .formatted(number, secrets);
    api.write(
        hand -> {
          hand.put(Keys.stack("ragnar"), release);
          hand.put(Keys.release("ragnar", number), release);
        });
  }

  Told env(String body) {
    return api.ask("PATCH", ENV, body);
  }

  Told set(String name, String value) {
    return api.ask(
        "PUT", SECRETS + "/" + name, "{\"value\":\"" + base64(value) + "\",\"by\":\"bob@desk\"}");
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  Release release() {
    return new ReleaseCodec().read(read().find(Keys.stack("ragnar")).orElseThrow().value());
  }

  Job job(String node) {
    return release().job(node).orElseThrow();
  }

  Snapshot read() {
    return Eventually.get(api.store.read(List.of(Range.prefix(Keys.everything()))));
  }
}
