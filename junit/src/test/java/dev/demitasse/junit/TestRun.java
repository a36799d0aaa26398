package dev.demitasse.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a class of tests inside a test. */
final class TestRun {
  private final EngineExecutionResults results;

  private TestRun(EngineExecutionResults results) {
    this.results = results;
  }

  static TestRun of(Class<?> tests) {
    return of(tests, Map.of());
  }

  static TestRun of(Class<?> tests, Map<String, String> settings) {
    return new TestRun(
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(tests))
            .configurationParameters(settings)
            .execute());
  }

  /** How many tests passed. */
  long passed() {
    return results.testEvents().succeeded().count();
  }

  /** What is said of failures, of tests and of what is around them. */
  List<String> failures() {
    return messages(results.allEvents().failed());
  }

  /** What is said of tests that were skipped when they had begun. */
  List<String> skips() {
    return messages(results.testEvents().aborted());
  }

  private static List<String> messages(Events events) {
    return throwables(events).map(Throwable::getMessage).toList();
  }

  /** The failures. */
  List<Throwable> throwables() {
    return throwables(results.allEvents().failed()).toList();
  }

  private static Stream<Throwable> throwables(Events events) {
    return events.stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow());
  }

  /** What runs are called that began, without the engine and classes that were selected. */
  List<String> names() {
    return results.allEvents().started().stream().map(TestRun::name).skip(2).toList();
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName();
  }
}
