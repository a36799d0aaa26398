package dev.demitasse.junit;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link Target}, and has it do what they asked of it when they have ended. */
final class TargetExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TargetExtension.class);
  private static final Pattern REPEATED = Pattern.compile("invocation:#(\\d+)\\]$");

  private final Machine machine;
  private final List<Path> kernels;

  TargetExtension(Machine machine, List<Path> kernels) {
    this.machine = machine;
    this.kernels = kernels;
  }

  /** Skips the test, or fails it, where tools are missing. */
  @Override
  public void beforeEach(ExtensionContext context) {
    Settings settings = Settings.of(context, kernels);
    workshop(context)
        .missing(machine, settings)
        .ifPresent(missing -> settings.stop(machine.id() + ": " + missing));
  }

  /** Methods that run once for many tests have no part in any of them. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Target.class
        && context.getTestMethod().isPresent();
  }

  @Override
  public Target resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    Target target = store.get(Target.class, Target.class);
    if (target == null) {
      target = new Target(machine, Settings.of(context, kernels), workshop(context), name(context));
      store.put(Target.class, target);
    }
    return target;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Target target = context.getStore(NAMESPACE).get(Target.class, Target.class);
    if (target != null && context.getExecutionException().isEmpty()) {
      target.finish();
    }
  }

  /** What has been compiled for one test serves the others; it is closed behind the last. */
  private static Workshop workshop(ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    synchronized (TargetExtension.class) {
      Workshop workshop = store.get(Workshop.class, Workshop.class);
      if (workshop == null) {
        workshop = new Workshop();
        store.put(Workshop.class, workshop);
      }
      return workshop;
    }
  }

  /** What no other test on this machine is called: {@code acme.ScaleTest.scales-2}. */
  private static String name(ExtensionContext context) {
    Matcher repeated = REPEATED.matcher(context.getUniqueId());
    return context.getRequiredTestClass().getName().replace('$', '.')
        + "."
        + context.getRequiredTestMethod().getName()
        + (repeated.find() ? "-" + repeated.group(1) : "");
  }
}
