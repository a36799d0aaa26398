package dev.demitasse.crt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide to the runtime: its C compiles, it names every file, and its sizes are those that the
 * compiler gives. With the system property {@code format} set to {@code apply} they are put in.
 */
class RuntimeGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "runtime.md");
  private static final Pattern C = Pattern.compile("(?s)\n```c\n(.*?)```\n");
  private static final String BEGIN = "<!-- sizes -->\n";
  private static final String END = "<!-- end of sizes -->\n";
  private static final String APPLY = "mvn -pl crt test -Dtest=RuntimeGuideTest -Dformat=apply";

  private static final List<String> STRUCTS =
      List.of(
          "DLTensor",
          "TVMAotExecutor",
          "TVM_AOT_EXECUTOR_ARGS_BYTES(1)",
          "TVMPackedFunc",
          "tvm_workspace_t",
          "demitasse_host_link");

  @TempDir Path folder;

  @Test
  void namesEveryFile() throws IOException {
    String guide = Files.readString(GUIDE);
    for (String header : CCompiler.files("include", ".h")) {
      String name = CCompiler.ROOT.resolve("include").relativize(Path.of(header)).toString();
      assertTrue(guide.contains("`" + name + "`"), name);
    }
    for (String source : CCompiler.files("src/main/c", ".c")) {
      String name = Path.of(source).getFileName().toString();
      assertTrue(guide.contains("`" + name + "`"), name);
    }
  }

  @Test
  void everyExampleCompiles() throws IOException {
    CCompiler gcc = CCompiler.of("gcc -std=c99 -O2");
    likeFixture("tiny", "digits");
    likeFixture("many", "keywords");
    Matcher example = C.matcher(Files.readString(GUIDE));
    int examples = 0;
    for (; example.find(); examples++) {
      Path source = Files.writeString(folder.resolve("example.c"), example.group(1));
      gcc.compile("-I" + folder, "-c", source.toString(), "-o" + folder.resolve("example.o"));
    }
    assertEquals(6, examples);
  }

  /** The header of a network of the tests, as that of a network with another name. */
  private void likeFixture(String fixture, String name) throws IOException {
    String header = Files.readString(CCompiler.ROOT.resolve("src/test/c/tvmgen_" + fixture + ".h"));
    Files.writeString(
        folder.resolve("tvmgen_" + name + "_packed.h"),
        header
            .replace("tvmgen_" + fixture, "tvmgen_" + name)
            .replace(
                "TVMGEN_" + fixture.toUpperCase(Locale.ROOT),
                "TVMGEN_" + name.toUpperCase(Locale.ROOT)));
  }

  @Test
  void sizesAreThoseOfTheCompiler() throws IOException {
    CCompiler arm = CCompiler.of("arm-none-eabi-gcc -std=c99 -Os -mcpu=cortex-m4 -mthumb");
    String guide = Files.readString(GUIDE);
    int begin = guide.indexOf(BEGIN) + BEGIN.length();
    int end = guide.indexOf(END);
    String version =
        CCompiler.outputOf(List.of("arm-none-eabi-gcc", "--version")).lines().findFirst().get();
    if (System.getProperty("format", "check").equals("apply")) {
      Files.writeString(
          GUIDE, guide.substring(0, begin) + sizes(arm, version) + guide.substring(end));
      return;
    }
    String table = guide.substring(begin, end);
    assumeTrue(table.contains(version), "the sizes are those of another compiler");
    assertEquals(sizes(arm, version), table, "to be updated by '" + APPLY + "'");
  }

  private String sizes(CCompiler arm, String version) throws IOException {
    StringBuilder table = new StringBuilder("| `" + version + "` | flash | RAM |\n");
    table.append("| --- | --- | --- |\n");
    int flash = 0;
    int ram = 0;
    for (String source : CCompiler.files("src/main/c", ".c")) {
      Path object = folder.resolve("object");
      arm.compile("-c", source, "-o" + object);
      List<String> lines =
          CCompiler.outputOf(List.of("arm-none-eabi-size", object.toString())).lines().toList();
      String[] sizes = lines.get(1).trim().split("\\s+", -1);
      int text = Integer.parseInt(sizes[0]) + Integer.parseInt(sizes[1]);
      int data = Integer.parseInt(sizes[1]) + Integer.parseInt(sizes[2]);
      table.append(row("`" + Path.of(source).getFileName() + "`", text, data));
      flash += text;
      ram += data;
    }
    table.append(row("all of tier 3", flash, ram));
    for (String struct : STRUCTS) {
      table.append(row("`" + struct + "`", 0, sizeOf(arm, struct)));
    }
    return table.toString();
  }

  private static String row(String what, int flash, int ram) {
    return "| " + what + " | " + flash + " | " + ram + " |\n";
  }

  /** The size of an array that has as many bytes. */
  private int sizeOf(CCompiler arm, String struct) throws IOException {
    String bytes = struct.endsWith(")") ? struct : "sizeof(" + struct + ")";
    Path source =
        Files.writeString(
            folder.resolve("struct.c"),
            """
            #include <demitasse/host_link.h>
            #include <tvm/runtime/crt/aot_executor.h>
            #include <tvm/runtime/crt/packed_func.h>
            #include <tvm/runtime/crt/stack_allocator.h>
            extern const char array[%1$s];
            const char array[%1$s] = {0};
            """
                .formatted(bytes));
    Path object = folder.resolve("struct.o");
    arm.compile("-c", source.toString(), "-o" + object);
    String symbol =
        CCompiler.outputOf(List.of("arm-none-eabi-nm", "-S", object.toString()))
            .lines()
            .filter(line -> line.endsWith(" array"))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(symbol.split(" ", -1)[1], 16);
  }
}
