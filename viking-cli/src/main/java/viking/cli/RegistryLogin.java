package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.core.model.BadInput;

/** {@code viking registry login}: has all hosts pull from a registry as somebody. */
@Command(
    name = "login",
    description = {
      "Has all hosts pull from a registry as somebody.",
      "",
      "The password is read from standard input, or asked for on a terminal; it is kept encrypted,"
          + " and never shown again. Nobody checks it before the first pull."
    },
    footer = {
      "",
      "Examples:",
      "  viking registry login registry.example.com:5000 alice     asks for it, unseen",
      "  pass show registry | viking registry login registry.example.com:5000 alice",
      "  viking registry login docker.io alice < password.txt",
    })
final class RegistryLogin implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "REGISTRY",
      description = "Its host name, with a port if it has one.")
  private String registry;

  @Parameters(index = "1", paramLabel = "USER", description = "Who pulls.")
  private String user;

  RegistryLogin(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    byte[] password = new SecretValue(session.around()).read("password", Optional.empty());
    if (password.length == 0) {
      throw new BadInput("the password is empty; give it on standard input");
    }
    session.sayDone(
        session
            .api()
            .ask(
                "PUT",
                Registry.path(registry),
                "{\"user\":\""
                    + quoted(user)
                    + "\",\"password\":\""
                    + quoted(new String(password, UTF_8))
                    + "\"}"));
    return 0;
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
