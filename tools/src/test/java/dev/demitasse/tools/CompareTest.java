package dev.demitasse.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command {@code compare}. */
class CompareTest {
  private static final String REPORT =
      """
      {"report_version": 1, "network": "net", "prefix": "tvmgen_net", "model_hash": "0123",
       "target": {"mac": "separate", "alignment": 16},
       "totals": {"ram": 1600, "workspace": 1600, "state": 0, "constants": 400, "io": 32,
                  "macs": 1000, "calls": 3, "functions": 2},
       "pools": [{"name": "workspace", "holds": "workspace", "brought_by": "caller", "bytes": 1600,
                  "alignment": 16, "lower_bound": 1600, "optimal": true}],
       "tensors": [{"name": "y", "kind": "intermediate", "type": "int8", "shape": [2, 800],
                    "bytes": 1600, "pool": "workspace", "offset": 0, "first": 0, "last": 1}],
       "steps": [
         {"title": "Dense", "symbol": "tvmgen_net_dense", "scratch": 0, "macs": 800, "live": 1600,
          "constants": 400},
         {"title": "Relu", "symbol": "tvmgen_net_relu", "scratch": 0, "macs": 0, "live": 1600,
          "constants": 0},
         {"title": "Dense", "symbol": "tvmgen_net_dense", "scratch": 0, "macs": 200, "live": 800,
          "constants": 0}],
       "functions": [{"symbol": "tvmgen_net_dense", "kind": "operator", "steps": [0, 2]}],
       "remarks": [{"pass": "fuse-tails", "result": "missed", "subject": "Dense, Relu",
                    "reason": "what lies between them has 1 other reader"}]}
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path before;

  @BeforeEach
  void writeOne() throws IOException {
    before = write("before", REPORT);
  }

  private Path write(String name, String json) throws IOException {
    Path file = folder.resolve(name).resolve("report.json");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, Report.parse(json).json());
  }

  private int run(Object... arguments) {
    CommandLine line = Tools.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(
        Stream.concat(Stream.of("compare"), Stream.of(arguments))
            .map(Object::toString)
            .toArray(String[]::new));
  }

  @Test
  void saysThatNothingIsDifferent() {
    assertEquals(0, run(before, before, "--max-increase", "ram=0,macs=0%"), err::toString);
    assertEquals("network 'net': no difference\n", out.toString());
  }

  @Test
  void saysThatOnlyWeightsAreDifferent() throws IOException {
    Path after = write("after", REPORT.replace("0123", "4567"));
    assertEquals(0, run(before, after));
    assertEquals(
        "network 'net': no difference in figures, but other C or weights\n", out.toString());
  }

  @Test
  void saysWhatElseWasAskedFor() throws IOException {
    Path after =
        write(
            "after",
            REPORT
                .replace("\"separate\"", "\"fused\"")
                .replace("\"pools\"", "\"budget\": {\"ram\": 2048}, \"pools\""));
    assertEquals(0, run(before, after));
    assertEquals(
        """
        network 'net'
          target and budget
            multiply-add: separate, now fused
            limit of ram: none, now 2,048
        """,
        out.toString());
  }

  @Test
  void listsAllThatIsDifferent() throws IOException {
    String json =
        REPORT
            .replace("\"ram\": 1600, \"workspace\": 1600", "\"ram\": 1200, \"workspace\": 1200")
            .replace("\"macs\": 1000", "\"macs\": 1100, \"flash\": 5000")
            .replace(
                "\"bytes\": 1600,\n            \"alignment\"", "\"bytes\": 1200,\n\"alignment\"")
            .replace("\"title\": \"Relu\"", "\"title\": \"Tanh\"")
            .replace("\"macs\": 200", "\"macs\": 300")
            .replace("[2, 800]", "[3, 400]")
            .replace("\"missed\"", "\"applied\"");
    Path after = write("after", json);
    assertEquals(0, run(before, after), err::toString);
    assertEquals(
        """
        network 'net'
          totals            before          after     difference
          ram                1,600          1,200           -400    -25.0 %
          workspace          1,600          1,200           -400    -25.0 %
          macs               1,000          1,100           +100    +10.0 %
          flash            unknown          5,000
          pools             before          after     difference
          workspace          1,600          1,200           -400    -25.0 %
          operators                    before          after     difference
          Dense (step 2): MACs            200            300           +100    +50.0 %
          operators in one only
            - Relu (step 1): 0 MACs, 1,600 bytes of live RAM, 0 of constants
            + Tanh (step 1): 0 MACs, 1,600 bytes of live RAM, 0 of constants
          tensors
            y: intermediate int8[2, 800], 1,600 bytes in workspace, now intermediate int8[3, 400], 1,600 bytes in workspace
          remarks
            -1 fuse-tails, missed: Dense, Relu: what lies between them has 1 other reader
            +1 fuse-tails, applied: Dense, Relu: what lies between them has 1 other reader
        """,
        out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ram=0, 0",
    "macs=100, 0",
    "macs=99, 1",
    "macs=10%, 0",
    "macs=9.99%, 1",
    "'macs=99,ram=0', 1",
    "'macs=100,ram=0', 0"
  })
  void failsIfMoreHasGrownThanMay(String limits, int exit) throws IOException {
    Path after = write("after", REPORT.replace("\"macs\": 1000", "\"macs\": 1100"));
    assertEquals(exit, run(before, after, "--max-increase", limits));
    assertEquals(
        exit == 1,
        err.toString().startsWith("network 'net': macs has grown from 1000 to 1100, by more than "),
        err::toString);
  }

  @Test
  void comparesFoldersByTheNamesOfNetworks() throws IOException {
    write("a/old", REPORT.replace("\"net\"", "\"old\""));
    write("a/same", REPORT.replace("\"net\"", "\"same\""));
    write("b/same", REPORT.replace("\"net\"", "\"same\""));
    write("b/new", REPORT.replace("\"net\"", "\"new\""));
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    assertEquals(0, run(a, b));
    assertEquals(
        """
        network 'new': only after
        network 'old': only before
        network 'same': no difference
        """,
        out.toString());
    assertEquals(1, run(a, b, "--max-increase", "ram=5%"));
    assertEquals("network 'old' is not there any more\n", err.toString());
  }

  @Test
  void comparesTwoNetworksOfDifferentNames() throws IOException {
    String json = REPORT.replace("\"net\"", "\"other\"").replace("tvmgen_net", "tvmgen_other");
    Path after = write("after", json);
    assertEquals(0, run(before, after));
    assertEquals("network 'net', now 'other': no difference\n", out.toString());
  }

  @Test
  void saysWhatLiesInAnotherPool() throws IOException {
    Path after = write("after", REPORT.replace("\"pool\": \"workspace\", \"offset\": 0, ", ""));
    assertEquals(0, run(before, after));
    assertEquals(
        """
        network 'net'
          tensors
            y: in workspace, now in no pool
        """,
        out.toString());
  }

  @Test
  void saysWhatIsNoReport() throws IOException {
    Path text = Files.writeString(folder.resolve("text.json"), "{\"report_version\": 1}");
    assertEquals(2, run(before, text));
    assertTrue(
        err.toString().contains("text.json' is no report of a network: 'network' is missing"),
        err::toString);
    assertEquals(2, run(before, folder.resolve("absent")));
    assertTrue(err.toString().contains("absent' is not there"), err::toString);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertEquals(2, run(empty, before));
    assertTrue(err.toString().contains("empty' has no report of a network"), err::toString);
    write("twice/a", REPORT);
    write("twice/b", REPORT);
    assertEquals(2, run(before, folder.resolve("twice")));
    assertTrue(
        err.toString().contains("twice' has several reports of network 'net'"), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void saysWhatIsNotKnown() {
    assertEquals(2, run(before, before, "--max-increase", "flash=0"));
    assertTrue(err.toString().contains("does not say the flash of network 'net'"), err::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ram", "ram=-1", "ram=much", "rom=0", "RAM=0", "ram=1,5%"})
  void saysWhatIsNoLimit(String limit) {
    assertEquals(2, run(before, before, "--max-increase", limit));
    assertTrue(err.toString().contains("--max-increase"), err::toString);
  }
}
