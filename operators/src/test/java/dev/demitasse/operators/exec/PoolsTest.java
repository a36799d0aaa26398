package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.demitasse.compiler.graph.Names;
import dev.demitasse.operators.exec.NetworkPorts.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks whose tensors, states and weights are spread over pools, brought by the caller or by the
 * generated code, give the bits of the JVM: one network in many ways, and that of the guide.
 */
class PoolsTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "memory.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(@Network[^`]*@Pool.*?)```");
  private static final Pattern C = Pattern.compile("(?s)```c\n(.*?)```");
  private static final Pattern SCRIPT = Pattern.compile("(?s)```ld\n(.*?)```");
  private static final String IMPORTS =
      "package networks; import dev.demitasse.*; import dev.demitasse.operators.*;\n";

  /**
   * The network with pools.
   *
   * @param pools annotations
   * @param members of {@code @CInterface}
   * @param places the pools of the kernel, the state, the input and a variable, {@code -} for none
   */
  private record Pooled(String name, String pools, String members, String places, List<Way> ways) {

    String source() {
      String[] placed = places.split(" ", -1);
      for (int i = 0; i < placed.length; i++) {
        placed[i] = placed[i].equals("-") ? "" : "@Placed(\"" + placed[i] + "\") ";
      }
      return IMPORTS
          + """
          @Network(weights = "pools.npz")
          $pools$
          @CInterface($members$)
          public class $name$ {
            @Weight $kernel$F32 kernel;
            @Weight F32 bias;
            @State $state$F32 last = F32.zeros(2, 3);
            @State("bias") F32 first;

            public F32 run(@Shape({2, 4}) $input$F32 x, @Shape({2, 3}) F32 mask) {
              $variable$F32 h = Softmax.apply(Dense.apply(x, kernel, bias));
              F32 s = Softmax.apply(Add.apply(last, h));
              F32 t = Softmax.apply(Mul.apply(s, first.broadcastTo(2, 3)));
              F32 both = Softmax.apply(Concat.apply(1, s, t));
              F32 y = Mul.apply(both, Softmax.apply(Concat.apply(1, Softmax.apply(mask), h)));
              last = t;
              first = h.slice(0, 1, 1).reshape(3);
              return y;
            }
          }
          """
              .replace("$pools$", pools.replace('\'', '"'))
              .replace("$members$", members.replace('\'', '"'))
              .replace("$name$", name)
              .replace("$kernel$", placed[0])
              .replace("$state$", placed[1])
              .replace("$input$", placed[2])
              .replace("$variable$", placed[3]);
    }
  }

  private static final String DTCM = "@Pool(name = 'dtcm', bytes = 64) ";
  private static final String SRAM = "@Pool(name = 'sram', bytes = 4096, alignment = 64) ";
  private static final String QSPI = "@Pool(name = 'qspi', holds = 'constants') ";

  private static final List<Pooled> POOLED =
      List.of(
          new Pooled(
              "Callers",
              DTCM + SRAM + "@Pool(name = 'qspi', holds = 'constants', memory = 'caller')",
              "entry = 'both', constants = 'pool'",
              "- - - -",
              List.of(Way.STRUCTS, Way.PACKED)),
          new Pooled(
              "Inside",
              "@Pool(name = 'dtcm', bytes = 64, section = '.bss.dtcm') " + SRAM + QSPI,
              "workspace = 'static'",
              "- sram - -",
              List.of(Way.STRUCTS)),
          new Pooled(
              "Mixed",
              "@Pool(name = 'dtcm', bytes = 48, memory = 'static', alignment = 8) "
                  + SRAM
                  + "@Pool(name = 'tcm', holds = 'constants', bytes = 48, section = '.tcm_weights')"
                  + " @Pool(name = 'flash', holds = 'constants', memory = 'caller', alignment ="
                  + " 32)",
              "entry = 'both', packed = 'all'",
              "flash dtcm - sram",
              List.of(Way.STRUCTS, Way.PACKED)),
          new Pooled(
              "States", DTCM + SRAM, "constants = 'pool'", "- dtcm - -", List.of(Way.STRUCTS)),
          new Pooled(
              "Mapped",
              DTCM + SRAM,
              "io = 'workspace', constants = 'pool'",
              "- sram sram dtcm",
              List.of(Way.MAPPED)),
          new Pooled(
              "MappedBehind",
              "@Pool(name = 'run', bytes = 64, memory = 'static') " + SRAM + QSPI,
              "io = 'workspace'",
              "qspi - - run",
              List.of(Way.MAPPED)),
          new Pooled(
              "Three",
              "@Pool(name = 'a', bytes = 32) @Pool(name = 'b', bytes = 32) @Pool(name = 'c')",
              "workspace = 'caller'",
              "- b - a",
              List.of(Way.STRUCTS)),
          new Pooled(
              "Weights",
              "@Pool(name = 'a', holds = 'constants', bytes = 16, memory = 'caller') "
                  + "@Pool(name = 'b', holds = 'constants', bytes = 48, memory = 'static')",
              "entry = 'both'",
              "b - - -",
              List.of(Way.STRUCTS, Way.PACKED)));

  /** What a dense layer reads again and again is larger than what is read once. */
  private static final String HOT =
      IMPORTS
          + """
          @Network(weights = "hot.npz")
          @Pool(name = "dtcm", bytes = 32)
          @Pool(name = "sram")
          @Pool(name = "tcm", holds = "constants", bytes = 64, section = ".tcm")
          public class Hot {
            @Weight F32 gain;
            @Weight F32 kernel;
            @Weight F32 bias;

            public F32 run(@Shape({2, 4}) F32 x, @Shape({2, 3}) F32 mask) {
              F32 once = Softmax.apply(mask);
              F32 often = Softmax.apply(x);
              return Mul.apply(Softmax.apply(Dense.apply(often, kernel, bias)), Mul.apply(once, gain));
            }
          }
          """;

  /** Nothing that an operator touches lies in one of the pools. */
  private static final String IDLE =
      IMPORTS
          + """
          @Network
          @Pool(name = "dtcm", bytes = 64)
          @Pool(name = "sram")
          @CInterface(io = "workspace")
          public class Idle {
            public F32 run(@Placed("sram") @Shape({2, 4}) F32 idle, @Shape({2, 4}) F32 x) {
              return Softmax.apply(x);
            }
          }
          """;

  @TempDir private static Path folder;
  private static Path classes;
  private static String guide;
  private static String guideClass;

  @BeforeAll
  static void build() throws IOException {
    writeWeights("pools", Map.of("kernel", new int[] {3, 4}, "bias", new int[] {3}));
    writeWeights(
        "hot", Map.of("gain", new int[] {2, 3}, "kernel", new int[] {3, 4}, "bias", new int[] {3}));
    writeWeights("gate", Map.of("kernel", new int[] {4, 8}, "bias", new int[] {4}));
    guide = Files.readString(GUIDE);
    String text = JAVA.matcher(guide).results().findFirst().orElseThrow().group(1);
    guideClass = text.replaceFirst("(?s).*?public class (\\w+).*", "$1");
    Map<String, String> sources = new TreeMap<>();
    POOLED.forEach(p -> sources.put(p.name(), p.source()));
    sources.put("Hot", HOT);
    sources.put("Idle", IDLE);
    sources.put(guideClass, IMPORTS + text);
    classes = Files.createDirectory(folder.resolve("classes"));
    JavaBuild.of(classes, sources, List.of("resources=" + folder));
  }

  private static void writeWeights(String name, Map<String, int[]> shapes) throws IOException {
    NpzWriter.write(folder.resolve(name + ".npz"), shapes);
  }

  @TestFactory
  List<DynamicTest> cAgreesWithJava() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Pooled network : POOLED) {
      for (Way way : network.ways()) {
        tests.add(compared(network.name(), way, CCompiler.GCC, ExecutionTest.SANITIZERS));
      }
      tests.add(compared(network.name(), network.ways().get(0), CCompiler.CLANG, "-std=c99 -O2"));
    }
    for (Pooled network : POOLED) {
      tests.add(
          compared(network.name(), network.ways().get(0), CCompiler.GXX, "-xc++ -std=c++17 -O2"));
    }
    tests.add(compared("Hot", Way.STRUCTS, CCompiler.GCC, ExecutionTest.SANITIZERS));
    tests.add(compared("Idle", Way.MAPPED, CCompiler.GCC, ExecutionTest.SANITIZERS));
    tests.add(compared(guideClass, Way.STRUCTS, CCompiler.GCC, ExecutionTest.SANITIZERS));
    return tests;
  }

  private static DynamicTest compared(String network, Way way, CCompiler compiler, String flags) {
    String name = Names.snakeCase(network);
    return dynamicTest(
        network + ", " + way + ": " + compiler,
        () ->
            new PortsRun(classes, "networks." + network, name)
                .assertSameBits(
                    way,
                    compiler,
                    List.of(flags.split(" ")),
                    folder.resolve(network + "-" + way + "-" + compiler)));
  }

  /** The tests are about something: there is more than one pool in use. */
  @Test
  void tensorsAreSpread() throws IOException {
    for (String name : List.of("callers", "mixed", "mapped", "three", "gate")) {
      String main = main(name);
      long pools =
          Pattern.compile("&(\\w+)\\[\\d+]; /\\*")
              .matcher(main)
              .results()
              .map(m -> m.group(1))
              .distinct()
              .count();
      assertTrue(pools >= 2, () -> name + ": " + main);
    }
  }

  @Test
  void theHottestAreInFastMemory() throws IOException {
    String main = main("hot");
    assertTrue(main.contains(" softmax = (float *)(void *)&sram["), main);
    assertTrue(main.contains(" softmax_1 = (float *)(void *)&dtcm[0];"), main);
    String weights = c("hot_weights");
    assertTrue(weights.contains("tvmgen_hot_kernel[12] TVMGEN_HOT_TCM_SECTION"), weights);
    assertTrue(weights.contains("tvmgen_hot_bias[3] TVMGEN_HOT_TCM_SECTION"), weights);
    assertTrue(weights.contains("tvmgen_hot_gain[6] TVMGEN_HOT_CONST_SECTION"), weights);
  }

  private static String main(String name) throws IOException {
    String c = c(name);
    return c.substring(c.indexOf("___tvm_main__("));
  }

  private static String c(String name) throws IOException {
    return Files.readString(classes.resolve("META-INF/demitasse/c/tvmgen_" + name + ".c"));
  }

  /** A network that keeps states in a pool needs that for itself. */
  @Test
  void networksShareAsMuchAsTheLargestNeeds() throws IOException {
    Path headers = classes.resolve("META-INF/demitasse/c");
    String shared = Files.readString(headers.resolve("tvmgen_pools.h"));
    List<String> all = new ArrayList<>(POOLED.stream().map(Pooled::name).toList());
    all.addAll(List.of("Hot", "Idle", guideClass));
    for (String pool : List.of("dtcm", "sram")) {
      Pattern size =
          Pattern.compile("_" + pool.toUpperCase(Locale.ROOT) + "_WORKSPACE_POOL_SIZE (\\d+)");
      long most = 0;
      for (String network : all) {
        String name = Names.snakeCase(network);
        String header = Files.readString(headers.resolve("tvmgen_" + name + ".h"));
        boolean keepsState = header.contains("void *" + pool + "; /**< kept");
        Matcher bytes = size.matcher(header);
        if (bytes.find() && !keepsState) {
          most = Math.max(most, Long.parseLong(bytes.group(1)));
        }
        assertEquals(
            keepsState,
            shared.contains("Network '%s' keeps states in pool '%s'".formatted(name, pool)));
      }
      assertTrue(
          shared.contains(
              " TVMGEN_POOLS_%s_BYTES %d\n".formatted(pool.toUpperCase(Locale.ROOT), most)),
          shared);
    }
  }

  @TestFactory
  List<DynamicTest> cOfTheGuideCompiles() {
    List<String> blocks = blocks(C).filter(c -> c.contains("pool")).toList();
    assertFalse(blocks.isEmpty());
    return blocks.stream()
        .map(c ->
            dynamicTest(
                c.lines().filter(line -> line.contains("tvmgen_")).findFirst().orElseThrow(),
                () -> {
                  Path place = Files.createTempDirectory(folder, "c");
                  Path file = Files.writeString(place.resolve("guide.c"), c);
                  List<String> flags =
                      List.of("-std=c99", "-I" + classes.resolve("META-INF/demitasse/c"));
                  assertEquals(
                      new Command.Ended(0, ""), CCompiler.GCC.compile(place, flags, List.of(file)));
                }))
        .toList();
  }

  /** The C and the linker script of the guide make a firmware for a Cortex-M4. */
  @Test
  void theLinkerScriptOfTheGuidePutsPoolsIntoTheirMemories() throws IOException {
    CCompiler.ARM_GCC.require();
    Path place = Files.createTempDirectory(folder, "arm");
    String c = blocks(C).filter(text -> text.contains("gate_open(")).findFirst().orElseThrow();
    Path main = Files.writeString(place.resolve("guide.c"), c);
    Files.writeString(place.resolve("guide.ld"), blocks(SCRIPT).findFirst().orElseThrow());
    Path generated = classes.resolve("META-INF/demitasse/c");
    List<String> flags = List.of("-std=c99", "-O2", "-mthumb", "-mcpu=cortex-m4", "-I" + generated);
    List<Path> files =
        List.of(
            main, generated.resolve("tvmgen_gate.c"), generated.resolve("tvmgen_gate_weights.c"));
    assertEquals(new Command.Ended(0, ""), CCompiler.ARM_GCC.compile(place, flags, files));
    List<String> linked = new ArrayList<>(flags);
    linked.addAll(
        List.of("--specs=nano.specs", "-nostartfiles", "-Wl,--entry=gate_open", "-Tguide.ld"));
    List<Path> objects =
        List.of(Path.of("guide.o"), Path.of("tvmgen_gate.o"), Path.of("tvmgen_gate_weights.o"));
    assertEquals(
        new Command.Ended(0, ""), CCompiler.ARM_GCC.link(place, linked, objects, "firmware.elf"));

    String symbols = Command.run(place, List.of("arm-none-eabi-nm", "firmware.elf")).messages();
    for (String symbol :
        List.of(
            "2000.... b dtcm",
            "2000.... R tvmgen_gate_kernel",
            "2000.... R tvmgen_gate_bias",
            "0800.... A _dtcm_weights_source",
            "2001.... b sram",
            "0800.... T gate_open")) {
      assertTrue(
          Pattern.compile("(?m)^" + symbol + "$").matcher(symbols).find(),
          () -> symbol + ": " + symbols);
    }
  }

  private static Stream<String> blocks(Pattern kind) {
    return kind.matcher(guide).results().map(block -> block.group(1));
  }
}
