package viking.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom. */
class RoomsTest {
  @Test
  void coreIsThereToBeJudged() {
    assertFalse(MainCode.CLASSES.that(resideInAPackage("viking.core.model")).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"viking.core..,", "viking.leader..,viking.core..", "viking.slave..,viking.core.."})
  void aModuleKnowsOnlyTheOnesBelowIt(String module, String below) {
    String[] known = below == null ? new String[] {module} : new String[] {module, below};
    check(
        noClasses()
            .that()
            .resideInAPackage(module)
            .should()
            .dependOnClassesThat(resideInAPackage("viking..").and(resideOutsideOfPackages(known)))
            .because("core knows nobody; leader and slave know only core; cli knows all"));
  }

  @Test
  void onlyTheStoreKnowsEtcd() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("viking.core.store..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("io.etcd..", "io.grpc..", "com.google.protobuf.."))
            .because("everyone else talks to viking.core.store.Store, which tests can fake"));
  }

  @Test
  void onlyTheEnginesRoomsKnowDocker() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "viking.slave.container..",
                "viking.slave.image..",
                "viking.slave.build..",
                "viking.slave.volume..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.github.dockerjava.."))
            .because("everyone else talks to the small interface there, which tests can fake"));
  }

  @Test
  void dowdingPlansFromTheModelAlone() {
    check(
        classes()
            .that()
            .resideInAPackage("viking.leader.dowding..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "viking.leader.dowding..",
                    "viking.core.model..",
                    "java..",
                    "com.google.common.."))
            .because("the planner must be usable by anyone who can make up a model"));
  }

  @Test
  void theModelDoesNoInputAndOutput() {
    check(
        classes()
            .that()
            .resideInAPackage("viking.core.model..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("viking.core.model..", "java..", "com.google..")
                    .and(
                        resideOutsideOfPackages(
                            "java.io..",
                            "java.net..",
                            "java.nio",
                            "java.nio.file..",
                            "java.nio.channels..")))
            .because("records are made, compared and refused; others read and write them"));
  }

  @Test
  void packagesFormNoCycles() {
    check(slices().matching("viking.(**)").should().beFreeOfCycles());
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MainCode.CLASSES);
  }
}
