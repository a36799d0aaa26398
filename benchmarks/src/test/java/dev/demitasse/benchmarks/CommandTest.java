package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are run to their end, and what they took is what their shell says. */
class CommandTest {
  @TempDir Path folder;

  @Test
  void timesOfAnyShellAreRead() {
    assertEquals(61_250, Command.userMs("0m0.000000s 0m0.010000s\n1m1.250000s 0m3.000000s\n"));
    assertEquals(1_234, Command.userMs("0m0.001s 0m0.002s\n0m1.234s 0m0.567s\n"));
    assertThrows(Failure.class, () -> Command.userMs("0m0.001s 0m0.002s\n"));
  }

  @Test
  void timeOfAProgramIsItsOwn() throws IOException {
    String busy = "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done";
    Command.Time time = Command.time(folder, List.of("sh", "-c", busy));
    assertTrue(time.userMs() > 0 && time.wallMs() >= time.userMs() / 2, time::toString);
    assertEquals(0, Command.time(folder, List.of("sleep", "0.01")).userMs() / 10);
  }

  @Test
  void failuresHaveWhatTheProgramPrinted() {
    Failure failure =
        assertThrows(
            Failure.class, () -> Command.time(folder, List.of("sh", "-c", "echo why; exit 3")));
    assertTrue(failure.getMessage().startsWith("exit code 3"), failure::getMessage);
    assertTrue(failure.getMessage().endsWith("why\n"), failure::getMessage);
  }
}
