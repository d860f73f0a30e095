package viking.slave.image;

import java.util.Optional;
import java.util.function.Function;
import viking.core.model.ImageRef;

/** Images of viking's come from other hosts, all else from where its name says. */
public final class Supply implements ImageSupply {
  private final ImageBank bank;
  private final ImageEngine engine;
  private final Function<String, Optional<Login>> logins;

  /** {@code logins} by registry. */
  public Supply(ImageBank bank, ImageEngine engine, Function<String, Optional<Login>> logins) {
    this.bank = bank;
    this.engine = engine;
    this.logins = logins;
  }

  @Override
  public void fetch(String image) {
    Optional<ImageRef> ours = ImageRef.of(image);
    if (ours.isPresent()) {
      bank.ensure(ours.get());
    } else {
      engine.pull(image, logins.apply(External.registry(image)));
    }
  }
}
