package viking.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.Job;
import viking.core.model.testing.Refused;

/** A slip of the hand is named, not guessed at. */
class JobCodecStrictnessTest {
  private final JobCodec codec = new JobCodec();

  @ParameterizedTest
  @CsvSource({
    "runn, run",
    "comand, ''",
    "exposes, expose",
    "expsoe, expose",
    "volumes, volume",
    "Run, run",
    "readonly, read_only",
    "xyz, ''"
  })
  void refusesUnknownFields(String field, String meant) {
    refuses("\"" + field + "\":1", unknown(field, meant));
  }

  @ParameterizedTest
  @CsvSource({
    "resources, '{\"cpus\":1}', resources.cpus, cpu",
    "resources, '{\"mem\":1}', resources.mem, ''",
    "resources, '{\"memroy\":1}', resources.memroy, memory",
    "health, '{\"tcp\":true,\"prot\":80}', health.prot, port",
    "health, '{\"tcp\":true,\"start-period\":\"1s\"}', health.start-period, start_period",
    "stop, '{\"gracee\":\"1s\"}', stop.gracee, grace"
  })
  void refusesUnknownFieldsWithin(String field, String value, String path, String meant) {
    refuses("\"" + field + "\":" + value, unknown(path, meant));
  }

  @Test
  void refusesLabelsThatAreVikingsOwn() {
    String said = "'labels': 'viking.job': what begins with 'viking.' is viking's own";
    Refused.with(said, () -> codec.read("{\"image\":\"a\",\"labels\":{\"viking.job\":\"a.b.c\"}}"));
    Refused.with(
        said,
        () ->
            codec.read("{\"image\":\"a\",\"labels\":{\"viking.job\":\"a\"},\"by\":\"schedule\"}"));
    Refused.with(
        said.replace("viking.job", "viking.restart"),
        () -> codec.read("{\"image\":\"a\",\"labels\":{\"viking.restart\":\"3\"}}"));
  }

  @Test
  void takesTheLabelOfARestartFromARelease() {
    Job job =
        codec.read("{\"image\":\"a\",\"labels\":{\"viking.restart\":\"3\"},\"by\":\"schedule\"}");
    assertEquals(Map.of("viking.restart", "3"), job.container().labels());
    assertEquals(job, codec.read(codec.write(job)));
  }

  @Test
  void refusesAJobWithoutAnImage() {
    Refused.with("'image' is missing", () -> codec.read("{}"));
    Refused.with("'image' is missing", () -> codec.read("{\"image\":null}"));
    Refused.with("image must be given", () -> codec.read("{\"image\":\" \"}"));
    Refused.with("'image': [] is not a single value", () -> codec.read("{\"image\":[]}"));
    Refused.with(
        "'image': {\"a\":1} is not a single value", () -> codec.read("{\"image\":{\"a\":1}}"));
  }

  /** A field's value, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "run         | {}                 | 'run': {} is not a single value",
        "run         | [[\"a\"]]          | 'run': [\"a\"] is not a single value",
        "run         | [null]             | 'run': null is not a single value",
        "run         | \"echo 'a\"        | command 'echo 'a' has an open '",
        "cwd         | \"srv\"            | cwd 'srv' is not an absolute path",
        "env         | [\"A=1\"]          | 'env': [\"A=1\"] is not an object",
        "env         | {\"A\":[1]}        | 'env': [1] is not a single value",
        "env         | {\"A\":null}       | 'env': null is not a single value",
        "init        | \"yes\"            | 'init': \"yes\" is not true or false",
        "read_only   | 1                  | 'read_only': 1 is not true or false",
        "shm_size    | \"lots\"           | 'shm_size': 'lots' is not a size such as 512m or 2g",
        "shm_size    | -1                 | 'shm_size': '-1' is not a size such as 512m or 2g",
        "retries     | -1                 | 'retries': -1 is not a count",
        "retries     | 1.5                | 'retries': 1.5 is not a whole number",
        "retries     | \"1\"              | 'retries': \"1\" is not a whole number",
        "retries     | 2147483648         | 'retries': 2147483648 is not a count",
        "retries     | 1e400              | 'retries': \"Infinity\" is not a whole number",
        "restart     | \"no\"             | restart 'no' is not always, on-failure or never",
        "filter      | [\"SSD\"]          | filter 'SSD' is not 1 to 63 of a-z, 0-9, dot and hyphen",
        "resources   | \"1g\"             | 'resources': \"1g\" is not an object",
        "stop        | {\"signal\":\"TERM\"} | stop: signal 'TERM' is not a name such as SIGTERM",
        "volume      | \"data\"           | volume path 'data' is not an absolute path below /",
        "hostname    | \"a_b\"            | hostname 'a_b' is not a DNS name in lower case",
        "expose      | [80, 80]           | expose '80' is given twice"
      })
  void namesTheFieldWhoseValueIsWrong(String field, String value, String problem) {
    refuses("\"" + field + "\":" + value, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cpu    | -1         | 'resources.cpu': '-1' is not a number of cores such as 2, 0.5 or 250m",
        "cpu    | 0.0001     | 'resources.cpu': '1.0E-4' is not a number of cores such as 2, 0.5 or 250m",
        "cpu    | \"two\"    | 'resources.cpu': 'two' is not a number of cores such as 2, 0.5 or 250m",
        "cpu    | 1e400      | 'resources.cpu': 'Infinity' is not a number of cores such as 2, 0.5 or 250m",
        "memory | -5         | 'resources.memory': '-5' is not a size such as 512m or 2g",
        "memory | \"-5m\"    | 'resources.memory': '-5m' is not a size such as 512m or 2g",
        "memory | 1e30       | 'resources.memory': '1.0E30' is not a size such as 512m or 2g",
        "memory | 99999999999999999999 | 'resources.memory': '99999999999999999999' is more memory than there is"
      })
  void namesTheResourceThatCannotBe(String field, String value, String problem) {
    refuses("\"resources\":{\"" + field + "\":" + value + "}", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                   | 'health' needs just one of http (a path), tcp (true) or command",
        "{\"tcp\":false}                      | 'health' needs just one of http (a path), tcp (true) or command",
        "{\"tcp\":true,\"http\":\"/\"}        | 'health' needs just one of http (a path), tcp (true) or command",
        "{\"command\":[]}                     | 'health' needs just one of http (a path), tcp (true) or command",
        "{\"tcp\":\"true\"}                   | 'health.tcp': \"true\" is not true or false",
        "{\"tcp\":true,\"port\":65536}        | health: port 65536 is not a port from 1 to 65535",
        "{\"tcp\":true,\"port\":\"http\"}     | 'health.port': \"http\" is not a whole number",
        "{\"tcp\":true,\"interval\":\"0s\"}   | health: interval and timeout must be longer than 0",
        "{\"tcp\":true,\"interval\":10}       | 'health.interval': '10' is not a time such as 10s, 1m30s or 500ms",
        "{\"tcp\":true,\"interval\":\"9999999999s\"} | 'health.interval': '9999999999s' is longer than any time viking waits",
        "{\"tcp\":true,\"timeout\":\"5 s\"}   | 'health.timeout': '5 s' is not a time such as 10s, 1m30s or 500ms",
        "{\"tcp\":true,\"retries\":0}         | health: retries must be 1 or more"
      })
  void namesWhatIsWrongWithAHealthCheck(String value, String problem) {
    refuses("\"health\":" + value, problem);
  }

  @Test
  void refusesRetriesWhereItIsRestartedAnyway() {
    refuses("\"retries\":1", "retries goes with restart: never; others are always tried again");
  }

  @Test
  void refusesAPublicPortThatIsNotExposed() {
    refuses("\"public\":[80]", "'public': '80' does not stand in 'expose'");
    refuses(
        "\"expose\":[\"8080:80\"],\"public\":[80]", "'public': '80' does not stand in 'expose'");
    refuses(
        "\"expose\":[80],\"public\":[\"http\"]",
        "expose 'http' is not a port such as 80, 53/udp or 2222:22 (host port left)");
  }

  @Test
  void refusesAFieldThatIsGivenTwice() {
    Refused.with(
        "not JSON at column 21: Duplicate field 'image'",
        () -> codec.read("{\"image\":\"a\",\"image\":\"b\"}"));
    refuses("\"env\":{\"A\":1,\"A\":2}", "not JSON at column 30: Duplicate field 'A'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"image\":\"x\"} {}",
        "{\"image\":\"x\"}]",
        "{\"image\":\"x\"} x",
        "{\"image\":\"x\"",
        "{\"image\":\"x\",}",
        "{image:\"x\"}",
        "{'image':'x'}",
        "image: x",
        "{\"image\":\"x\"} // comment",
        "{\"image\":NaN}",
        "{\"image\":01}"
      })
  void refusesWhatIsNotJson(String text) {
    String problem = Refused.message(() -> codec.read(text));
    assertTrue(problem.startsWith("not JSON at column "), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "` `", "[]", "\"x\"", "1", "null", "true", "[{\"image\":\"x\"}]"})
  void refusesWhatIsNoObject(String text) {
    Refused.with("not a JSON object, which would begin with {", () -> codec.read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"image\":\"\\ud83d\"}", "{\"image\":\"x\",\"run\":[\"\\ude00\\ud83d\"]}"})
  void refusesHalfOfACharacter(String text) {
    Refused.with("not text: a \\u escape is half of a surrogate pair", () -> codec.read(text));
  }

  @Test
  void refusesHalfOfACharacterInAName() {
    String problem = Refused.message(() -> codec.read("{\"\\ud83d\":1}"));
    assertTrue(problem.startsWith("not JSON at column 9: Broken surrogate pair"), problem);
  }

  @Test
  void readsAWholeCharacterHoweverItIsSpelt() {
    assertTrue(codec.read("{\"image\":\"\\ud83d\\ude00\"}").image().equals("😀"));
    assertTrue(codec.read("{\"image\":\"\\\\ud83d\"}").image().equals("\\ud83d"));
  }

  private void refuses(String fields, String problem) {
    Refused.with(problem, () -> codec.read("{\"image\":\"x\"," + fields + "}"));
  }

  private static String unknown(String field, String meant) {
    return "unknown field '"
        + field
        + "'"
        + (meant.isEmpty() ? "" : ", did you mean '" + meant + "'?");
  }
}
