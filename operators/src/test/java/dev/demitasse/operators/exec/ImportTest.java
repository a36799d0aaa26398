package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import dev.demitasse.compiler.tflite.TfliteImporter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator that a model may have computes the same on the JVM and in C. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportTest {
  /** What is there for floats only. */
  private static final Set<String> NO_INTEGERS = Set.of("LOGISTIC", "SUB", "TANH");

  @TempDir private static Path folder;

  private final List<ImportCase> cases = ImportCases.all();
  private final List<NetworkCase> networks = cases.stream().map(ImportCase::network).toList();
  private final Map<NetworkCase, List<Optional<Tensor<?>>>> onJvm = new LinkedHashMap<>();
  private JavaBuild build;
  private URLClassLoader loader;

  @BeforeAll
  void compile() throws IOException, ReflectiveOperationException {
    Map<String, String> sources = new TreeMap<>();
    for (ImportCase c : cases) {
      Files.write(folder.resolve(c.file()), c.model());
      sources.put(c.network().className(), c.source());
    }
    Path classes = folder.resolve("classes");
    build = JavaBuild.of(classes, sources, List.of("resources=" + folder));
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    for (ImportCase c : cases) {
      onJvm.put(c.network(), onJvm(c));
    }
  }

  @AfterAll
  void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }

  private List<Optional<Tensor<?>>> onJvm(ImportCase c) throws ReflectiveOperationException {
    String name = c.network().className();
    Object network = loader.loadClass(name + "Model").getMethod("load").invoke(null);
    Method method =
        Arrays.stream(loader.loadClass(name).getMethods())
            .filter(m -> m.getName().equals("run"))
            .findFirst()
            .orElseThrow();
    List<Optional<Tensor<?>>> outputs = new ArrayList<>();
    for (Run run : Run.ALL) {
      Object[] inputs = inputs(c, run).toArray();
      outputs.add(Optional.of((Tensor<?>) method.invoke(network, inputs)));
    }
    return outputs;
  }

  private static List<Tensor<?>> inputs(ImportCase c, Run run) {
    List<Tensor<?>> inputs = new ArrayList<>();
    for (int i = 0; i < c.network().inputs().size(); i++) {
      NetworkCase.Input input = c.network().inputs().get(i);
      int[] shape = input.shape().stream().mapToInt(dim -> dim).toArray();
      inputs.add(Tensor.ofBytes(input.type(), run.input(c.network(), i), shape));
    }
    return inputs;
  }

  @Test
  void everyOperatorHasACase() {
    Set<String> wanted = new TreeSet<>();
    for (String operator : TfliteImporter.supported()) {
      wanted.add(operator + " " + ElementType.F32);
      if (!NO_INTEGERS.contains(operator)) {
        wanted.add(operator + " " + ElementType.I8);
      }
    }
    Set<String> there = new TreeSet<>();
    cases.forEach(c -> there.add(c.operator() + " " + c.type()));
    assertEquals(wanted, there);
  }

  @Test
  void agreesWithOperatorsCalledByHand() {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (ImportCase c : cases) {
      for (int i = 0; i < Run.ALL.size() && c.byHand().isPresent(); i++) {
        Tensor<?> expected = c.byHand().get().apply(inputs(c, Run.ALL.get(i)));
        Tensor<?> actual = onJvm.get(c.network()).get(i).orElseThrow();
        compared++;
        if (!expected.equals(actual)) {
          differences.add("%s, %s: %s, not %s".formatted(c, Run.ALL.get(i), actual, expected));
        }
      }
    }
    assertEquals("", String.join("\n", differences));
    assertTrue(compared >= 8 * Run.ALL.size());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"GCC, -std=c99 -O2", "CLANG, " + ExecutionTest.SANITIZERS})
  void cAgreesWithJava(CCompiler compiler, String flags) throws IOException {
    compiler.require();
    Path place = Files.createDirectory(folder.resolve(compiler.name()));
    CBuild c = new CBuild(build.cFolder(), networks, Driver.program(networks, false));
    byte[] outputs = c.outputs(place, compiler, List.of(flags.split(" ")));
    Comparison comparison = Comparison.of(networks, onJvm, outputs);
    assertEquals("", String.join("\n", comparison.differences()));
    assertEquals(networks.size() * Run.ALL.size(), comparison.tensors());
  }
}
