package dev.demitasse.compiler.frontend;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.demitasse.runtime.WeightsResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Writes a class beside each operator, {@code ReluFingerprint} for {@code Relu}, with a hash of the
 * operator's source as a constant. The C of a network depends on the bodies of the operators it
 * calls; a build tool that compiles again only what depends on a changed signature or constant, as
 * Gradle does, would leave stale C without it. The class is not public: such tools see it all the
 * same, users do not.
 *
 * <p>Nobody knows yet what an operator calls when this is written, in the processing rounds. So the
 * hash is that of its file and of all files of this build with classes that it names, and so on:
 * now and then it changes without need, which costs a compilation. Comments do not count.
 */
final class Fingerprints {

  /** What a source file says, and all the names in it. */
  private record Unit(String text, Set<String> names) {
    static Unit of(CompilationUnitTree tree) {
      StringBuilder text = new StringBuilder();
      tree.getImports().forEach(text::append);
      tree.getTypeDecls().forEach(text::append);
      Set<String> names = new TreeSet<>();
      new Names().scan(tree, names);
      return new Unit(text.toString(), names);
    }
  }

  /** Collects names, whatever they stand for. */
  private static final class Names extends TreeScanner<Void, Set<String>> {
    @Override
    public Void visitIdentifier(IdentifierTree tree, Set<String> names) {
      names.add(tree.getName().toString());
      return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Set<String> names) {
      names.add(tree.getIdentifier().toString());
      return super.visitMemberSelect(tree, names);
    }
  }

  /** By simple name and qualified name of a class in them. */
  private final Map<String, Map<String, Unit>> units = new TreeMap<>();

  private final Set<TypeElement> wanted = new LinkedHashSet<>();

  /** A class that is compiled. */
  void compiled(TypeElement type, TreePath path) {
    units
        .computeIfAbsent(type.getSimpleName().toString(), name -> new TreeMap<>())
        .put(type.getQualifiedName().toString(), Unit.of(path.getCompilationUnit()));
  }

  /** A class that other builds will read the bodies of. */
  void want(TypeElement topLevel) {
    wanted.add(topLevel);
  }

  /** What is to be written, by the class it is for. */
  Map<TypeElement, JavaFile> files() {
    Map<TypeElement, JavaFile> files = new LinkedHashMap<>();
    for (TypeElement type : wanted) {
      String inPackage = ClassName.get(type).packageName();
      files.put(
          type, JavaFile.builder(inPackage, fingerprint(type)).skipJavaLangImports(true).build());
    }
    wanted.clear();
    return files;
  }

  private TypeSpec fingerprint(TypeElement type) {
    ClassName operator = ClassName.get(type);
    return TypeSpec.classBuilder(operator.simpleName() + "Fingerprint")
        .addOriginatingElement(type)
        .addJavadoc(
            "Changes with the bodies of {@link $T}, so that what is compiled from them is compiled"
                + " again.\n",
            operator)
        .addModifiers(Modifier.FINAL)
        .addField(
            FieldSpec.builder(String.class, "SHA256", Modifier.STATIC, Modifier.FINAL)
                .initializer("$S", hash(operator.simpleName()))
                .build())
        .build();
  }

  /** Of the files with classes of this simple name, and all whose names occur in them. */
  private String hash(String simpleName) {
    Map<String, String> texts = new TreeMap<>();
    Set<String> seen = new TreeSet<>(Set.of(simpleName));
    Deque<String> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      units
          .getOrDefault(next.remove(), Map.of())
          .forEach((className, unit) -> {
            texts.put(className, unit.text());
            unit.names().stream().filter(seen::add).forEach(next::add);
          });
    }
    return WeightsResource.sha256(texts.toString().getBytes(StandardCharsets.UTF_8));
  }
}
