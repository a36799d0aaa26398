package dev.demitasse.compiler.frontend;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.Budget;
import dev.demitasse.Device;
import dev.demitasse.Example;
import dev.demitasse.External;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Placed;
import dev.demitasse.Pool;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.Position;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;

/**
 * The annotation processor. In the rounds it reads declarations and writes the Java that users
 * compile against. Bodies it reads when javac has attributed them: after each class's analysis it
 * lowers the methods of that class, and after the last one it links and compiles. It writes when
 * javac begins to write class files, which it does only if nothing is wrong for it either.
 */
public final class DemitasseProcessor extends AbstractProcessor {

  /** Nothing where this is no javac, which has been reported then. */
  private Optional<Build> build = Optional.empty();

  @Override
  public synchronized void init(ProcessingEnvironment given) {
    super.init(given);
    ProcessingEnvironment environment = JavacEnvironment.unwrap(given);
    trees(environment)
        .ifPresentOrElse(
            trees -> start(environment, trees),
            () ->
                error(Diagnostic.of(Message.NOT_JAVAC, Position.NONE, given.getClass().getName())));
  }

  private void start(ProcessingEnvironment environment, Trees trees) {
    Build started = new Build(environment, trees);
    JavacTask.instance(environment).addTaskListener(new Listener(started, trees));
    build = Optional.of(started);
  }

  private static Optional<Trees> trees(ProcessingEnvironment environment) {
    try {
      return Optional.of(Trees.instance(environment));
    } catch (IllegalArgumentException notJavac) {
      return Optional.empty();
    }
  }

  private void error(Diagnostic d) {
    processingEnv.getMessager().printMessage(Kind.ERROR, d.text(Position.NONE));
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    try {
      build.ifPresent(b -> round(b, round));
    } catch (UserError e) {
      e.diagnostics().forEach(this::error);
      build.ifPresent(Build::giveUp);
    }
    return false;
  }

  private static void round(Build build, RoundEnvironment round) {
    round.getRootElements().forEach(build::expect);
    round.getElementsAnnotatedWith(Operator.class).forEach(e -> build.operator((TypeElement) e));
    build.networks(ElementFilter.typesIn(round.getElementsAnnotatedWith(Network.class)));
    round.getElementsAnnotatedWith(Budget.class).forEach(e -> build.budget((TypeElement) e));
    round.getElementsAnnotatedWith(External.class).forEach(e -> build.external((TypeElement) e));
    round.getElementsAnnotatedWith(Device.class).forEach(e -> build.device((TypeElement) e));
    round
        .getElementsAnnotatedWithAny(Set.of(Pool.class, Pool.All.class))
        .forEach(e -> build.pool((TypeElement) e));
    round.getElementsAnnotatedWith(Placed.class).forEach(e -> build.placed((VariableElement) e));
    round
        .getElementsAnnotatedWith(Example.class)
        .forEach(e -> build.example((ExecutableElement) e));
    build.endRound();
    if (round.errorRaised()) {
      build.giveUp();
    }
  }

  /** Hears of javac's progress. An exception here would look like one of javac's own. */
  private final class Listener implements TaskListener {
    private final Build build;
    private final Trees trees;

    Listener(Build build, Trees trees) {
      this.build = build;
      this.trees = trees;
    }

    @Override
    public void finished(TaskEvent event) {
      try {
        switch (event.getKind()) {
          case ANALYZE -> analyzed(event.getTypeElement());
          case GENERATE -> build.generated(event.getTypeElement());
          case COMPILATION -> build.end();
          default -> {}
        }
      } catch (UserError e) {
        e.diagnostics().forEach(DemitasseProcessor.this::error);
      } catch (RuntimeException | LinkageError | AssertionError defect) {
        error(Build.defect("this build", Position.NONE, defect));
      }
    }

    private void analyzed(TypeElement type) {
      TreePath path = type == null ? null : trees.getPath(type);
      if (path != null) {
        build.analyzed(type, path);
      }
    }
  }
}
