package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.driver.Observer;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.runtime.MacMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of a build, given to javac as {@code -Ademitasse.<name>=<value>}.
 *
 * @param mac how {@code Fn.mac} rounds: {@code separate} or {@code fused}
 * @param staticWorkspace {@code workspace=static}: the workspace is an array of the generated code
 * @param resources folders in which weight files are looked for first
 * @param verify {@code verify=on}: the IR is verified after each pass, to find defects of ours
 * @param library classes without an operator whose static methods are stored for other builds, too
 */
record Options(
    MacMode mac, boolean staticWorkspace, boolean verify, String resources, Set<String> library) {
  private static final String PREFIX = "demitasse.";
  private static final String MAC = PREFIX + "mac";
  private static final String WORKSPACE = PREFIX + "workspace";
  private static final String VERIFY = PREFIX + "verify";
  private static final String RESOURCES = PREFIX + "resources";
  private static final String LIBRARY = PREFIX + "library";

  static Options of(Map<String, String> given, List<Diagnostic> mistakes) {
    String mac = one(given, MAC, List.of("separate", "fused"), mistakes);
    String workspace = one(given, WORKSPACE, List.of("caller", "static"), mistakes);
    String verify = one(given, VERIFY, List.of("off", "on"), mistakes);
    return new Options(
        mac.equals("fused") ? MacMode.FUSED : MacMode.SEPARATE,
        workspace.equals("static"),
        verify.equals("on"),
        given.getOrDefault(RESOURCES, ""),
        Set.copyOf(List.of(given.getOrDefault(LIBRARY, "").split(","))));
  }

  /** The value of an option, which is the first of the choices if it is not given. */
  private static String one(
      Map<String, String> given, String name, List<String> choices, List<Diagnostic> mistakes) {
    String value = given.getOrDefault(name, choices.get(0));
    if (!choices.contains(value)) {
      mistakes.add(
          Diagnostic.of(Message.OPTION, Position.NONE, name, value, String.join(", ", choices)));
    }
    return value;
  }

  Observer observer() {
    return verify ? Observer.VERIFYING : Observer.NONE;
  }

  Target target() {
    return new Target(mac == MacMode.FUSED, staticWorkspace, Target.DEFAULT.alignment());
  }
}
