package dev.demitasse.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.compiler.weights.WeightArray;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command {@code check}, with the cross compiler for Arm where it is there. */
class CheckTest {
  private static final Path MODELS = Path.of("..", "..", "shared", "models");
  private static final String M4 = "-mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard";
  private static final String M0 = "-mcpu=cortex-m0";
  private static final String SECTIONS = "-ffunction-sections -fdata-sections";

  private static final String NET =
      """
      import dev.demitasse.*;
      import dev.demitasse.operators.*;

      @Network(weights = "net.npz", name = "net")
      @Budget($budget$)
      class Net {
        @Weight F32 kernel;
        @Weight F32 bias;

        public F32 run(@Shape({1, 6}) F32 x) {
          return Softmax.apply(Dense.apply(x, kernel, bias));
        }
      }
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeWeights() throws IOException {
    Files.write(
        folder.resolve("net.npz"),
        Npz.of(
            List.of(
                new WeightArray("kernel", ElementType.F32, List.of(3, 6), new byte[72]),
                new WeightArray("bias", ElementType.F32, List.of(3), new byte[12]))));
  }

  // ---- Tools ----

  private int check(String... arguments) {
    CommandLine line = Tools.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private String check(int status, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    assertEquals(status, check(arguments), () -> out + "\n" + err);
    return status == 0 ? out.toString() : err.toString();
  }

  private void compileJava(String name, String source, Path resources, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    String classPath = System.getProperty("java.class.path");
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options =
          new ArrayList<>(
              List.of(
                  "-proc:full",
                  "-Ademitasse.resources=" + resources,
                  "-d",
                  folder.toString(),
                  "-cp",
                  classPath,
                  "-processorpath",
                  classPath));
      options.addAll(List.of(more));
      assertTrue(
          javac
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
              .call(),
          messages::toString);
    }
  }

  private void net(String budget, String... options) throws IOException {
    compileJava("Net", NET.replace("$budget$", budget), folder, options);
  }

  private Path c() {
    return folder.resolve("META-INF/demitasse/c");
  }

  private Path report(String network) {
    return folder.resolve("META-INF/demitasse/report").resolve(network).resolve("report.json");
  }

  private Report read(Path report) throws IOException {
    return Report.parse(Files.readString(report));
  }

  private String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), output);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }

  private static void requireArm() {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "arm-none-eabi-gcc")));
    assumeTrue(isThere, "no arm-none-eabi-gcc, so nothing is compiled for Arm");
  }

  /** Names of the C files of a network. */
  private List<String> sources(String network) {
    return Stream.of("tvmgen_" + network, "tvmgen_" + network + "_weights")
        .filter(name -> Files.exists(c().resolve(name + ".c")))
        .toList();
  }

  /** Compiles the C of a network for Arm, each file with what is written beside its object. */
  private Path arm(String network, String flags) throws IOException {
    requireArm();
    Path objects = Files.createTempDirectory(folder, "arm");
    for (String file : sources(network)) {
      List<String> command =
          new ArrayList<>(List.of("arm-none-eabi-gcc", "-mthumb", "-std=c99", "-fstack-usage"));
      command.addAll(List.of(flags.split(" ", -1)));
      command.addAll(List.of("-c", c().resolve(file + ".c").toString(), "-o"));
      command.add(objects.resolve(file + ".o").toString());
      run(command.toArray(String[]::new));
    }
    return objects;
  }

  /** Links a firmware that runs the network, and returns the map. */
  private Path link(String network, Path objects, String flags) throws IOException {
    Path main =
        Files.writeString(
            objects.resolve("main.c"),
            """
            #include "tvmgen_$net$.h"
            int main(void) {
              return tvmgen_$net$_run(0, 0, 0);
            }
            """
                .replace("$net$", network));
    List<String> command = new ArrayList<>(List.of("arm-none-eabi-gcc", "-mthumb"));
    command.addAll(List.of(flags.split(" ", -1)));
    command.addAll(
        List.of(
            "-I" + c(),
            "--specs=nano.specs",
            "--specs=nosys.specs",
            "-Wl,-Map=" + objects.resolve("firmware.map"),
            "-o",
            objects.resolve("firmware.elf").toString(),
            main.toString()));
    sources(network).forEach(name -> command.add(objects.resolve(name + ".o").toString()));
    command.add("-lm");
    run(command.toArray(String[]::new));
    return objects.resolve("firmware.map");
  }

  /** Frames by the names of functions, as the compiler wrote them. */
  private static Map<String, Long> frames(Path objects, String network) throws IOException {
    Map<String, Long> frames = new HashMap<>();
    for (String line : Files.readAllLines(objects.resolve("tvmgen_" + network + ".su"))) {
      String[] fields = line.split("\t", -1);
      frames.put(fields[0].replaceFirst(".*:", ""), Long.valueOf(fields[1]));
    }
    return frames;
  }

  @Test
  void memoryOfTheReportIsPrintedBeside() throws IOException {
    net("stack = 10000");
    Report report = read(report("net"));
    check(0, report("net").toString(), "--su=" + arm("net", M4 + " -O2"));

    long workspace = report.totals().workspace();
    assertTrue(workspace > 0);
    assertTrue(
        out.toString()
            .contains(
                "%nRAM, by the report: %d of workspace and states, %d of inputs and outputs%n"
                    .formatted(workspace, (6 + 3) * Float.BYTES)),
        out::toString);
  }

  // ---- Stack ----

  @Test
  void stackIsTheSumOfFramesOnTheDeepestWay() throws IOException {
    net("stack = 10000");
    Path objects = arm("net", M4 + " -O2");
    check(0, report("net").toString(), "--su=" + objects);

    Map<String, Long> f = frames(objects, "net");
    long below = Math.max(f.get("tvmgen_net_dense"), f.get("tvmgen_net_softmax"));
    long stack = f.get("tvmgen_net_run") + f.get("tvmgen_net___tvm_main__") + below;
    Report measured = read(report("net"));
    assertEquals(Optional.of(stack), measured.totals().stack());
    for (Function function : measured.functions()) {
      assertEquals(Optional.ofNullable(f.get(function.symbol())), function.frame());
    }
    assertTrue(
        out.toString()
            .contains(
                "deepest: tvmgen_net_run (%d) >%n    tvmgen_net___tvm_main__ (%d) >"
                    .formatted(f.get("tvmgen_net_run"), f.get("tvmgen_net___tvm_main__"))),
        out::toString);
  }

  @Test
  void functionsThatAreNotInlinedCount() throws IOException {
    net("stack = 10000");
    Path objects = arm("net", M4 + " -O0");
    check(0, report("net").toString(), "--su=" + objects);

    Map<String, Long> f = frames(objects, "net");
    long top = f.get("tvmgen_net_run") + f.get("tvmgen_net___tvm_main__");
    long exp =
        f.get("tvmgen_net_exponential_scaled_exp")
            + f.get("tvmgen_net_exponential_assembled")
            + Math.max(f.get("tvmgen_net_exponential_tail"), f.get("tvmgen_f32_of_bits"));
    assertEquals(
        Optional.of(top + Math.max(f.get("tvmgen_net_dense"), f.get("tvmgen_net_softmax") + exp)),
        read(report("net")).totals().stack());
  }

  @Test
  void callsAsCompiledGiveNoMore() throws IOException {
    net("ram = 10000");
    for (String level : List.of("-O0", "-O2", "-Os")) {
      check(0, report("net").toString(), "--su=" + arm("net", M4 + " " + level));
      long stack = read(report("net")).totals().stack().orElseThrow();
      assertTrue(out.toString().contains("only .ci files tell of it"), out::toString);
      Path calls = arm("net", M4 + " " + level + " -fcallgraph-info=su");
      check(0, report("net").toString(), "--su=" + calls);
      long compiled = read(report("net")).totals().stack().orElseThrow();
      // A call that was inlined is on no way down any more.
      assertTrue(level.equals("-O0") ? compiled == stack : compiled <= stack, level);
      assertFalse(out.toString().contains("only .ci files tell of it"), out::toString);
    }
  }

  @Test
  void whatTakesNobodyKnowsHowMuchIsNamedAndCanBeGiven() throws IOException {
    net("stack = 10000");
    String objects = arm("net", M0 + " -O2 -fcallgraph-info=su").toString();
    String refused = check(1, report("net").toString(), "--su=" + objects);
    assertTrue(refused.contains("'__aeabi_fadd', which 'tvmgen_net_"), refused);

    List<String> arguments = new ArrayList<>(List.of(report("net").toString(), "--su=" + objects));
    Pattern.compile("--frame (\\w+)=")
        .matcher(refused)
        .results()
        .forEach(r -> arguments.add("--frame=" + r.group(1) + "=1000"));
    long without = read(report("net")).totals().stack().orElseThrow();
    check(0, arguments.toArray(String[]::new));
    long with = read(report("net")).totals().stack().orElseThrow();
    assertTrue(with >= 1000 && with <= without + 1000, with + " and " + without);
  }

  @Test
  void readsFramesOfClang() throws IOException {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "clang")));
    assumeTrue(isThere, "no clang, so its frames are not read");
    net("stack = 10000");
    String object = folder.resolve("tvmgen_net.o").toString();
    run(
        "clang",
        "-std=c99",
        "-O1",
        "-fstack-usage",
        "-c",
        c().resolve("tvmgen_net.c").toString(),
        "-o",
        object);
    check(0, report("net").toString(), "--su=" + folder);
    Map<String, Long> f = frames(folder, "net");
    long below =
        Math.max(
            f.get("tvmgen_net_dense"),
            f.get("tvmgen_net_softmax") + f.getOrDefault("tvmgen_net_exponential_exp", 0L));
    assertEquals(
        Optional.of(f.get("tvmgen_net_run") + f.get("tvmgen_net___tvm_main__") + below),
        read(report("net")).totals().stack());
  }

  // ---- Flash ----

  @Test
  void flashIsWhatIsLinked() throws IOException {
    net("flash = 100000");
    Path objects = arm("net", M4 + " -O2 " + SECTIONS);
    Path map = link("net", objects, M4);
    check(0, report("net").toString(), "--map=" + map);

    assertEquals(Optional.of(size(objects, "net")), read(report("net")).totals().flash());
    Map<String, Long> symbols = new HashMap<>();
    for (String line :
        run("arm-none-eabi-nm", "-S", objects.resolve("firmware.elf").toString()).split("\n", -1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length == 4) {
        symbols.put(fields[3], Long.parseLong(fields[1], 16));
      }
    }
    for (Function f : read(report("net")).functions()) {
      Long size = symbols.get(f.symbol());
      assertEquals(size == null, f.flash().isEmpty(), f.symbol());
      if (size != null) {
        long flash = f.flash().orElseThrow();
        assertTrue(flash >= size && flash < size + 4, f.symbol() + " has " + size);
      }
    }
  }

  /** Bytes of code and data that the objects of a network have, by binutils. */
  private long size(Path objects, String network) throws IOException {
    long bytes = 0;
    for (String file : sources(network)) {
      String[] lines =
          run("arm-none-eabi-size", objects.resolve(file + ".o").toString()).split("\n", -1);
      String[] fields = lines[1].trim().split("\\s+", -1);
      bytes += Long.parseLong(fields[0]) + Long.parseLong(fields[1]);
    }
    return bytes;
  }

  @Test
  void filesWithoutSectionsOfFunctionsAreSummedUp() throws IOException {
    net("flash = 100000");
    Path objects = arm("net", M4 + " -O2");
    check(0, report("net").toString(), "--map=" + link("net", objects, M4));
    Report measured = read(report("net"));
    assertEquals(Optional.of(size(objects, "net")), measured.totals().flash());
    assertTrue(measured.functions().stream().allMatch(f -> f.flash().isEmpty()));
    assertTrue(out.toString().contains("compile with -ffunction-sections"), out::toString);
  }

  /** Weights are told from tables by their names, wherever the user has put them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "-DTVMGEN_NET_CONST_SECTION=__attribute__((section(\".weights\")))"})
  void oneSourceIsMeasuredLikeSeveral(String section) throws IOException {
    String flags = (M4 + " -O2 " + SECTIONS + " " + section).strip();
    net("flash = 100000, stack = 10000");
    Path several = arm("net", flags);
    String expected =
        check(0, report("net").toString(), "--su=" + several, "--map=" + link("net", several, M4));
    net("flash = 100000, stack = 10000", "-Ademitasse.amalgamated=on");
    Files.delete(c().resolve("tvmgen_net_weights.c"));
    Path one = arm("net", flags);
    String found =
        check(0, report("net").toString(), "--su=" + one, "--map=" + link("net", one, M4));
    assertEquals(Optional.of(size(one, "net")), read(report("net")).totals().flash());
    assertEquals(row(expected, "constants"), row(found, "constants"));
    assertEquals(row(expected, "tables"), row(found, "tables"));
  }

  private static String row(String table, String name) {
    return table.lines().filter(line -> line.endsWith("  " + name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsNotLinkedTakesNothing() throws IOException {
    net("flash = 100000");
    Path objects = arm("net", M4 + " -O2 " + SECTIONS);
    Files.writeString(objects.resolve("empty.c"), "int main(void) { return 0; }\n");
    List<String> command = new ArrayList<>(List.of("arm-none-eabi-gcc", "-mthumb"));
    command.addAll(List.of(M4.split(" ", -1)));
    command.addAll(
        List.of(
            "--specs=nano.specs",
            "--specs=nosys.specs",
            "-Wl,--gc-sections",
            "-Wl,-Map=" + objects.resolve("a.map"),
            "-o",
            objects.resolve("a.elf").toString(),
            objects.resolve("empty.c").toString(),
            objects.resolve("tvmgen_net_weights.o").toString()));
    run(command.toArray(String[]::new));
    String refused = check(1, report("net").toString(), "--map=" + objects.resolve("a.map"));
    assertTrue(refused.contains("a.map' has nothing of network 'net'"), refused);
  }

  // ---- A real model ----

  @Test
  void measuresTheKeywordSpotter() throws IOException {
    assumeTrue(Files.exists(MODELS.resolve("kws_int8.tflite")), "no trained models in " + MODELS);
    compileJava(
        "Kws",
        """
        import dev.demitasse.*;

        @Network(model = "kws_int8.tflite", name = "kws")
        @Budget(flash = 40000, stack = 256)
        interface Kws {
          I8 run(I8 x);
        }
        """,
        MODELS.toAbsolutePath());
    Path objects = arm("kws", M4 + " -O2 -fcallgraph-info=su " + SECTIONS);
    Path map = link("kws", objects, M4);
    check(0, report("kws").toString(), "--su=" + objects, "--map=" + map);

    Map<String, Long> f = frames(objects, "kws");
    long conv = 0;
    for (Map.Entry<String, Long> e : f.entrySet()) {
      if (e.getKey().startsWith("tvmgen_kws_quantized_")) {
        conv = Math.max(conv, e.getValue());
      }
    }
    long helpers = f.getOrDefault("tvmgen_kws_fixed_point_multiply_by_quantized_multiplier", 0L);
    long softmax =
        f.get("tvmgen_kws_quantized_softmax")
            + f.getOrDefault("tvmgen_kws_fixed_point_exp_of_negative", 0L);
    long top = f.get("tvmgen_kws_run") + f.get("tvmgen_kws___tvm_main__");
    Report measured = read(report("kws"));
    assertEquals(Optional.of(top + Math.max(conv + helpers, softmax)), measured.totals().stack());
    assertEquals(Optional.of(size(objects, "kws")), measured.totals().flash());
    assertEquals(Optional.of(2656768L), measured.totals().macs());
  }

  /** What a classical planner needs is enough for the workspace and the stack, and that is all. */
  @Test
  void nothingThatIsMissingInTheWorkspaceIsElsewhere() throws IOException {
    requireArm();
    Map<String, Long> classical =
        Map.of("kws_int8", 16_000L, "ic_int8", 49_152L, "ad_int8", 256L, "vww_int8", 55_296L);
    StringBuilder sources = new StringBuilder("import dev.demitasse.*;\n");
    for (String model : classical.keySet()) {
      Path file = MODELS.resolve(model + ".tflite");
      assumeTrue(Files.exists(file), "no trained models in " + MODELS + ", so none is measured");
      sources.append(
          """
          @Network(model = "$model$.tflite", name = "$model$")
          @Budget(stack = 512)
          interface $model$ {
            I8 run(I8 x);
          }
          """
              .replace("$model$", model));
    }
    compileJava("Models", sources.toString(), MODELS.toAbsolutePath());
    for (String level : List.of("-O2", "-O3", "-Os")) {
      for (String model : classical.keySet()) {
        Path objects = arm(model, M4 + " -fcallgraph-info=su " + level);
        check(0, report(model).toString(), "--su=" + objects);
        Report.Totals totals = read(report(model)).totals();
        long bytes = totals.workspace() + totals.stack().orElseThrow();
        assertTrue(bytes <= classical.get(model) + 512, () -> model + " " + level + ": " + bytes);
        assertEquals(List.of(0L, 0L), dataAndBss(objects, model));
      }
    }
  }

  /** Bytes of memory that the code of a network has for itself, by binutils. */
  private List<Long> dataAndBss(Path objects, String network) throws IOException {
    String[] lines =
        run("arm-none-eabi-size", objects.resolve("tvmgen_" + network + ".o").toString())
            .split("\n", -1);
    String[] fields = lines[1].trim().split("\\s+", -1);
    return List.of(Long.valueOf(fields[1]), Long.valueOf(fields[2]));
  }

  // ---- Budgets ----

  @Test
  void brokenBudgetsAreReportedAtOnce() throws IOException {
    net("flash = 100, stack = 10");
    Path objects = arm("net", M4 + " -O2 " + SECTIONS);
    Path map = link("net", objects, M4);
    String refused = check(1, report("net").toString(), "--su=" + objects, "--map=" + map);
    Report measured = read(report("net"));
    long stack = measured.totals().stack().orElseThrow();
    long flash = measured.totals().flash().orElseThrow();
    assertTrue(
        refused.contains(
            "network 'net' takes %d bytes of stack, %d more than the 10 of its budget"
                .formatted(stack, stack - 10)),
        refused);
    assertTrue(
        refused.contains(
            "network 'net' takes %d bytes of flash, %d more than the 100 of its budget"
                .formatted(flash, flash - 100)),
        refused);
    assertTrue(refused.contains("84 bytes of constants are float32"), refused);
    assertTrue(refused.contains("or allow it: @Budget(flash = " + flash + ")"), refused);
    net("flash = %d, stack = %d".formatted(flash, stack));
    check(0, report("net").toString(), "--su=" + objects, "--map=" + map);
  }

  @Test
  void writesElsewhereIfAskedTo() throws IOException {
    net("stack = 10000");
    String before = Files.readString(report("net"));
    Path objects = arm("net", M4 + " -O2");
    Path other = folder.resolve("other");
    check(0, report("net").toString(), "--su=" + objects, "--output=" + other);
    assertEquals(before, Files.readString(report("net")));
    String once = Files.readString(other.resolve("report.json"));
    Report measured = read(other.resolve("report.json"));
    assertTrue(measured.totals().stack().isPresent());
    assertEquals(measured.html(), Files.readString(other.resolve("report.html")));
    check(0, other.resolve("report.json").toString(), "--su=" + objects);
    assertEquals(once, Files.readString(other.resolve("report.json")));
  }

  // ---- Mistakes ----

  private static final String FRAMES =
      """
      tvmgen_net.c:1:9:tvmgen_net_dense\t24\tstatic
      tvmgen_net.c:2:9:tvmgen_net_softmax\t40\tstatic
      tvmgen_net.c:3:9:tvmgen_net___tvm_main__\t8\tstatic
      tvmgen_net.c:4:9:tvmgen_net_run\t0\tstatic
      """;

  private String refused(String su) throws IOException {
    Path file = Files.writeString(folder.resolve("net.su"), su);
    String before = Files.readString(report("net"));
    String refused = check(1, report("net").toString(), "--su=" + file);
    assertEquals(before, Files.readString(report("net")));
    assertEquals("", out.toString());
    return refused;
  }

  @Test
  void saysWhatIsWrongWithFrames() throws IOException {
    net("stack = 10000");
    assertTrue(refused("x\n").contains("net.su', line 1: no place, bytes and kind"));
    assertTrue(refused("a.c:1:9:main\t24\tstatic\n").contains("no frame is one of network 'net'"));
    assertTrue(
        refused(FRAMES.replaceFirst(".*dense.*\n", ""))
            .contains("there is no frame of 'tvmgen_net_dense'"));
    assertTrue(
        refused(FRAMES + "tvmgen_net.c:9:9:tvmgen_net_conv2d\t24\tstatic\n")
            .contains("a frame of 'tvmgen_net_conv2d', which is not in the report"));
    assertTrue(
        refused(FRAMES.replaceFirst("24\tstatic", "24\tdynamic"))
            .contains("what 'tvmgen_net_dense' takes has no bound"));
    Files.writeString(folder.resolve("net.su"), FRAMES.replace("static", "dynamic,bounded"));
    check(0, report("net").toString(), "--su=" + folder.resolve("net.su"));
    assertEquals(Optional.of(48L), read(report("net")).totals().stack());
  }

  @Test
  void filesAreOfOneBuild() throws IOException {
    net("stack = 10000");
    String copies = FRAMES + "tvmgen_net.c:1:9:tvmgen_net_dense\t32\tstatic\n";
    Path first = Files.writeString(folder.resolve("net.su"), copies);
    check(0, report("net").toString(), "--su=" + first);
    assertEquals(Optional.of(48L), read(report("net")).totals().stack());
    Path second = Files.writeString(folder.resolve("old.su"), FRAMES);
    String refused = check(1, report("net").toString(), "--su=" + first, "--su=" + second);
    assertTrue(
        refused.contains(
            "'tvmgen_net_dense' takes 32 bytes in '%s', 24 bytes in '%s'".formatted(first, second)),
        refused);
  }

  @Test
  void saysAllThatIsWrongAtOnce() throws IOException {
    net("stack = 10000");
    Path ci = Files.writeString(folder.resolve("net.ci"), "digraph {\n");
    Path map = Files.writeString(folder.resolve("net.map"), "Image Symbol Table\n");
    String refused =
        check(1, report("net").toString(), "--su=" + ci, "--su=absent.su", "--map=" + map);
    assertTrue(refused.contains("net.ci', line 1: neither a function nor a call"), refused);
    assertTrue(refused.contains("'absent.su' is not there"), refused);
    assertTrue(refused.contains("net.map' is no map of GNU ld or of lld"), refused);

    String reports = report("net").getParent().toString();
    assertTrue(check(1, report("net").toString(), "--su=" + reports).contains("' has no .su file"));
    assertTrue(
        check(1, c().resolve("tvmgen_net.json").toString(), "--su=" + ci)
            .contains("is no report of a network: it has no 'report_version'"));
    assertTrue(check(1, "absent.json", "--su=" + ci).contains("'absent.json' is not there"));
  }

  @Test
  void saysWhatIsWrongWithMaps() throws IOException {
    net("flash = 10000");
    Path map =
        Files.writeString(
            folder.resolve("net.map"),
            """
            Linker script and memory map

             .text.tvmgen_net_run 0x00008000 0x40 tvmgen_net.o
             .text.tvmgen_net_conv2d
                            0x00008040       0x40 tvmgen_net.o
            """);
    String refused = check(1, report("net").toString(), "--map=" + map);
    assertTrue(
        refused.contains("net.map' has 'tvmgen_net_conv2d', which is not in the report"), refused);
  }

  @Test
  void saysHowItIsCalled() throws IOException {
    assertEquals(0, check("--help"));
    assertTrue(out.toString().contains("--map"), out::toString);
    assertEquals(2, check());
    assertEquals(2, check("report.json"));
    assertEquals(2, check("report.json", "--su=.", "--frame=memset"));
    assertEquals(2, check("report.json", "--su=.", "--frame=memset=-1"));
  }

  @Test
  void saysWhatWasNotChecked() throws IOException {
    net("flash = 10, stack = 10");
    Path su = Files.writeString(folder.resolve("net.su"), FRAMES.replaceAll("\t\\d+\t", "\t1\t"));
    assertTrue(
        check(0, report("net").toString(), "--su=" + su)
            .contains("the budget of flash was not checked: no --map"));
    Path map =
        Files.writeString(
            folder.resolve("net.map"),
            "Linker script and memory map\n .text 0x00008000 0x9 tvmgen_net.c.obj\n");
    assertTrue(
        check(0, report("net").toString(), "--map=" + map)
            .contains("the budget of stack was not checked: no --su"));
    assertEquals(Optional.of(3L), read(report("net")).totals().stack());
    assertEquals(Optional.of(9L), read(report("net")).totals().flash());
  }
}
