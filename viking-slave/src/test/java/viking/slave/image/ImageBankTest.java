package viking.slave.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.model.ImageRef;
import viking.core.store.testing.Eventually;
import viking.slave.image.testing.ImageScene;
import viking.slave.image.testing.SavedTar;

class ImageBankTest {
  private static final ImageRef REF = new ImageRef("ragnar", "src", "abc");
  private static final SavedTar IMAGE = SavedTar.of("one", "two");
  private final ImageScene hosts = new ImageScene();

  @BeforeEach
  void begin() {
    for (String name : List.of("h1", "h2", "h3", "h4")) {
      hosts.host(name);
    }
  }

  private boolean has(String host) {
    return hosts.engine(host).find(REF.toString()).isPresent();
  }

  @Test
  void anImageComesFromAHostThatHoldsIt() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.bank("h3").ensure(REF);
    assertTrue(has("h3"));
    assertEquals(List.of("h1"), hosts.asked());
  }

  @Test
  void nobodyIsAskedForWhatIsHere() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.bank("h1").ensure(REF);
    assertEquals(List.of(), hosts.asked());
  }

  @Test
  void whereTheFirstHoldersAreGoneAnotherHostWillDo() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.engine("h4").have(REF.toString(), IMAGE);
    hosts.down("h1");
    hosts.bank("h3").ensure(REF);
    assertTrue(has("h3"));
  }

  @Test
  void whoeverIsBusyIsAskedAgain() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.busyFor("h1", 3);
    hosts.bank("h3").ensure(REF);
    assertTrue(has("h3"));
  }

  @Test
  void whatIsForgedIsRefusedAndTheNextOneAsked() {
    hosts.bring(REF, IMAGE, "h1", "h2");
    hosts.forges("h1", SavedTar.of("evil"));
    hosts.forges("h2", SavedTar.of("evil"));
    hosts.engine("h4").have(REF.toString(), IMAGE);
    hosts.bank("h3").ensure(REF);
    assertEquals(IMAGE.digest(), hosts.engine("h3").find(REF.toString()).orElseThrow());
  }

  @Test
  void aForgedImageDoesNotStay() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.forges("h1", SavedTar.of("evil"));
    ImageProblem problem = assertThrows(ImageProblem.class, () -> hosts.bank("h3").ensure(REF));
    assertTrue(problem.getMessage().contains("h1: what it sends is sha256:"), problem.getMessage());
    assertFalse(has("h3"));
  }

  @Test
  void aLayerThatWasExchangedIsNoticed() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.forges("h1", IMAGE.withLayers("one", "evil"));
    ImageProblem problem = assertThrows(ImageProblem.class, () -> hosts.bank("h3").ensure(REF));
    assertTrue(problem.getMessage().contains("layer 2 is"), problem.getMessage());
    assertFalse(has("h3"));
  }

  @Test
  void whatIsForgedIsNotTakenInEvenForAMoment() {
    hosts.bring(REF, IMAGE, "h1", "h2");
    hosts.forges("h1", SavedTar.of("evil"));
    hosts.forges("h2", IMAGE.withLayers("one", "evil"));
    assertThrows(ImageProblem.class, () -> hosts.bank("h3").ensure(REF));
    assertEquals(List.of(), hosts.engine("h3").loaded());
  }

  @Test
  void aTarThatBringsAnotherNameAlongIsNotTakenIn() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.forges("h1", IMAGE.alsoNamed("redis:latest"));
    ImageProblem problem = assertThrows(ImageProblem.class, () -> hosts.bank("h3").ensure(REF));
    assertTrue(problem.getMessage().contains("redis:latest"), problem.getMessage());
    assertEquals(List.of(), hosts.engine("h3").loaded());
  }

  @Test
  void aForeignImageThatIsDamagedIsNotTakenIn() {
    byte[] tar = IMAGE.named("redis:latest").withLayers("one", "damaged").bytes();
    assertThrows(IOException.class, () -> hosts.bank("h3").load(new ByteArrayInputStream(tar)));
    assertEquals(List.of(), hosts.engine("h3").references());
  }

  @Test
  void whereNobodyHasItEverybodyIsNamedWithWhatHeSaid() {
    hosts.bring(REF, IMAGE, "h1");
    hosts.down("h1");
    ImageProblem problem = assertThrows(ImageProblem.class, () -> hosts.bank("h3").ensure(REF));
    assertTrue(problem.getMessage().contains("h1: Connection refused"), problem.getMessage());
    assertTrue(
        problem.getMessage().contains("h4: it has no viking/ragnar/src:abc"), problem.getMessage());
  }

  @Test
  void whatTheImagebankDoesNotKnowIsNotAskedFor() {
    ImageProblem problem = assertThrows(ImageProblem.class, () -> hosts.bank("h3").ensure(REF));
    assertEquals("the imagebank knows no viking/ragnar/src:abc", problem.getMessage());
  }

  @Test
  void itIsFetchedOnceHoweverManyWait() {
    hosts.bring(REF, IMAGE, "h1");
    ImageBank bank = hosts.bank("h3");
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(CompletableFuture.runAsync(() -> bank.ensure(REF)));
    }
    all.forEach(CompletableFuture::join);
    assertEquals(List.of("h1"), hosts.asked());
  }

  @Test
  void whoeverWaitsForOneThatFailsBadlyIsToldSo() {
    hosts.bring(REF, IMAGE, "h1");
    ImageBank bank = hosts.bank("h3");
    AtomicReference<CompletableFuture<Void>> other = new AtomicReference<>();
    hosts
        .engine("h1")
        .meanwhileSaving(
            () -> {
              other.set(waiting(bank));
              throw new StackOverflowError("deep");
            });
    assertThrows(StackOverflowError.class, () -> bank.ensure(REF));
    ExecutionException told =
        assertThrows(ExecutionException.class, () -> other.get().get(60, TimeUnit.SECONDS));
    assertTrue(told.getCause().getMessage().contains("deep"), told::toString);
  }

  /** One more who wants the image, and has begun to wait. */
  private static CompletableFuture<Void> waiting(ImageBank bank) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                bank.ensure(REF);
                over.complete(null);
              } catch (RuntimeException e) {
                over.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    Eventually.holds("it waits", () -> thread.getState() == Thread.State.WAITING);
    return over;
  }

  @Test
  void anEngineThatTakesNothingInIsNotLaidToTheSources() {
    hosts.bring(REF, IMAGE, "h1", "h2", "h4");
    hosts.engine("h3").takesNothing("no space left on device");
    ImageProblem problem = assertThrows(ImageProblem.class, () -> hosts.bank("h3").ensure(REF));
    assertEquals("no space left on device", problem.getMessage());
    assertEquals(2, hosts.asked().size());
  }

  @Test
  void manyHostsBeginWithDifferentHolders() {
    Set<String> first = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      first.add(
          Sources.of("x" + i, REF.toString(), List.of("h1", "h2"), hosts.catalogue().hosts().live())
              .get(0)
              .name());
    }
    assertEquals(Set.of("h1", "h2"), first);
  }

  @Test
  void holdersAreAskedBeforeOthersAndNobodyAsksHimself() {
    List<String> order =
        Sources.of("h1", "x", List.of("h1", "h3"), hosts.catalogue().hosts().live()).stream()
            .map(host -> host.name())
            .toList();
    assertEquals("h3", order.get(0));
    assertEquals(Set.of("h2", "h3", "h4"), Set.copyOf(order));
  }

  @Test
  void thoseThatTakeNoJobsTakeImagesLast() {
    List<String> order =
        Sources.takers("h1", "x", hosts.catalogue().hosts().live(), List.of("h2", "h3")).stream()
            .map(host -> host.name())
            .toList();
    assertEquals("h4", order.get(0));
    assertEquals(3, order.size());
  }
}
