package dev.demitasse.compiler.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.report.Report.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parts of messages about what lies in memory. */
class ReportTextTest {

  private static Tensor tensor(String name, long bytes, String pool, long offset) {
    return new Tensor(
        name,
        Tensor.Kind.INTERMEDIATE,
        "int8",
        List.of((int) bytes),
        bytes,
        Optional.of(pool),
        Optional.of(offset),
        Optional.of(1),
        Optional.of(1),
        List.of(),
        Optional.empty());
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).toList();
  }

  @Test
  void whatLiesInOnePlaceCountsOnce() {
    List<Tensor> live =
        List.of(
            tensor("x", 96, "sram", 0), tensor("h", 64, "sram", 96), tensor("sum", 96, "sram", 0));
    assertEquals(
        List.of(
            "",
            "96 bytes: 'x' int8[96]",
            "64 bytes: 'h' int8[64]",
            "96 bytes: 'sum' int8[96]",
            "96 bytes fewer, as some of these lie in one place"),
        lines(ReportText.memory(live, 160)));
  }

  @Test
  void whatIsFreeCounts() {
    List<Tensor> live = List.of(tensor("x", 96, "sram", 32), tensor("h", 64, "dtcm", 32));
    assertEquals(
        List.of(
            "", "96 bytes: 'x' int8[96]", "64 bytes: 'h' int8[64]", "40 bytes that are free then"),
        lines(ReportText.memory(live, 200)));
  }
}
