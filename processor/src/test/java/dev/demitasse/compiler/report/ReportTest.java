package dev.demitasse.compiler.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.compiler.report.Report.Access;
import dev.demitasse.compiler.report.Report.Budget;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.compiler.report.Report.Pool;
import dev.demitasse.compiler.report.Report.Remark;
import dev.demitasse.compiler.report.Report.Step;
import dev.demitasse.compiler.report.Report.Target;
import dev.demitasse.compiler.report.Report.Tensor;
import dev.demitasse.compiler.report.Report.Totals;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
  private static final Report REPORT =
      new Report(
          Report.VERSION,
          "net",
          "tvmgen_net",
          "0123",
          new Target("separate", 16),
          new Totals(16, 16, 0, 4, 32, Optional.of(8L), 1, 1, Optional.empty(), Optional.of(48L)),
          Optional.of(
              new Budget(
                  Optional.of(100L),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(1000L),
                  Optional.empty())),
          List.of(
              new Pool(
                  "workspace",
                  Pool.Content.WORKSPACE,
                  "caller",
                  16,
                  Optional.of(64L),
                  16,
                  16,
                  true)),
          List.of(
              new Tensor(
                  "y",
                  Tensor.Kind.SCRATCH,
                  "float32",
                  List.of(1, 4),
                  16,
                  Optional.of("workspace"),
                  Optional.of(0L),
                  Optional.of(0),
                  Optional.of(0),
                  List.of(),
                  Optional.empty())),
          List.of(
              new Step(
                  "Dense, \"Relu\"",
                  "tvmgen_net_dense",
                  Optional.of("Net.java:12"),
                  Optional.empty(),
                  List.of(),
                  List.of(new Access("y", List.of(4), 0)),
                  16,
                  Optional.of(8L),
                  16,
                  4)),
          List.of(
              new Function(
                  "tvmgen_net_dense",
                  Function.Kind.OPERATOR,
                  Optional.of("Dense"),
                  Optional.empty(),
                  List.of("expf"),
                  List.of(0),
                  Optional.empty(),
                  Optional.of(40L))),
          List.of(
              new Remark(
                  "fuse-tails",
                  Remark.Result.MISSED,
                  "Relu",
                  "several readers",
                  Optional.empty())));

  @Test
  void isReadAsItWasWritten() {
    String json = REPORT.json();
    assertEquals(REPORT, Report.parse(json));
    assertEquals(json, Report.parse(json).json());
  }

  @Test
  void isSummedUp() {
    assertEquals(
        """
        network 'net': 1 call of 1 function
          workspace 16 bytes (optimal), constants 4 bytes, 8 MACs
          most RAM in step                      most MACs in step                     most constants in step
          100 %  0  Dense, "Relu"               100 %  0  Dense, "Relu"               100 %  0  Dense, "Relu\"\
        """,
        REPORT.summary());
  }

  @Test
  void passesOverMembersThatItDoesNotKnow() {
    String json = REPORT.json().replaceFirst("\"network\"", "\"later\": [{}], $0");
    assertEquals(REPORT, Report.parse(json));
  }

  @Test
  void listsThatAreNotThereAreEmpty() {
    String json = REPORT.json().replace("\"callees\"", "\"before\"");
    assertEquals(List.of(), Report.parse(json).functions().get(0).callees());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          "report_version": 1,       | "report_version": 2,         | it is of version 2, and only 1 is known
          "report_version"           | "version"                    | it has no 'report_version'
          "mac": "separate"          | "mac": 3                     | 'target.mac' is 3
          "alignment": 16}           | "alignment": 1.5}            | 'target.alignment' is 1.5
          "alignment": 16}           | "alignment": 1e99}           | 'target.alignment' is 1e99
          "optimal": true            | "optimal": "true"            | 'pools[0].optimal' is "true"
          "optimal"                  | "best"                       | 'pools[0].optimal' is missing
          "kind": "scratch"          | "kind": "SCRATCH"            | 'tensors[0].kind' is "SCRATCH"
          "callees": ["expf"]        | "callees": "expf"            | 'functions[0].callees' is "expf"
          "callees": ["expf"]        | "callees": [null]            | 'functions[0].callees[0]' is null
          {                          | [{                           | it is no JSON
          """,
      delimiter = '|')
  void saysWhatIsWrong(String part, String instead, String message) {
    String json = REPORT.json().replace(part, instead);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Report.parse(json));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"''", "3", "[]", "{}", "null"})
  void knowsWhatIsNoReport(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Report.parse(text));
    assertEquals("it has no 'report_version'", e.getMessage());
  }
}
