package viking.slave.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.actor.Tell;
import viking.core.codec.HostCodec;
import viking.core.model.Host;

/** A name that somebody has already. */
class TakenNameTest extends RegistrationScene {
  private static final Host OTHER =
      new Host("h1", "other", "10.0.0.77", H1.tags(), H1.capacity(), 0, "", "", false);

  @Test
  void refusesANameThatAnotherMachineHas() {
    final long lease = rival(HostCodec.write(OTHER));
    look();
    perform(only(StoreEffect.Grant.class, step()));
    Tell told = only(Tell.class, step());
    assertEquals(Tell.Level.ERROR, told.level());
    String refusal = "hostname h1 is held by another machine, id other at 10.0.0.77";
    assertEquals(refusal, registration.refusal());
    assertTrue(told.reason().startsWith(refusal));
    assertFalse(registration.registered());
    assertEquals(List.of(), step(), "it is said once");

    etcd.revoke(lease);
    look();
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
    assertEquals("", registration.refusal());
  }

  @Test
  void takesANameThatAHandHasPutBecauseNobodyStandsBehindIt() {
    final long put = hand.host(OTHER);
    look();
    perform(only(StoreEffect.Grant.class, step()));
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(etcd.find(KEY).isEmpty());
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
    assertTrue(registration.since() > put);
  }

  @Test
  void refusesANameWhoseHolderCannotBeRead() {
    rival("scribble");
    look();
    perform(only(StoreEffect.Grant.class, step()));
    step();
    assertTrue(registration.refusal().contains("whose value does not parse"));
  }

  @Test
  void doesNotTakeANameThatAnotherMachineHasTakenJustBefore() {
    look();
    perform(only(StoreEffect.Grant.class, step()));
    StoreEffect.Commit commit = only(StoreEffect.Commit.class, step());
    rival(HostCodec.write(OTHER));
    perform(commit);
    assertFalse(registration.registered());
    clock.pass(RETRY);
    assertTrue(registration.wantsLook(clock.now()));
    look();
    assertInstanceOf(Tell.class, step().get(0));
  }
}
