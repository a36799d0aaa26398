package dev.demitasse.compiler.entry;

import com.google.auto.service.AutoService;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * What javac loads. Compiled for an older release than the rest of the compiler, so that an older
 * javac can load it and say in one line that it is too old.
 */
@AutoService(Processor.class)
public final class ProcessorEntry extends AbstractProcessor {
  private static final int OLDEST = 21;
  private static final String PROCESSOR = "dev.demitasse.compiler.frontend.DemitasseProcessor";

  /** The real processor; this one where there is none. */
  private Processor processor = this;

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    int version = Runtime.version().feature();
    if (version < OLDEST) {
      say(
          "[old-javac] Demitasse needs javac 21 or newer; this is " + version,
          "  fix:    run a newer javac; your code may stay at --release 17");
      return;
    }
    try {
      Processor found =
          Class.forName(PROCESSOR)
              .asSubclass(Processor.class)
              .getDeclaredConstructor()
              .newInstance();
      found.init(environment);
      processor = found;
    } catch (NoClassDefFoundError noTrees) {
      say(
          "[not-javac] Demitasse works inside javac only",
          "  reason: this compiler ("
              + environment.getClass().getName()
              + ") does not offer the"
              + " Compiler Tree API",
          "  fix:    compile with javac 21 or newer");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the processor's jar is not whole", e);
    }
  }

  /** The texts are those of the compiler's messages, which cannot be loaded here. */
  private void say(String... lines) {
    processingEnv.getMessager().printMessage(Kind.ERROR, String.join("\n", lines));
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (processor != this) {
      processor.process(annotations, round);
    }
    return false;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(
        "demitasse.mac",
        "demitasse.entry",
        "demitasse.packed",
        "demitasse.checks",
        "demitasse.workspace",
        "demitasse.constants",
        "demitasse.io",
        "demitasse.systemLib",
        "demitasse.profile",
        "demitasse.amalgamated",
        "demitasse.prefix",
        "demitasse.external",
        "demitasse.memory",
        "demitasse.search",
        "demitasse.mlf",
        "demitasse.report",
        "demitasse.resources",
        "demitasse.library",
        "demitasse.verify",
        "demitasse.dump");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }
}
