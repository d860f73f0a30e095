package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code viking env} and {@code viking secret}. */
class SettingCommandsTest extends CommandScene {
  private static final String BY = "\"by\":\"" + "alice@";
  private static final String ENV = "/v1/stacks/ragnar/env";
  private static final String SECRETS = "/v1/stacks/ragnar/secrets";
  private final InputStream before = System.in;

  @BeforeEach
  void beAlice() {
    environment.put("USER", "alice");
  }

  @AfterEach
  void giveBackStandardInput() {
    System.setIn(before);
  }

  @Test
  void variablesAreSetTogetherAndSaidWhere() {
    api.on("POST " + ENV, 200, "{\"done\":\"ragnar: A is set, B is set\"}");
    prints("ragnar: A is set, B is set\n", "env", "set", "ragnar", "A=1", "B=x = \"y\"");
    assertEquals(1, api.asked().size());
    String body = api.asked().get(0).body();
    assertTrue(body.startsWith("{\"set\":{\"A\":\"1\",\"B\":\"x = \\\"y\\\"\"}," + BY), body);
  }

  @Test
  void theStackIsTheStackFilesUnlessItIsNamed() {
    Path file = write("viking.yml", "viking:\n  name: ragnar\n");
    api.on("POST " + ENV, 200, "{\"done\":\"done\"}");
    prints("done\n", "env", "set", "-f", file.toString(), "A=1");
    prints("done\n", "env", "unset", "-f", file.toString(), "A", "B");
    assertTrue(api.asked().get(1).body().startsWith("{\"unset\":[\"A\",\"B\"]"));
    prints("done\n", "env", "unset", "ragnar", "A");
    assertTrue(api.asked().get(2).body().startsWith("{\"unset\":[\"A\"]"));
  }

  @Test
  void aReleaseIsWaitedForUnlessNobodyWantsTo() {
    api.on("POST " + ENV, 200, "{\"done\":\"release 8 of ragnar: A is set\",\"release\":8}");
    prints("release 8 of ragnar: A is set\n", "env", "set", "ragnar", "A=1", "--detach");
    api.on(
        "GET /v1/stacks/ragnar",
        200,
        "{\"stack\":\"ragnar\",\"release\":8,\"rollout\":{\"release\":8,\"phase\":\"done\"}}");
    Ran waited = run("env", "set", "ragnar", "A=1");
    assertEquals(0, waited.code(), waited.err());
    api.on(
        "GET /v1/stacks/ragnar",
        200,
        "{\"stack\":\"ragnar\",\"release\":8,\"rollout\":{\"release\":8,\"phase\":\"failed\","
            + "\"reason\":\"web exited with 1\"}}");
    Ran failed = run("env", "set", "ragnar", "A=1");
    assertEquals(1, failed.code(), failed.err());
    assertTrue(failed.err().contains("web exited with 1"), failed.err());
  }

  @Test
  void whatIsNoPairIsMisuse() {
    isMisuse(
        "viking env set: 'B' is not of the form NAME=value (see: viking env set --help)",
        "env",
        "set",
        "ragnar",
        "B");
    isMisuse(
        "viking env set: A is given twice (see: viking env set --help)",
        "env",
        "set",
        "ragnar",
        "A=1",
        "A=2");
    isMisuse(
        "viking env set: which variables? Such as NAME=value (see: viking env set --help)",
        "env",
        "set",
        "ragnar");
    isMisuse(
        "viking env set: stack 'Ragnar' is not 1 to 32 of a-z, 0-9 and inner hyphens"
            + " (see: viking env set --help)",
        "env",
        "set",
        "Ragnar",
        "A=1");
  }

  @Test
  void variablesAreListedALineEach() {
    api.on("GET " + ENV, 200, "{\"stack\":\"ragnar\",\"env\":{\"A\":\"1\",\"B\":\"x\\ny\"}}");
    prints("A=1\nB=x y\n", "env", "ls", "ragnar");
    api.on("GET " + ENV, 200, "{\"stack\":\"ragnar\",\"env\":{}}");
    assertEquals(
        new Ran(0, "", "no variables; viking env set ragnar NAME=value sets one\n"),
        run("env", "ls", "ragnar"));
  }

  @ParameterizedTest
  @CsvSource({
    "hunter2,hunter2",
    "'hunter2\n',hunter2",
    "'hunter2\r\n',hunter2",
    "'hunter2\n\n','hunter2\n\n'",
    "'-----BEGIN\nkey\n','-----BEGIN\nkey\n'",
    "' spaces ',' spaces '",
  })
  void theLineBreakOfASingleLineIsNotMeant(String typed, String value) {
    System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
    api.on("PUT " + SECRETS + "/PASSWORD", 200, "{\"done\":\"it is set\"}");
    prints("it is set\n", "secret", "set", "ragnar", "PASSWORD");
    assertEquals(value, sent());
  }

  @Test
  void aFileIsTakenAsItIs() {
    Path file = write("key.pem", "one line\n");
    api.on("PUT " + SECRETS + "/KEY", 200, "{\"done\":\"it is set\"}");
    prints("it is set\n", "secret", "set", "ragnar", "KEY", "--from", file.toString());
    assertEquals("one line\n", sent());
    assertFalse(api.asked().get(0).body().contains("force"));
    prints("it is set\n", "secret", "set", "ragnar", "KEY", "--force", "--from", file.toString());
    assertTrue(api.asked().get(1).body().contains("\"force\":true"));
  }

  @Test
  void nothingIsSetToNothing() {
    System.setIn(new ByteArrayInputStream(new byte[] {'\n'}));
    Ran ran = run("secret", "set", "ragnar", "PASSWORD");
    assertEquals(
        new Ran(
            1,
            "",
            "viking secret set: the value is empty, nothing is set; 'viking secret rm' removes a"
                + " secret\n"),
        ran);
    assertTrue(api.asked().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "env set,env,ragnar 1A=2",
    "env unset,env,ragnar 1A",
    "secret set,secret,ragnar 1A",
    "secret rm,secret,ragnar 1A"
  })
  void aNameThatIsNoneIsMisuseAndToldFirst(String command, String what, String words) {
    System.setIn(new ByteArrayInputStream(new byte[0]));
    isMisuse(
        "viking "
            + command
            + ": "
            + what
            + " '1A' is not a letter or underscore, then letters, digits, underscores (see: viking "
            + command
            + " --help)",
        (command + " " + words).split(" "));
    assertTrue(api.asked().isEmpty());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Ran ran = run("secret", "set", "ragnar", "KEY", "--from", "/nowhere/key");
    assertEquals(new Ran(1, "", "viking secret set: there is no file /nowhere/key\n"), ran);
  }

  @Test
  void aValueIsNoArgument() {
    isMisuse(
        "viking secret set: a secret's value is never an argument, which others could see: give it"
            + " on standard input, or with --from FILE (see: viking secret set --help)",
        "secret",
        "set",
        "ragnar",
        "PASSWORD=hunter2");
  }

  @Test
  void secretsAreListedWithTheNodesThatHaveThem() {
    api.on(
        "GET " + SECRETS,
        200,
        """
        {"stack":"ragnar","keyId":"aaaaaaaa","secrets":[
         {"name":"MISSING","set":false,"readable":false,"nodes":["web"]},
         {"name":"PASSWORD","set":true,"version":12,"keyId":"aaaaaaaa","readable":true,
          "release":8,"by":"bob@desk","at":"2026-11-20T19:57:00Z","nodes":["db","web"]}]}
        """);
    prints(
        """
        SECRET    VERSION  AGE  BY        NODES
        MISSING   not set                 web
        PASSWORD  12       3m   bob@desk  db, web
        """,
        "secret",
        "ls",
        "ragnar");
  }

  @Test
  void aSecretThatTheHostCannotReadIsTold() {
    api.on(
        "GET " + SECRETS,
        200,
        """
        {"stack":"ragnar","keyId":"aaaaaaaa","secrets":[
         {"name":"PASSWORD","set":true,"version":12,"keyId":"bbbbbbbb","readable":false,
          "nodes":[]}]}
        """);
    Ran ran = run("secret", "ls", "ragnar");
    assertTrue(ran.out().contains("12 unreadable"), ran.out());
    assertTrue(
        ran.err()
            .startsWith(
                "the host that answered has another secret key (id aaaaaaaa) than the one that"
                    + " PASSWORD was set with (id bbbbbbbb)"),
        ran.err());
  }

  @Test
  void aSecretIsRemoved() {
    api.on("DELETE " + SECRETS + "/PASSWORD", 200, "{\"done\":\"it is removed\"}");
    prints("it is removed\n", "secret", "rm", "ragnar", "PASSWORD");
  }

  @Test
  void whatToDoMustBeSaid() {
    isMisuse(
        "viking secret: what shall be done with secrets? ls lists them; set, rm"
            + " (see: viking secret --help)",
        "secret");
    isMisuse(
        "viking env: what shall be done with variables? ls lists them; set, unset"
            + " (see: viking env --help)",
        "env");
  }

  private String sent() {
    String body = api.asked().get(0).body();
    String base64 = body.replaceAll(".*\"value\":\"([^\"]*)\".*", "$1");
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }
}
