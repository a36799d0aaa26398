package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.Memory;
import dev.demitasse.compiler.interp.Trap;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.ViewKind;
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.IrText;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Var;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide to the IR. Its blocks are printed as they are read; those with a line {@code // x = {1,
 * 2} gives y = {3}} are run; each line {@code a // b} of a block marked {@code values} is computed;
 * what is marked {@code of: network/stage} is in that dump of the Java of the page. All that the
 * language has is mentioned, and stands in some block.
 */
class IrGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "ir.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```\n");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)(?:<!-- (?<mark>[^\n]*) -->\n)?```ir\n(?<text>.*?)```\n");
  private static final Pattern FENCED = Pattern.compile("(?s)\n```.*?\n```\n");
  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern GRAMMAR = Pattern.compile("(?s)```text\n(.*?)```\n");
  private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");
  private static final Pattern COMMENT = Pattern.compile("(?m)^//.*\n");
  private static final Pattern RUN =
      Pattern.compile(
          "// (?<inputs>.*) (gives (?<result>.*)|(?<undefined>is undefined)|(?<fails>fails))");
  private static final Pattern GIVEN =
      Pattern.compile("(?<name>[\\w.]+) = (\\{(?<elements>.*?)}|(?<scalar>[^,]+))(, |$)");
  private static final String VALUES = "values";
  private static final String OF = "of: ";

  private static String guide() {
    try {
      return Files.readString(GUIDE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A piece of IR text, without the comments that say what it computes. */
  private record Example(String mark, String text, List<String> comments) {

    static List<Example> all() {
      return BLOCK.matcher(guide()).results().map(Example::of).toList();
    }

    private static Example of(MatchResult block) {
      String mark = Optional.ofNullable(block.group("mark")).orElse("");
      String text = block.group("text");
      return new Example(
          mark,
          COMMENT.matcher(text).replaceAll("").stripTrailing() + "\n",
          text.lines().filter(line -> line.startsWith("//")).toList());
    }

    boolean isValues() {
      return mark.equals(VALUES);
    }

    boolean isFile() {
      return text.startsWith("demitasse-ir");
    }

    /** For each line the expression and its value. */
    List<String[]> values() {
      return text.lines().map(line -> line.split(" +// ", 2)).toList();
    }

    IrModule module() {
      return isFile() ? IrText.read(text).module() : Parser.parse("", text);
    }

    PrimFunc last() {
      List<PrimFunc> functions = List.copyOf(module().functions().values());
      return functions.get(functions.size() - 1);
    }
  }

  private static Expr parse(String expr) {
    PrimFunc f = Parser.parseFunction("func \"f\"() -> void { return " + expr + " }");
    return ((Return) f.body().statements().get(0)).value();
  }

  // ---- Blocks ----

  @TestFactory
  List<DynamicTest> blocksArePrintedAsTheyAreRead() {
    return Example.all().stream()
        .filter(e -> !e.isValues())
        .map(e -> dynamicTest(e.text().lines().findFirst().get(), () -> check(e)))
        .toList();
  }

  private static void check(Example e) {
    assertEquals(e.text(), e.isFile() ? IrText.read(e.text()).write() : Printer.text(e.module()));
  }

  @TestFactory
  List<DynamicTest> expressionsHaveTheirValues() {
    return Example.all().stream()
        .filter(Example::isValues)
        .flatMap(e -> e.values().stream())
        .map(line -> dynamicTest(line[0], () -> check(line[0], line[1])))
        .toList();
  }

  private static void check(String expr, String value) {
    assertEquals(expr, Printer.text(parse(expr)));
    assertEquals(value, Printer.text(Interpreter.value(parse(expr), Map.of())));
  }

  @TestFactory
  List<DynamicTest> functionsComputeWhatIsSaid() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Example e : Example.all()) {
      for (String comment : e.comments()) {
        tests.add(dynamicTest(e.last().symbol() + comment.substring(2), () -> run(e, comment)));
      }
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  private static void run(Example e, String comment) {
    Matcher run = RUN.matcher(comment);
    assertTrue(run.matches(), comment);
    PrimFunc f = e.last();
    Map<String, Memory> memory = new LinkedHashMap<>();
    List<Expr> scalars = new ArrayList<>();
    Map<String, MatchResult> inputs = given(run.group("inputs"));
    for (Var p : f.parameters()) {
      Optional<MatchResult> input = Optional.ofNullable(inputs.remove(p.name()));
      if (p.type() instanceof PointerType) {
        Buffer b = f.buffers().get(p);
        memory.put(
            p.name(),
            input
                .map(i -> Memory.of(b.element(), elements(b.element(), i)))
                .orElseGet(() -> Memory.undefined(b.element(), b.reach())));
        assertEquals(b.reach(), memory.get(p.name()).size(), p.name());
      } else {
        scalars.add(constant((DataType) p.type(), input.orElseThrow().group("scalar")));
      }
    }
    assertEquals(Set.of(), inputs.keySet(), "are no parameters");
    Interpreter interpreter = new Interpreter(e.module());
    if (run.group("result") == null) {
      Trap trap =
          assertThrows(Trap.class, () -> interpreter.run(f, List.copyOf(memory.values()), scalars));
      boolean fails = run.group("fails") != null;
      assertEquals(fails ? Trap.Reason.ASSERTION : Trap.Reason.UNDEFINED, trap.reason());
      return;
    }
    Optional<Expr> result = interpreter.run(f, List.copyOf(memory.values()), scalars);
    Map<String, MatchResult> outputs = given(run.group("result"));
    outputs.forEach((name, output) -> {
      Memory found = memory.get(name);
      assertEquals(elements(found.type(), output), found.constants(), name);
    });
    if (outputs.isEmpty()) {
      DataType type = (DataType) f.result();
      assertEquals(constant(type, run.group("result")), result.orElseThrow());
    }
  }

  /** What stands at {@code x = {1, 2}, n = 3}, by name. */
  private static Map<String, MatchResult> given(String text) {
    Map<String, MatchResult> given = new HashMap<>();
    for (MatchResult r : GIVEN.matcher(text).results().toList()) {
      given.put(r.group("name").replaceFirst("\\.\\d+$", ""), r);
    }
    return given;
  }

  private static List<Expr> elements(DataType type, MatchResult given) {
    return Stream.of(given.group("elements").split(", ", -1))
        .map(text -> constant(type, text))
        .toList();
  }

  private static Expr constant(DataType type, String text) {
    return parse(type.isBool() ? text : text + ":" + type);
  }

  // ---- Java ----

  @TestFactory
  List<DynamicTest> javaBecomesWhatStandsBelowIt(@TempDir Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (MatchResult block : JAVA.matcher(guide()).results().toList()) {
      Matcher type = CLASS.matcher(block.group(1));
      assertTrue(type.find(), block.group(1));
      // What a reader leaves out stands on the first line, so lines are counted as in the guide.
      files.add(
          Files.writeString(
              folder.resolve(type.group(1) + ".java"),
              "package guide; import dev.demitasse.*; " + block.group(1)));
    }
    Path out = Files.createDirectory(folder.resolve("out"));
    assertEquals(List.of(), JavacRun.of(out, files, "-Ademitasse.dump=all").reports());
    List<DynamicTest> tests = new ArrayList<>();
    for (Example e : Example.all()) {
      if (e.mark().startsWith(OF)) {
        String file = e.mark().substring(OF.length());
        String written = Files.readString(file(out, file));
        tests.add(dynamicTest(file, () -> check(e, written)));
      }
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  /** A file of the class output, or the first dump of a stage of a network. */
  private static Path file(Path out, String name) throws IOException {
    if (name.endsWith(".ir")) {
      return out.resolve(name);
    }
    String[] parts = name.split("/", 2);
    try (Stream<Path> files = Files.list(out.resolve("META-INF/demitasse/ir").resolve(parts[0]))) {
      return files
          .filter(f -> f.getFileName().toString().endsWith("-" + parts[1] + ".ir"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static void check(Example e, String written) {
    for (PrimFunc f : e.module().functions().values()) {
      String text = e.isFile() ? Printer.textWithPositions(f) : Printer.text(f);
      assertTrue(written.contains(text), () -> text + "\nis not in\n\n" + written);
    }
    if (e.isFile()) {
      IrText file = IrText.read(written);
      assertEquals(file.source(), IrText.read(e.text()).source());
      assertEquals(file.classFiles().keySet(), IrText.read(e.text()).classFiles().keySet());
    }
  }

  // ---- All of the language ----

  @Test
  void nodesAndTypesAreNamedAndShown() {
    Set<Object> shown = shown();
    for (Class<?> sealed : List.of(Expr.class, Stmt.class, Type.class)) {
      for (Class<?> kind : kinds(sealed)) {
        assertTrue(names().contains(kind.getSimpleName()), () -> kind + " is not mentioned");
        assertTrue(shown.contains(kind), () -> kind + " is in no block");
      }
    }
  }

  @Test
  void operatorsAreNamedAndShown() {
    Set<Object> shown = shown();
    Map<Object, String> all = new LinkedHashMap<>();
    Arrays.stream(BinaryOp.values()).forEach(op -> all.put(op, op.symbol()));
    Arrays.stream(Intrinsic.values()).forEach(i -> all.put(i, i.symbol()));
    for (Class<? extends Enum<?>> type :
        List.of(ViewKind.class, PrimFunc.Kind.class, StorageScope.class)) {
      for (Enum<?> constant : type.getEnumConstants()) {
        all.put(constant, constant.name().toLowerCase(Locale.ROOT));
      }
    }
    dataTypes().forEach(type -> all.put(type, type.toString()));
    all.forEach((thing, text) -> {
      boolean named =
          names().stream().anyMatch(name -> name.equals(text) || name.startsWith(text + "("));
      assertTrue(named, () -> thing + " is not mentioned as '" + text + "'");
      assertTrue(shown.contains(thing), () -> thing + " is in no block");
    });
  }

  @Test
  void wordsOfTheGrammarAreThoseOfTheBlocks() {
    Matcher grammar = GRAMMAR.matcher(guide());
    assertTrue(grammar.find());
    Set<String> inGrammar = words(grammar.group(1), "\"([a-z][a-z0-9-]*)\"");
    Set<String> inBlocks = new TreeSet<>();
    Example.all().forEach(e -> inBlocks.addAll(words(e.text(), "\\b([a-z][a-z0-9-]*)\\b")));
    inGrammar.removeAll(inBlocks);
    assertEquals(Set.of(), inGrammar, "are in no block");
  }

  private static Set<String> words(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(r -> r.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What stands in the prose as code. */
  private static Set<String> names() {
    String prose = FENCED.matcher(guide()).replaceAll("\n");
    return INLINE
        .matcher(prose)
        .results()
        .map(r -> r.group(1).replace("\\|", "|"))
        .collect(Collectors.toSet());
  }

  /** The classes that a sealed interface stands for. */
  private static List<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(c -> kinds(c).stream()).toList()
        : List.of(type);
  }

  private static List<DataType> dataTypes() {
    List<DataType> types = new ArrayList<>();
    for (Field field : DataType.class.getFields()) {
      try {
        if (field.get(null) instanceof DataType type) {
          types.add(type);
        }
      } catch (IllegalAccessException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    assertFalse(types.isEmpty());
    return types;
  }

  /** The classes of all nodes of the blocks, the constants of enums and the types in them. */
  private static Set<Object> shown() {
    Set<Object> shown = new HashSet<>();
    for (Example e : Example.all()) {
      if (e.isValues()) {
        e.values().forEach(line -> visit(parse(line[0]), shown));
      } else {
        visit(e.module(), shown);
      }
    }
    return shown;
  }

  private static void visit(Object thing, Set<Object> shown) {
    if (thing instanceof Enum<?> || thing instanceof DataType) {
      shown.add(thing);
    }
    switch (thing) {
      case Collection<?> things -> things.forEach(t -> visit(t, shown));
      case Map<?, ?> things -> things.values().forEach(t -> visit(t, shown));
      case Var v -> {
        shown.add(Var.class);
        visit(v.type(), shown);
      }
      case Record node -> {
        shown.add(node.getClass());
        for (RecordComponent component : node.getClass().getRecordComponents()) {
          visit(value(node, component), shown);
        }
      }
      default -> {}
    }
  }

  private static Object value(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
