package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import dev.demitasse.operators.Add;
import dev.demitasse.operators.Dense;
import dev.demitasse.operators.Softmax;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The networks of some combinations, compiled by one run of javac, and programs that call them.
 *
 * @param folder takes all that is made
 * @param cFolder where the C is
 */
record InterfaceBuild(Path folder, Path cFolder) {
  static final Path CRT = Path.of("..", "crt").toAbsolutePath().normalize();
  private static final F32 X = F32.of(new float[] {1, -2, 3, 0.5f, 0, 4, -1, 2}, 2, 4);
  private static final F32 BIAS = F32.of(new float[] {0.25f, -1, 2}, 3);
  private static final F32 KERNEL =
      F32.of(new float[] {1, 0, 2, -1, 0.5f, 3, 1, 0, -2, 1, 0, 0.125f}, 3, 4);

  /** A compiler of C or C++ with its objects of the runtime. */
  record Toolchain(CCompiler compiler, Path place, List<String> flags, List<Path> runtime) {}

  /** Compiles the networks with more options. */
  static InterfaceBuild of(Path folder, List<Combination> combinations, String... options)
      throws IOException {
    Files.write(folder.resolve("kernel.npy"), npy(KERNEL));
    Map<String, String> sources = new TreeMap<>();
    combinations.forEach(c -> sources.put("N" + c.number(), c.source()));
    List<String> all = new ArrayList<>(List.of(options));
    all.add("resources=" + folder);
    JavaBuild build = JavaBuild.of(folder.resolve("java"), sources, all);
    return new InterfaceBuild(folder, build.cFolder());
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

  /** The sources of a network. */
  List<String> sources(Combination c) throws IOException {
    String prefix = "tvmgen_" + c.cName();
    try (Stream<Path> files = Files.list(cFolder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.matches(prefix + "(_weights|_packed)?\\.c"))
          .sorted()
          .toList();
    }
  }

  /** The program that calls a network in each of its ways, and compares with the JVM. */
  String program(Combination c) throws IOException {
    return InterfaceProgram.of(c, sources(c), X, BIAS, expected(c));
  }

  /** A compiler that is installed, ready to compile for a dialect: {@code -xc++ -std=c++17}. */
  Toolchain toolchain(CCompiler compiler, String dialect) throws IOException {
    compiler.require();
    Path place = Files.createTempDirectory(folder, compiler.name());
    List<String> flags =
        new ArrayList<>(List.of("-O1", "-I" + cFolder, "-I" + CRT.resolve("include")));
    flags.addAll(List.of(dialect.split(" ")));
    return new Toolchain(compiler, place, flags, runtime(compiler, place));
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

  /** What goes wrong with the programs of some combinations, which run side by side. */
  List<String> mistakes(List<Combination> combinations, Toolchain tools) {
    return combinations.parallelStream()
        .map(c -> mistake(c, tools))
        .filter(m -> !m.isEmpty())
        .toList();
  }

  private String mistake(Combination c, Toolchain tools) {
    try {
      Command.Ended ended = run(c.cName(), program(c), tools);
      return ended.status() == 0 ? "" : c + ": " + ended.messages();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How the first of compiling, linking and running a program ended that went wrong, or the run.
   */
  Command.Ended run(String name, String program, Toolchain tools) throws IOException {
    Path own = Files.createDirectory(tools.place().resolve(name));
    Path source = Files.writeString(own.resolve("program.c"), program);
    Command.Ended ended = tools.compiler().compile(own, tools.flags(), List.of(source));
    if (ended.status() == 0) {
      List<Path> objects = new ArrayList<>(List.of(own.resolve("program.o")));
      objects.addAll(tools.runtime());
      ended = tools.compiler().link(own, List.of(), objects, "program");
    }
    return ended.status() == 0
        ? Command.run(own, List.of(own.resolve("program").toString()))
        : ended;
  }
}
