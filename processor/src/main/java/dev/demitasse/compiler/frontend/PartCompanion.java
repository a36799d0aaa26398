package dev.demitasse.compiler.frontend;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.demitasse.compiler.graph.PartDecl;
import dev.demitasse.compiler.graph.PartDecl.PartField;
import dev.demitasse.compiler.graph.PartDecl.StateField;
import dev.demitasse.compiler.graph.PartDecl.Weight;
import dev.demitasse.compiler.graph.Weights;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.runtime.WeightsResource;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Writes the class through which the fields of a block are set on the JVM, {@code BlockWeights} for
 * {@code Block}. It lies in the package of the block, whose fields need not be public therefore.
 */
final class PartCompanion {
  private final TypeElement type;
  private final PartDecl part;
  private final PartReader.Read read;

  /**
   * The companion of a class that networks are made of.
   *
   * @param read the class and all that it is made of
   */
  PartCompanion(TypeElement type, PartReader.Read read) {
    this.type = type;
    this.part = read.parts().get(type.getQualifiedName().toString());
    this.read = read;
  }

  /** The name of the companion of a part: {@code Outer_BlockWeights}. */
  static ClassName name(TypeElement part) {
    ClassName name = ClassName.get(Parts.declared(part));
    String simple = String.join("_", name.simpleNames());
    return ClassName.get(
        name.packageName(), simple + (Parts.isNetwork(part) ? "Model" : "Weights"));
  }

  /** Whether everybody may use a class. */
  static boolean isPublic(TypeElement type) {
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes the companion of a block.
   *
   * @param sound whether its fields can be set; if not, the class is there only so that companions
   *     of networks are not said to be wrong, too
   */
  void writeSource(Filer filer, boolean sound) throws IOException {
    TypeSpec.Builder companion =
        TypeSpec.classBuilder(name(type))
            .addOriginatingElement(type)
            .addJavadoc("Gives a {@link $T} its weights, for use on the JVM.\n", type)
            .addModifiers(Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .addMethod(bind(sound));
    if (isPublic(type)) {
      companion.addModifiers(Modifier.PUBLIC);
    }
    if (hasState()) {
      companion.addMethod(copyState(sound ? copies() : CodeBlock.of("")));
    }
    JavaFile.builder(name(type).packageName(), companion.build())
        .skipJavaLangImports(true)
        .build()
        .writeTo(filer);
  }

  private MethodSpec bind(boolean sound) {
    return method("bind")
        .addJavadoc(
            """
            Gives a block its weights, and its states what they begin with.

            @param prefix of their names
            """)
        .addParameter(ClassName.get(type), "part")
        .addParameter(WeightsResource.class, "weights")
        .addParameter(String.class, "prefix")
        .addCode(sound ? bindings("part", CodeBlock.of("prefix + ")) : CodeBlock.of(""))
        .build();
  }

  /** Lets the states of one object be those of another. */
  MethodSpec copyState() {
    return copyState(copies());
  }

  private MethodSpec copyState(CodeBlock body) {
    return method("copyState")
        .addJavadoc("Gives all states the values that they have in another such object.\n")
        .addParameter(ClassName.get(type), "from")
        .addParameter(ClassName.get(type), "to")
        .addCode(body)
        .build();
  }

  private static MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.STATIC);
  }

  /** Whether there is a state in it, or in a part of it. */
  boolean hasState() {
    return hasState(part);
  }

  private boolean hasState(PartDecl of) {
    return of.fields().stream()
        .anyMatch(field ->
            switch (field) {
              case Weight w -> false;
              case StateField s -> true;
              case PartField p -> hasState(read.parts().get(p.className()));
            });
  }

  /** Whether a field may get its values from an array of the file, as far as its name tells. */
  boolean wants(String array) {
    return wants(part, array);
  }

  private boolean wants(PartDecl of, String array) {
    return of.fields().stream()
        .anyMatch(field ->
            switch (field) {
              case Weight w -> array.equals(w.array());
              case StateField s -> s.array().filter(array::equals).isPresent();
              case PartField p -> wantsInside(p, array);
            });
  }

  /** A network has a file of its own. */
  private boolean wantsInside(PartField p, String array) {
    String path = Pattern.quote(p.name()) + "/" + "[0-9]+/".repeat(p.arrays());
    String inside = array.replaceFirst("^" + path, "");
    return !inside.equals(array)
        && !Parts.isNetwork(read.types().get(p.className()))
        && wants(read.parts().get(p.className()), inside);
  }

  /**
   * Statements that set what comes from the weights.
   *
   * @param object whose fields are set
   * @param prefix of the names of arrays: nothing, or an expression and a plus
   */
  CodeBlock bindings(String object, CodeBlock prefix) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (PartDecl.Field field : part.fields()) {
      switch (field) {
        case Weight w -> code.add(set(object, w.name(), w.element(), prefix, w.array()));
        case StateField s ->
            s.array()
                .ifPresent(array -> code.add(set(object, s.name(), s.element(), prefix, array)));
        case PartField p -> code.add(each(object, p, index -> bindPart(object, p, index, prefix)));
      }
    }
    return code.build();
  }

  private static CodeBlock set(
      String object, String field, DataType element, CodeBlock prefix, String array) {
    String getter = Weights.elementType(element).name().toLowerCase(Locale.ROOT);
    return CodeBlock.of("$L.$L = weights.$L($L$S);\n", object, field, getter, prefix, array);
  }

  private CodeBlock bindPart(String object, PartField p, Index index, CodeBlock prefix) {
    TypeElement of = read.types().get(p.className());
    return Parts.isNetwork(of)
        ? CodeBlock.of("$T.bind($L.$L$L);\n", name(of), object, p.name(), index.brackets())
        : CodeBlock.of(
            "$T.bind($L.$L$L, weights, $L$S$L);\n",
            name(of),
            object,
            p.name(),
            index.brackets(),
            prefix,
            p.name() + "/",
            index.path());
  }

  private CodeBlock copies() {
    CodeBlock.Builder code = CodeBlock.builder();
    for (PartDecl.Field field : part.fields()) {
      switch (field) {
        case Weight w -> {}
        case StateField s -> code.add("to.$L = from.$L;\n", s.name(), s.name());
        case PartField p -> {
          if (hasState(read.parts().get(p.className()))) {
            code.add(each("from", p, index -> copyPart(p, index)));
          }
        }
      }
    }
    return code.build();
  }

  private CodeBlock copyPart(PartField p, Index index) {
    return CodeBlock.of(
        "$T.copyState(from.$L$L, to.$L$L);\n",
        name(read.types().get(p.className())),
        p.name(),
        index.brackets(),
        p.name(),
        index.brackets());
  }

  // ---- Arrays ----

  /**
   * An element of the arrays of a field.
   *
   * @param brackets {@code [i][j]}
   * @param path {@code + i + "/" + j + "/"}
   */
  private record Index(String brackets, String path) {
    Index inside(String variable) {
      return new Index(brackets + "[" + variable + "]", path + " + " + variable + " + \"/\"");
    }
  }

  /** A statement for every element. */
  private static CodeBlock each(String object, PartField p, Function<Index, CodeBlock> statement) {
    CodeBlock.Builder code = CodeBlock.builder();
    Index index = new Index("", "");
    for (int depth = 0; depth < p.arrays(); depth++) {
      String i = "i" + depth;
      code.beginControlFlow(
          "for (int $L = 0; $L < $L.$L$L.length; $L++)",
          i,
          i,
          object,
          p.name(),
          index.brackets(),
          i);
      index = index.inside(i);
    }
    code.add(statement.apply(index));
    for (int depth = 0; depth < p.arrays(); depth++) {
      code.endControlFlow();
    }
    return code.build();
  }
}
