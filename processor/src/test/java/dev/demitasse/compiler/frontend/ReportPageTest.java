package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a report, as a browser draws it. */
class ReportPageTest {
  private static final String MIX =
      """
      import dev.demitasse.F32;
      import dev.demitasse.Operator;

      @Operator
      public final class Mix {
        public static F32 apply(F32 x) {
          F32 y = F32.zeros(x.dim(0));
          for (int i = 0; i < x.dim(0); i++) {
            y.set(i, x.at(x.dim(0) - 1 - i));
          }
          return y;
        }
      }
      """;

  private static final String SUM =
      """
      import dev.demitasse.F32;
      import dev.demitasse.Operator;

      @Operator
      public final class Sum {
        public static F32 apply(F32 a, F32 b) {
          F32 y = F32.zeros(a.dim(0));
          for (int i = 0; i < a.dim(0); i++) {
            y.set(i, a.at(i) + b.at(i));
          }
          return y;
        }
      }
      """;

  /** Stands in for a user who points at the first buffer. */
  private static final String POINT =
      """
      <script>
      document.querySelectorAll('.buffer').forEach((rect, i) => i > 0 ||
          rect.dispatchEvent(new FocusEvent('focusin', {bubbles: true})));
      </script>
      </body>
      """;

  @TempDir private Path folder;

  private Report report(String expressions) throws IOException {
    Project project =
        new Project(folder)
            .with("Mix.java", MIX)
            .with("Sum.java", SUM)
            .with(
                "Net.java",
                """
                import dev.demitasse.F32;
                import dev.demitasse.Network;
                import dev.demitasse.Shape;

                @Network
                public class Net {
                  public F32 run(@Shape({64}) F32 x) {
                    $
                  }
                }
                """
                    .replace("$", expressions));
    Path out = Files.createDirectories(folder.resolve("out"));
    List<Path> sources =
        Stream.of("Mix.java", "Sum.java", "Net.java").map(project.root()::resolve).toList();
    assertEquals(List.of(), JavacRun.of(out, sources).errors());
    return Report.parse(Files.readString(out.resolve("META-INF/demitasse/report/net/report.json")));
  }

  /** What a browser makes of a page. */
  private String dom(Report report) throws IOException, InterruptedException {
    Optional<Path> browser =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(p -> Path.of(p, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(browser.isPresent(), "no chromium on the path, so the page is not drawn");
    Path page = folder.resolve("report.html");
    Files.writeString(page, report.html().replace("</body>", POINT));
    Path dom = folder.resolve("dom.html");
    int exit =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1280,1000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertEquals(0, exit);
    return Files.readString(dom, StandardCharsets.UTF_8);
  }

  private static long count(String part, String text) {
    return Pattern.compile(part).matcher(text).results().count();
  }

  /** Draws it, and finds what every page has. */
  private String drawn(Report report) throws IOException, InterruptedException {
    String dom = dom(report);
    assertHas("<p id=\"error\" class=\"alarm\"></p>", dom);
    List<Tensor> drawn =
        report.tensors().stream()
            .filter(t -> t.pool().equals(Optional.of("workspace")) && t.bytes() > 0)
            .toList();
    assertEquals(drawn.size(), count("<rect [^>]*class=\"buffer", dom));
    long ends = report.tensors().stream().filter(ReportPageTest::isEnd).count();
    assertEquals(report.steps().size() + ends, count("<circle [^>]*cy=\"12\"", dom));
    for (Tensor t : drawn) {
      assertHas("aria-label=\"" + escaped(t.name()) + ": ", dom);
    }
    if (!drawn.isEmpty()) {
      String hovered = escaped(drawn.get(0).name()).replace("&quot;", "\"") + ": ";
      assertHas("aria-live=\"polite\">" + hovered, dom);
    }
    return dom;
  }

  private static void assertHas(String part, String dom) {
    assertTrue(dom.contains(part), part);
  }

  private static boolean isEnd(Tensor t) {
    return t.kind() == Tensor.Kind.INPUT || t.kind() == Tensor.Kind.OUTPUT;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  @Test
  void drawsAChainInOneLane() throws Exception {
    String dom = drawn(report("return Mix.apply(Mix.apply(Mix.apply(x)));"));
    assertEquals(5, count("<circle cx=\"8\"", dom));
    assertFalse(dom.contains("<path d=\"M22"));
  }

  @Test
  void saysWhyNothingIsInPlace() throws Exception {
    String dom = drawn(report("return Mix.apply(Mix.apply(Mix.apply(x)));"));
    assertHas("<td>it would overwrite what it has still to read</td>", dom);
  }

  @Test
  void drawsAResidualInALaneOfItsOwn() throws Exception {
    String dom =
        drawn(
            report(
                """
                F32 h = Mix.apply(x);
                return Mix.apply(Sum.apply(Mix.apply(Mix.apply(h)), h));
                """));
    assertHas("<path d=\"M22 0V24\">", dom);
    assertHas("<title>mix: intermediate, float32 64, 256 bytes", dom);
  }

  @Test
  void drawsStatesAtBothEnds() throws Exception {
    Described net = Described.in(folder.resolve("described"));
    Report report = Report.parse(net.text("report/net/report.json"));
    String dom = dom(report);
    assertHas("<p id=\"error\" class=\"alarm\"></p>", dom);
    assertEquals(4, count("<td class=\"text\">state ", dom));
  }

  @Test
  void drawsAPictureForEachPool() throws Exception {
    Described net = Described.pooled(folder.resolve("described"));
    String dom = dom(Report.parse(net.text("report/net/report.json")));
    assertHas("<p id=\"error\" class=\"alarm\"></p>", dom);
    assertEquals(3, count("<svg [^>]*role=\"group\"", dom));
    assertHas("<h3>dtcm<span class=\"muted\"> 32 of 64 bytes, optimal</span></h3>", dom);
    assertHas("<td>tcm</td><td>constants</td><td>generated code</td>", dom);
  }

  @Test
  void drawsANetworkWithoutWorkspace() throws Exception {
    assertTrue(drawn(report("return Mix.apply(x);")).contains("Nothing lies in a workspace."));
  }

  @Test
  void showsWhatWasChecked() throws Exception {
    String json = report("return Mix.apply(Mix.apply(x));").json();
    String checked =
        json.replaceFirst("\"calls\": 2", "$0, \"flash\": 12345, \"stack\": 678")
            .replaceFirst("\"pools\"", "\"budget\": {\"ram\": 100, \"flash\": 20000}, $0")
            .replaceFirst("\"kind\": \"operator\"", "$0, \"flash\": 432, \"frame\": 48");
    String dom = drawn(Report.parse(checked));
    assertHas("<dd>12,345</dd>", dom);
    assertHas("over the limit of 100", dom);
    assertHas("of at most 20,000", dom);
    assertHas("<td class=\"n\">432</td><td class=\"n share\">3 %</td>", dom);
    assertHas("<td class=\"n\">48</td><td class=\"n share\">7 %</td>", dom);
  }

  @Test
  void isNotFooledByNames() throws Exception {
    String hostile =
        "</script><img src=x onerror='document.body.dataset.fooled=1'><!--\" & \\u2028";
    String json = report("return Mix.apply(Mix.apply(x));").json();
    Report fooling =
        Report.parse(json.replace("\"mix\"", quoted(hostile)).replace("\"Mix\"", quoted(hostile)));
    String dom = drawn(fooling);
    assertFalse(dom.contains("data-fooled"));
    assertFalse(dom.contains("<img"));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }

  @Test
  void loadsNothing() throws Exception {
    String page = report("return Mix.apply(x);").html();
    for (String address : List.of("http:", "https:", "//", "url(", "@import", " src=", "<link")) {
      String text = page.replace("http://www.w3.org/2000/svg", "").replaceAll("(?m)\\s// .*$", "");
      assertFalse(text.contains(address), address);
    }
  }
}
