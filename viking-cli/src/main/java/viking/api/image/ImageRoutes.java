package viking.api.image;

import java.util.List;
import java.util.function.Supplier;
import viking.api.http.Route;
import viking.core.secret.SecretBox;
import viking.slave.build.Workshop;

/** What can be asked about images. */
public final class ImageRoutes {
  private ImageRoutes() {}

  public static List<Route> of(Workshop workshop, Supplier<SecretBox> box) {
    Sending sending = new Sending(workshop);
    Taking taking = new Taking(workshop);
    Bank bank = new Bank(workshop.catalogue());
    Registries registries = new Registries(workshop.catalogue(), box);
    return List.of(
        Route.stream("GET", "/v1/images", bank::list),
        Route.stream("DELETE", "/v1/images/{stack}/{image}/{tag}", bank::delete),
        Route.stream("GET", "/v1/local/images", sending::list),
        Route.stream("POST", "/v1/local/images", taking::post),
        Route.stream("GET", "/v1/local/images/{stack}/{image}/{tag}", sending::image),
        Route.stream("GET", "/v1/local/named", sending::named, "image"),
        Route.stream("GET", "/v1/registries", registries::list),
        Route.stream("PUT", "/v1/registries/{registry}", registries::put),
        Route.stream("DELETE", "/v1/registries/{registry}", registries::delete));
  }
}
