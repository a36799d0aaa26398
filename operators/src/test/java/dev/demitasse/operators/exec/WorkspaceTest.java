package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How much workspace the trained models need, as the guide's table has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkspaceTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "memory.md");

  /** What lives at one call at most if every tensor has memory of its own, in the literature. */
  private static final Map<String, Long> CLASSICAL =
      Map.of("kws_int8", 16_000L, "ic_int8", 49_152L, "ad_int8", 256L, "vww_int8", 55_296L);

  @TempDir private static Path folder;

  private final Map<String, Map<String, Pool>> plans = new LinkedHashMap<>();

  @BeforeAll
  void compile() throws IOException {
    Golden.require();
    Map<String, String> sources = new TreeMap<>();
    for (Golden model : Golden.all()) {
      sources.put(model.className(), model.source());
    }
    for (String options : List.of("memory=none search=0", "memory=none", "")) {
      List<String> all = new ArrayList<>(List.of("resources=" + Golden.MODELS, "verify=off"));
      all.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
      Path classes = folder.resolve("classes" + plans.size());
      JavaBuild.of(classes, sources, all);
      Map<String, Pool> workspaces = new LinkedHashMap<>();
      for (Golden model : Golden.all()) {
        Path file =
            classes
                .resolve("META-INF/demitasse/report")
                .resolve(model.name())
                .resolve("report.json");
        workspaces.put(model.name(), workspace(Report.parse(Files.readString(file))));
      }
      plans.put(options, workspaces);
    }
  }

  private static Pool workspace(Report report) {
    return report.pools().stream()
        .filter(pool -> pool.name().equals("workspace"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void plansAreOptimal() {
    for (String options : List.of("memory=none", "")) {
      plans.get(options).forEach((model, pool) -> assertTrue(pool.optimal(), model + " " + pool));
    }
  }

  @Test
  void noModelNeedsMoreThanIsClassical() {
    CLASSICAL.forEach((model, bytes) -> {
      assertEquals(bytes, plans.get("memory=none").get(model).bytes(), model);
      assertTrue(plans.get("").get(model).bytes() <= bytes, model);
    });
  }

  @Test
  void theGuideHasTheFigures() throws IOException {
    String guide = Files.readString(GUIDE);
    List<String> missing = new ArrayList<>();
    for (Golden model : Golden.all()) {
      Pool plain = plans.get("memory=none").get(model.name());
      String row =
          String.format(
              Locale.ROOT,
              "| `%s` | %,d | %,d | %,d | %,d |",
              model.name(),
              plain.lowerBound(),
              plans.get("memory=none search=0").get(model.name()).bytes(),
              plain.bytes(),
              plans.get("").get(model.name()).bytes());
      if (!guide.contains(row)) {
        missing.add(row);
      }
    }
    assertEquals(List.of(), missing);
  }
}
