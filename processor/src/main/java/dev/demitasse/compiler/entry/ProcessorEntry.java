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
      environment
          .getMessager()
          .printMessage(
              Kind.ERROR,
              "[old-javac] Demitasse needs javac 21 or newer; this is "
                  + version
                  + "\n  fix:    run a newer javac; your code may stay at --release 17");
      return;
    }
    try {
      processor =
          Class.forName(PROCESSOR)
              .asSubclass(Processor.class)
              .getDeclaredConstructor()
              .newInstance();
      processor.init(environment);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the processor's jar is not whole", e);
    }
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
        "demitasse.mac", "demitasse.workspace", "demitasse.resources", "demitasse.library");
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
