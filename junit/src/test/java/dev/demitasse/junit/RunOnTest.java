package dev.demitasse.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.boards.Board;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On which machines tests run, and who is given the machine. */
class RunOnTest {

  @RunOn({Machine.JVM, Machine.NATIVE})
  static class OfAClass {
    @Test
    void plain(Target target) {
      assertEquals("jvm", target.machine().id());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {3, 4})
    void withParameters(int number, Target target) {
      assertTrue(number > 2 && target != null);
    }

    @Nested
    class Inside {
      @Test
      void nested(Target target) {
        assertEquals("native", target.machine().id());
      }
    }
  }

  @Test
  void onAClassAllTestsRunOnAllMachines() {
    TestRun run = TestRun.of(OfAClass.class);
    assertEquals(
        List.of(
            "jvm",
            "plain(Target)",
            "withParameters(int, Target)",
            "3",
            "4",
            "Inside",
            "nested(Target)",
            "native",
            "plain(Target)",
            "withParameters(int, Target)",
            "3",
            "4",
            "Inside",
            "nested(Target)"),
        run.names());
    assertEquals(6, run.passed());
    assertEquals(2, run.failures().size());
  }

  static class OfAMethod {
    @RunOn({Machine.NATIVE, Machine.JVM})
    void one(Target target) {
      assertTrue(target != null);
    }

    @Test
    void other() {}
  }

  @Test
  void onAMethodItRunsOnAllMachines() {
    TestRun run = TestRun.of(OfAMethod.class);
    assertEquals(List.of("one(Target)", "native", "jvm", "other()"), run.names());
    assertEquals(3, run.passed());
  }

  @RunOn(Machine.JVM)
  static class Shared {
    private Target before;

    @BeforeEach
    void before(Target target) {
      before = target;
    }

    @Test
    void test(Target target) {
      assertEquals(before, target);
    }

    @AfterEach
    void after(Target target) {
      assertEquals(before, target);
    }
  }

  @Test
  void allMethodsOfATestHaveOneTarget() {
    assertEquals(1, TestRun.of(Shared.class).passed());
  }

  @RunOn(Machine.JVM)
  static class ForMany {
    @BeforeAll
    static void before(Target target) {
      target.reset();
    }

    @Test
    void test() {}
  }

  @Test
  void methodsForManyTestsHaveNoTarget() {
    String message = TestRun.of(ForMany.class).failures().get(0);
    assertTrue(message.startsWith("No ParameterResolver registered for parameter"), message);
  }

  @RunOn(Machine.JVM)
  static class Twice {
    @RunOn(Machine.JVM)
    void test() {}
  }

  @Test
  void saysThatOneAnnotationIsEnough() {
    assertEquals(
        List.of("@RunOn is here and on what is around it: leave out one of them"),
        TestRun.of(Twice.class).failures());
  }

  @RunOn({})
  static class Nowhere {
    @Test
    void test() {}
  }

  @Test
  void saysThatNoMachineIsNamed() {
    assertEquals(List.of("@RunOn names no machine"), TestRun.of(Nowhere.class).failures());
  }

  @RunOn({Machine.JVM, Machine.NATIVE})
  static class Small {
    @Test
    void test() {}
  }

  @Test
  void whatIsNotInstalledIsSkipped() {
    TestRun run = TestRun.of(Small.class, Map.of("demitasse.native.compiler", "cc-none"));
    assertEquals(
        List.of("native: cc-none is not installed (Debian package: cc-none)"), run.skips());
    assertEquals(1, run.passed());
  }

  @Test
  void whatIsNotInstalledFailsIfWanted() {
    TestRun run =
        TestRun.of(
            Small.class,
            Map.of("demitasse.native.compiler", "cc-none", "demitasse.missing", "fail"));
    assertEquals(
        List.of("native: cc-none is not installed (Debian package: cc-none)"), run.failures());
  }

  @Test
  void settingsAreChecked() {
    assertEquals(
        List.of(
            "demitasse.missing is 'no'; it must match skip|fail",
            "demitasse.missing is 'no'; it must match skip|fail"),
        TestRun.of(Small.class, Map.of("demitasse.missing", "no")).failures());
  }

  @Test
  void everyBoardIsAMachine() {
    assertEquals(
        List.of(Board.values()),
        List.of(Machine.values()).stream().flatMap(m -> m.board().stream()).toList());
  }
}
