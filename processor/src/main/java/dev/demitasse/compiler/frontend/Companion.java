package dev.demitasse.compiler.frontend;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.demitasse.Tensor;
import dev.demitasse.compiler.graph.Weights;
import dev.demitasse.compiler.weights.WeightArray;
import dev.demitasse.runtime.MacMode;
import dev.demitasse.runtime.WeightsResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/**
 * Writes the class through which a network runs on the JVM, {@code DigitsModel} for {@code Digits},
 * and the resource with its weights.
 */
final class Companion {
  private final TypeElement type;
  private final PartCompanion part;
  private final ClassName networkName;
  private final ClassName name;
  private final byte[] weights;

  /**
   * The companion of a network.
   *
   * @param read the class and all that it is made of
   * @param values its own weights, if they could be read
   */
  Companion(TypeElement type, PartReader.Read read, Optional<Weights> values) {
    this.type = type;
    this.part = new PartCompanion(type, read);
    this.networkName = ClassName.get(type);
    this.name = PartCompanion.name(type);
    this.weights = resource(values.map(Weights::arrays).orElse(Map.of()));
  }

  private byte[] resource(Map<String, WeightArray> arrays) {
    List<WeightsResource.Entry> entries = new ArrayList<>();
    arrays.forEach((array, values) -> {
      if (part.wants(array)) {
        int[] shape = values.shape().stream().mapToInt(d -> d).toArray();
        Tensor<?> tensor = Tensor.ofBytes(values.type(), values.littleEndian(), shape);
        entries.add(new WeightsResource.Entry(array, tensor));
      }
    });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      WeightsResource.write(bytes, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the class.
   *
   * @param sound whether the network can be made; if not, the class is there only so that those who
   *     use it are not said to be wrong, too
   */
  void writeSource(Filer filer, boolean sound, MacMode mac) throws IOException {
    TypeSpec.Builder model = sound ? model(mac) : unsound(type, name, networkName);
    file(type, name, model).writeTo(filer);
  }

  private static JavaFile file(TypeElement type, ClassName name, TypeSpec.Builder companion) {
    if (PartCompanion.isPublic(type)) {
      companion.addModifiers(Modifier.PUBLIC);
    }
    return JavaFile.builder(name.packageName(), companion.build())
        .skipJavaLangImports(true)
        .build();
  }

  /** The simple name of the class. */
  String className() {
    return name.simpleName();
  }

  /** Writes the resource. */
  void writeWeights(Filer filer) throws IOException {
    try (OutputStream out =
        filer
            .createResource(StandardLocation.CLASS_OUTPUT, name.packageName(), weightsFile(), type)
            .openOutputStream()) {
      out.write(weights);
    }
  }

  private String weightsFile() {
    return name.simpleName() + ".weights";
  }

  private TypeSpec.Builder model(MacMode mac) {
    FieldSpec hash =
        FieldSpec.builder(
                String.class, "WEIGHTS_SHA256", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("$S", WeightsResource.sha256(weights))
            .build();
    TypeSpec.Builder model =
        empty(type, name, networkName).addField(hash).addMethod(load(mac)).addMethod(bind());
    if (part.hasState()) {
      model.addMethod(reset()).addMethod(part.copyState());
    }
    return model;
  }

  /** The companion of a model that is no network. */
  static JavaFile unsound(TypeElement model) {
    ClassName name = PartCompanion.name(model);
    return file(model, name, unsound(model, name, ClassName.get(model)));
  }

  /** What those who use it compile against, although there is no network. */
  private static TypeSpec.Builder unsound(TypeElement type, ClassName name, ClassName networkName) {
    return empty(type, name, networkName)
        .addMethod(
            method("load")
                .returns(networkName)
                .addStatement("throw new $T($S)", IllegalStateException.class, "not compiled")
                .build());
  }

  private static TypeSpec.Builder empty(TypeElement type, ClassName name, ClassName networkName) {
    return TypeSpec.classBuilder(name)
        .addOriginatingElement(type)
        .addJavadoc(
            "Makes the network {@link $T} with its weights, for use on the JVM.\n", networkName)
        .addModifiers(Modifier.FINAL)
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
  }

  private static MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.STATIC);
  }

  private MethodSpec load(MacMode mac) {
    return method("load")
        .addJavadoc(
            """
            Returns a new network with the weights it was built with.

            @throws IllegalStateException if the weights on the class path are others, or this
                JVM rounds {@code Fn.mac} in another way than the C
            """)
        .returns(networkName)
        .addStatement("$T.require($T.$L)", MacMode.class, MacMode.class, mac.name())
        .addStatement("$T network = new $T()", networkName, networkName)
        .addStatement("bind(network)")
        .addStatement("return network")
        .build();
  }

  private MethodSpec bind() {
    return method("bind")
        .addJavadoc(
            """
            Gives a network the weights it was built with, and its states what they begin with.

            @throws IllegalStateException if the weights on the class path are others
            """)
        .addParameter(networkName, "network")
        .addStatement(
            "$T weights = $T.read($T.class, $S, WEIGHTS_SHA256)",
            WeightsResource.class,
            WeightsResource.class,
            name,
            weightsFile())
        .addCode(part.bindings("network", CodeBlock.of("")))
        .build();
  }

  private MethodSpec reset() {
    return method("reset")
        .addJavadoc("Gives all states of a network the values that they begin with.\n")
        .addParameter(networkName, "network")
        .addStatement("copyState(load(), network)")
        .build();
  }
}
