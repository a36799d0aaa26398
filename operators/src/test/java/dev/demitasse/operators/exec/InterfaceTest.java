package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import dev.demitasse.operators.Add;
import dev.demitasse.operators.Dense;
import dev.demitasse.operators.Softmax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every way to call a network and to bring its memory compiles without a warning, runs, and gives
 * the bits of the JVM.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterfaceTest {
  private static final Path CRT = Path.of("..", "crt").toAbsolutePath().normalize();
  private static final Path FIGURES = Path.of("target", "interface.json");
  private static final F32 X = F32.of(new float[] {1, -2, 3, 0.5f, 0, 4, -1, 2}, 2, 4);
  private static final F32 BIAS = F32.of(new float[] {0.25f, -1, 2}, 3);
  private static final F32 KERNEL =
      F32.of(new float[] {1, 0, 2, -1, 0.5f, 3, 1, 0, -2, 1, 0, 0.125f}, 3, 4);

  @TempDir private static Path folder;

  private final List<Combination> combinations = Combination.all();
  private JavaBuild build;
  private int compiled;
  private int failed;

  @BeforeAll
  void compile() throws IOException {
    Files.write(folder.resolve("kernel.npy"), npy(KERNEL));
    Map<String, String> sources = new TreeMap<>();
    combinations.forEach(c -> sources.put("N" + c.number(), c.source()));
    build = JavaBuild.of(folder.resolve("java"), sources, List.of("resources=" + folder));
  }

  /** As NumPy writes it. */
  private static byte[] npy(F32 tensor) {
    String shape = "(%d, %d)".formatted(tensor.dim(0), tensor.dim(1));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length + 4 * tensor.size());
    file.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
    file.put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII)).putShort((short) text.length);
    file.put(text).put(tensor.toBytes());
    return file.array();
  }

  private static List<F32> expected(Combination c) {
    F32 h = Dense.apply(X, KERNEL, BIAS);
    return c.state()
        ? List.of(Softmax.apply(Add.apply(F32.zeros(2, 3), h)), Softmax.apply(Add.apply(h, h)))
        : List.of(Softmax.apply(h), Softmax.apply(h));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GCC, -std=c99",
    "CLANG, -std=c99",
    "GXX, -xc++ -std=c++17",
    "CLANGXX, -xc++ -std=c++17"
  })
  void everyCombinationRuns(CCompiler compiler, String dialect) throws IOException {
    compiler.require();
    Path place = Files.createDirectory(folder.resolve(compiler.name()));
    List<String> flags =
        new ArrayList<>(List.of("-O1", "-I" + build.cFolder(), "-I" + CRT.resolve("include")));
    flags.addAll(List.of(dialect.split(" ")));
    List<Path> runtime = runtime(compiler, place);
    List<String> mistakes =
        combinations.parallelStream()
            .map(c -> mistake(c, compiler, place, flags, runtime))
            .filter(m -> !m.isEmpty())
            .toList();
    compiled += combinations.size();
    failed += mistakes.size();
    assertEquals("", String.join("\n", mistakes));
  }

  /** The objects of the runtime, which is C. */
  private static List<Path> runtime(CCompiler compiler, Path place) throws IOException {
    CCompiler c =
        compiler == CCompiler.GXX
            ? CCompiler.GCC
            : compiler == CCompiler.CLANGXX ? CCompiler.CLANG : compiler;
    Path objects = Files.createDirectory(place.resolve("crt"));
    List<Path> sources = new ArrayList<>();
    for (String name : List.of("func_registry", "last_error")) {
      sources.add(CRT.resolve("src/main/c").resolve(name + ".c"));
    }
    Command.Ended ended =
        c.compile(objects, List.of("-std=c99", "-I" + CRT.resolve("include")), sources);
    assertEquals(new Command.Ended(0, ""), ended);
    try (Stream<Path> files = Files.list(objects)) {
      return files.sorted().toList();
    }
  }

  private String mistake(
      Combination c, CCompiler compiler, Path place, List<String> flags, List<Path> runtime) {
    try {
      Path own = Files.createDirectory(place.resolve(c.cName()));
      Path program =
          Files.writeString(
              own.resolve("program.c"), InterfaceProgram.of(c, sources(c), X, BIAS, expected(c)));
      Command.Ended ended = compiler.compile(own, flags, List.of(program));
      if (ended.status() == 0) {
        List<Path> objects = new ArrayList<>(List.of(own.resolve("program.o")));
        objects.addAll(runtime);
        ended = compiler.link(own, List.of(), objects, "program");
      }
      if (ended.status() == 0) {
        ended = Command.run(own, List.of(own.resolve("program").toString()));
      }
      return ended.status() == 0 ? "" : c + ": " + ended.messages();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> sources(Combination c) throws IOException {
    String prefix = "tvmgen_" + c.cName();
    try (Stream<Path> files = Files.list(build.cFolder())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.matches(prefix + "(_weights|_packed)?\\.c"))
          .sorted()
          .toList();
    }
  }

  @AfterAll
  void writeFigures() throws IOException {
    String excluded =
        Combination.EXCLUDED.entrySet().stream()
            .map(e -> "    {\"what\": \"%s\", \"why\": \"%s\"}".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(",\n"));
    String text =
        """
        {
          "combinations": %d,
          "failed": %d,
          "ways": %d,
          "excluded": [
        %s
          ]
        }
        """
            .formatted(compiled, failed, combinations.size(), excluded);
    Files.createDirectories(FIGURES.getParent());
    Files.writeString(FIGURES, text);
    System.out.print(text);
  }
}
