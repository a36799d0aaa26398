package dev.demitasse.junit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs classes and methods with {@link RunOn} once on each machine. */
final class RunOnExtension
    implements ClassTemplateInvocationContextProvider, TestTemplateInvocationContextProvider {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(RunOnExtension.class);

  /** What the machine of a class or method is stored under. */
  private static final String MACHINE = "machine";

  /** Whether the class itself has the annotation, and not one around it. */
  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestClass(), RunOn.class);
  }

  /** Tests of other kinds may be in a class with the annotation. */
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), RunOn.class);
  }

  @Override
  public Stream<Invocation> provideClassTemplateInvocationContexts(ExtensionContext context) {
    return invocations(context);
  }

  @Override
  public Stream<Invocation> provideTestTemplateInvocationContexts(ExtensionContext context) {
    return invocations(context);
  }

  private static Stream<Invocation> invocations(ExtensionContext context) {
    if (context.getStore(NAMESPACE).get(MACHINE) != null) {
      throw new ExtensionConfigurationException(
          "@RunOn is here and on what is around it: leave out one of them");
    }
    RunOn annotation =
        AnnotationSupport.findAnnotation(context.getElement(), RunOn.class).orElseThrow();
    if (annotation.value().length == 0) {
      throw new ExtensionConfigurationException("@RunOn names no machine");
    }
    List<Path> kernels =
        Arrays.stream(annotation.kernels()).map(Path::of).map(Path::toAbsolutePath).toList();
    return Arrays.stream(annotation.value()).map(machine -> new Invocation(machine, kernels));
  }

  /** One turn. */
  record Invocation(Machine machine, List<Path> kernels)
      implements ClassTemplateInvocationContext, TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
      return machine.id();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new TargetExtension(machine, kernels));
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
      context.getStore(NAMESPACE).put(MACHINE, machine);
    }
  }
}
