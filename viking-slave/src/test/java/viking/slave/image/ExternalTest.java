package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalTest {
  @ParameterizedTest
  @CsvSource({
    "redis, docker.io, redis",
    "redis:7, docker.io, redis",
    "quarry/mongo, docker.io, quarry-mongo",
    "localhost/web, localhost, web",
    "my.reg:5000/team/Web_App:1.2, my.reg:5000, team-web-app",
    "redis@sha256:abc, docker.io, redis",
    "a/very-long-name-of-an-image-that-goes-on, docker.io, a-very-long-name-of-an-image-tha",
    "___, docker.io, image",
  })
  void namesAreMadeFit(String image, String registry, String name) {
    assertEquals(registry, External.registry(image));
    assertEquals(name, External.plain(image));
  }

  @Test
  void theTagIsOfTheDigest() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    assertEquals(
        "viking/ragnar/quarry-redis:0123456789ab",
        External.kept("ragnar", "quarry/redis", digest).toString());
  }
}
