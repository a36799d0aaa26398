package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.demitasse.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiled C gives the bits that the Java gives, whatever the compiler and its flags. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutionTest {
  static final String SANITIZERS =
      "-std=c99 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all";

  private static final int SHOWN = 20;
  private static final String CONTRACTING = "-std=gnu11 -O2 -march=native -ffp-contract=fast";

  /** What javac made of networks, and what they compute on the JVM. */
  private record Built(JavaBuild build, Map<NetworkCase, List<Optional<Tensor<?>>>> outputs) {}

  @TempDir private static Path folder;

  private final Map<Variant, Built> built = new EnumMap<>(Variant.class);
  private final Figures figures = new Figures();
  private int runs;

  static List<Arguments> configurations() {
    List<Arguments> all = new ArrayList<>();
    all.add(arguments(Variant.PLAIN, CCompiler.GCC, Selection.ALL, "-std=c99 -O2"));
    for (CCompiler compiler : List.of(CCompiler.GCC, CCompiler.CLANG)) {
      for (String flags :
          List.of("-std=c99 -O0", "-std=c99 -O3 -march=native", CONTRACTING, SANITIZERS)) {
        all.add(arguments(Variant.PLAIN, compiler, Selection.REPRESENTATIVE, flags));
      }
    }
    for (CCompiler compiler : List.of(CCompiler.GXX, CCompiler.CLANGXX)) {
      String flags = "-xc++ -std=c++17 -O2";
      all.add(arguments(Variant.PLAIN, compiler, Selection.REPRESENTATIVE, flags));
    }
    // With an instruction for it where this machine has one, and with the C library's.
    for (String flags : List.of(CONTRACTING, "-std=c99 -O2")) {
      all.add(arguments(Variant.FUSED, CCompiler.GCC, Selection.REPRESENTATIVE, flags));
    }
    all.add(
        arguments(Variant.STATIC_WORKSPACE, CCompiler.GCC, Selection.REPRESENTATIVE, SANITIZERS));
    return all;
  }

  @ParameterizedTest(name = "{0}: {1} {3}")
  @MethodSource("configurations")
  void cAgreesWithJava(Variant variant, CCompiler compiler, Selection selection, String flags)
      throws IOException, InterruptedException {
    compiler.require();
    // Elsewhere nothing stops clang from contracting under this flag.
    assumeTrue(CCompiler.isForX86() || compiler != CCompiler.CLANG || !flags.equals(CONTRACTING));
    if (!built.containsKey(variant)) {
      built.put(variant, build(variant));
    }
    Built java = built.get(variant);
    List<NetworkCase> networks = selection.networks();
    Path place = Files.createDirectory(folder.resolve("run" + runs++));
    CBuild c =
        new CBuild(
            java.build().cFolder(),
            networks,
            Driver.program(networks, variant == Variant.STATIC_WORKSPACE));

    byte[] outputs = c.outputs(place, compiler, List.of(flags.split(" ")));

    Comparison comparison = Comparison.of(networks, java.outputs(), outputs);
    figures.add("%s: %s %s".formatted(variant, compiler, flags), comparison);
    assertEquals("", summary(comparison.differences()));
  }

  private Built build(Variant variant) throws IOException, InterruptedException {
    Path place = Files.createDirectories(folder.resolve(variant.name()));
    JavaBuild build =
        JavaBuild.of(place.resolve("classes"), variant.selection().networks(), variant.options());
    return new Built(build, Reference.outputs(build, variant.selection(), place));
  }

  private static String summary(List<String> differences) {
    String shown = String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size())));
    int more = differences.size() - SHOWN;
    return more > 0 ? shown + "\nand " + more + " more" : shown;
  }

  @AfterAll
  void writeFigures() throws IOException {
    figures.write();
  }
}
