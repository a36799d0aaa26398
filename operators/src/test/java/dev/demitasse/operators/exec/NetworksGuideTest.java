package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.demitasse.compiler.graph.Names;
import dev.demitasse.operators.exec.NetworkPorts.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The networks of the guide to them, with random weights for the arrays that it says are in their
 * files, give the same bits on the JVM and in C: all of {@link Run#ALL} one after the other, and
 * again after a reset. The C of the guide compiles. Its errors are tested with the processor.
 */
class NetworksGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "networks.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```\n(\n```text\n)?");
  private static final Pattern C = Pattern.compile("(?s)```c\n(.*?)```\n");
  private static final Pattern CLASS = Pattern.compile("(?m)^public (?:final )?class (\\w+)");
  private static final Pattern NETWORK = Pattern.compile("(?m)^@Network.*\npublic class (\\w+)");
  private static final Pattern PACKAGE = Pattern.compile("^package (\\w+);");
  private static final Pattern FILE =
      Pattern.compile("`(\\w+\\.npz)` has ((?:`[^`]+` \\[[^]]*](?:, | and |,\n)?)+)");
  private static final Pattern ARRAY = Pattern.compile("`([^`]+)` \\[([^]]*)]");
  private static final String IMPORTS = "import dev.demitasse.*; import dev.demitasse.operators.*;";
  private static final String GUIDE_PACKAGE = "guide";

  @TempDir private static Path folder;

  private static final Map<String, String> SOURCES = new TreeMap<>();
  private static final List<String> NETWORKS = new ArrayList<>();
  private static String guide;
  private static Path classes;

  @BeforeAll
  static void build() throws IOException {
    guide = Files.readString(GUIDE);
    for (MatchResult block : JAVA.matcher(guide).results().toList()) {
      if (block.group(2) == null) {
        addSource(block.group(1));
      }
    }
    for (MatchResult file : FILE.matcher(guide).results().toList()) {
      Map<String, int[]> arrays = new TreeMap<>();
      for (MatchResult array : ARRAY.matcher(file.group(2)).results().toList()) {
        arrays.put(array.group(1), shape(array.group(2)));
      }
      NpzWriter.write(folder.resolve(file.group(1)), arrays);
    }
    classes = Files.createDirectory(folder.resolve("classes"));
    JavaBuild.of(classes, SOURCES, List.of("resources=" + folder));
  }

  private static void addSource(String text) {
    Matcher own = PACKAGE.matcher(text);
    String inPackage = own.find() ? own.group(1) : GUIDE_PACKAGE;
    String head = "package " + inPackage + "; " + IMPORTS + " ";
    SOURCES.put(found(CLASS, text), head + PACKAGE.matcher(text).replaceFirst(""));
    NETWORK.matcher(text).results().map(r -> r.group(1)).forEach(NETWORKS::add);
  }

  private static String found(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
  }

  private static int[] shape(String extents) {
    return Stream.of(extents.split(", ")).mapToInt(Integer::parseInt).toArray();
  }

  private static Path cFolder() {
    return classes.resolve("META-INF/demitasse/c");
  }

  @TestFactory
  List<DynamicTest> cAgreesWithJava() {
    assertFalse(NETWORKS.isEmpty());
    List<DynamicTest> tests = new ArrayList<>();
    for (String network : NETWORKS) {
      for (CCompiler compiler : List.of(CCompiler.GCC, CCompiler.CLANG)) {
        tests.add(dynamicTest(network + ": " + compiler, () -> compare(network, compiler)));
      }
    }
    return tests;
  }

  private static void compare(String network, CCompiler compiler)
      throws IOException, ReflectiveOperationException {
    new PortsRun(classes, GUIDE_PACKAGE + "." + network, Names.snakeCase(network))
        .assertSameBits(
            Way.STRUCTS,
            compiler,
            List.of(ExecutionTest.SANITIZERS.split(" ")),
            folder.resolve(network + "-" + compiler));
  }

  private static void assertSilent(Command.Ended ended) {
    assertEquals(new Command.Ended(0, ""), ended);
  }

  @TestFactory
  List<DynamicTest> cOfTheGuideCompiles() {
    List<MatchResult> blocks = C.matcher(guide).results().toList();
    assertFalse(blocks.isEmpty());
    return blocks.stream()
        .map(block ->
            dynamicTest(
                block.group(1).lines().findFirst().get(),
                () -> {
                  Path place = Files.createTempDirectory(folder, "c");
                  Path file = Files.writeString(place.resolve("guide.c"), block.group(1));
                  List<String> flags = List.of("-std=c99", "-I" + cFolder());
                  assertSilent(CCompiler.GCC.compile(place, flags, List.of(file)));
                }))
        .toList();
  }
}
