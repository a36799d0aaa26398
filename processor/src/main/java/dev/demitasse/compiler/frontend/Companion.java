package dev.demitasse.compiler.frontend;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.demitasse.Tensor;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.runtime.MacMode;
import dev.demitasse.runtime.WeightsResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final List<NetworkDecl.Weight> fields;
  private final ClassName networkName;
  private final ClassName name;
  private final byte[] weights;

  /**
   * The companion of a network.
   *
   * @param fields its weights
   * @param values the weights by field; those that are wrong may be missing
   */
  Companion(TypeElement type, List<NetworkDecl.Weight> fields, Map<String, Constant> values) {
    this.type = type;
    this.fields = fields;
    this.networkName = ClassName.get(type);
    this.name = networkName.peerClass(networkName.simpleName() + "Model");
    this.weights = resource(values);
  }

  private byte[] resource(Map<String, Constant> values) {
    List<WeightsResource.Entry> entries = new ArrayList<>();
    values.forEach((field, c) -> {
      int[] shape = c.buffer().shape().stream().mapToInt(d -> d).toArray();
      Tensor<?> tensor =
          Tensor.ofBytes(BindWeights.elementType(c.buffer().element()), c.data(), shape);
      entries.add(new WeightsResource.Entry(field, tensor));
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
    JavaFile.builder(name.packageName(), model(sound ? load(mac) : loadNothing()))
        .skipJavaLangImports(true)
        .build()
        .writeTo(filer);
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

  private TypeSpec model(MethodSpec load) {
    FieldSpec hash =
        FieldSpec.builder(
                String.class, "WEIGHTS_SHA256", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("$S", WeightsResource.sha256(weights))
            .build();
    TypeSpec.Builder model =
        TypeSpec.classBuilder(name)
            .addOriginatingElement(type)
            .addJavadoc(
                "Makes the network {@link $T} with its weights, for use on the JVM.\n", networkName)
            .addModifiers(Modifier.FINAL)
            .addField(hash)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .addMethod(load);
    if (type.getModifiers().contains(Modifier.PUBLIC)) {
      model.addModifiers(Modifier.PUBLIC);
    }
    return model.build();
  }

  private MethodSpec loadNothing() {
    return MethodSpec.methodBuilder("load")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(networkName)
        .addStatement("throw new $T($S)", IllegalStateException.class, "not compiled")
        .build();
  }

  private MethodSpec load(MacMode mac) {
    MethodSpec.Builder load =
        MethodSpec.methodBuilder("load")
            .addJavadoc(
                """
                Returns a new network with the weights it was built with.

                @throws IllegalStateException if the weights on the class path are others, or this
                    JVM rounds {@code Fn.mac} in another way than the C
                """)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(networkName)
            .addStatement("$T.require($T.$L)", MacMode.class, MacMode.class, mac.name())
            .addStatement(
                "$T weights = $T.read($T.class, $S, WEIGHTS_SHA256)",
                WeightsResource.class,
                WeightsResource.class,
                name,
                weightsFile())
            .addStatement("$T network = new $T()", networkName, networkName);
    for (NetworkDecl.Weight w : fields) {
      String getter = BindWeights.elementType(w.element()).name().toLowerCase(Locale.ROOT);
      load.addStatement("network.$L = weights.$L($S)", w.field(), getter, w.field());
    }
    return load.addStatement("return network").build();
  }
}
