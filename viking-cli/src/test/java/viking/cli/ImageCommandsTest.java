package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageCommandsTest extends CommandScene {
  private static final String TWO =
      """
      {"images":[
      {"image":"viking/ragnar/src:a1","stack":"ragnar","name":"src","tag":"a1","size":52428800,
       "from":"","at":"2026-11-20T19:57:00Z","holders":["h1","h2"],
       "usedBy":["job ragnar.web.7.1","release 6 of ragnar","release 7 of ragnar"]},
      {"image":"viking/ragnar/src:b2","stack":"ragnar","name":"src","tag":"b2","size":1024,
       "from":"","at":"","holders":["h1"],"usedBy":[]},
      {"image":"viking/shop/redis:c3","stack":"shop","name":"redis","tag":"c3","size":900,
       "from":"redis:7","at":"2026-11-18T18:00:00Z","holders":["h3"],"usedBy":["release 1 of shop"]}
      ]}
      """;

  @Test
  void listsImages() {
    api.on("GET /v1/images", 200, TWO);
    prints(
        """
        STACK   IMAGE            TAG  SIZE  AGE  FIRST HELD BY  USED BY
        ragnar  src              a1   50M   3m   h1, h2         job ragnar.web.7.1, release 6 of ragnar and 1 more
        ragnar  src              b2   1K         h1
        shop    redis (redis:7)  c3   900   2d   h3             release 1 of shop
        """,
        "image",
        "ls");
  }

  @Test
  void listsOneStacksImages() {
    api.on("GET /v1/images", 200, TWO);
    Ran ran = run("image", "ls", "shop");
    assertTrue(ran.out().contains("redis"), ran.out());
    assertFalse(ran.out().contains("ragnar"), ran.out());
  }

  @Test
  void forgetsOneTag() {
    api.on("DELETE /v1/images/ragnar/src/b2", 200, "{\"done\":\"forgotten\"}");
    prints("forgotten\n", "image", "rm", "ragnar/src:b2");
  }

  @Test
  void withoutATagForgetsWhatNobodyUses() {
    api.on("GET /v1/images", 200, TWO);
    api.on("DELETE /v1/images/ragnar/src/b2", 200, "{\"done\":\"forgotten\"}");
    prints("forgotten\n", "image", "rm", "viking:ragnar/src");
  }

  @Test
  void namesWhoUsesAnImage() {
    api.on("GET /v1/images", 200, TWO);
    assertEquals(
        new Ran(1, "", "viking image rm: viking/shop/redis:c3 is needed by release 1 of shop\n"),
        run("image", "rm", "shop/redis"));
  }

  @Test
  void anImageThatIsNoneIsMisuse() {
    isMisuse(
        "viking image rm: 'redis' is not STACK/IMAGE or STACK/IMAGE:TAG; viking image ls lists them"
            + " (see: viking image rm --help)",
        "image",
        "rm",
        "redis");
  }

  @Test
  void logsInWithThePasswordOfStandardInput() {
    api.on("PUT /v1/registries/my.reg%3A5000", 200, "{\"done\":\"as alice\"}");
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("se\"cret\n".getBytes(StandardCharsets.UTF_8)));
    try {
      prints("as alice\n", "registry", "login", "my.reg:5000", "alice");
    } finally {
      System.setIn(before);
    }
    assertEquals(
        List.of("{\"user\":\"alice\",\"password\":\"se\\\"cret\"}"),
        api.asked().stream().map(FakeApi.Asked::body).filter(body -> !body.isEmpty()).toList());
  }

  @Test
  void listsLogins() {
    api.on(
        "GET /v1/registries", 200, "{\"registries\":[{\"registry\":\"my.reg\",\"user\":\"bob\"}]}");
    prints("REGISTRY  USER\nmy.reg    bob\n", "registry", "ls");
  }

  @Test
  void logsOut() {
    api.on("DELETE /v1/registries/my.reg", 200, "{\"done\":\"as nobody\"}");
    prints("as nobody\n", "registry", "logout", "my.reg");
  }
}
