package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.codegen.Saving;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.driver.Dump;
import dev.demitasse.compiler.driver.Observer;
import dev.demitasse.compiler.driver.Progress;
import dev.demitasse.compiler.driver.Stage;
import dev.demitasse.compiler.driver.Verification;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.plan.Planner;
import dev.demitasse.runtime.MacMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of a build, given to javac as {@code -Ademitasse.<name>=<value>}.
 *
 * @param mac how {@code Fn.mac} rounds: {@code separate} or {@code fused}
 * @param reference {@code external=reference}: the Java of external kernels is compiled, too,
 *     instead of calling them
 * @param firmware how it calls networks that do not say so themselves
 * @param mlf whether networks are written in TVM's Model Library Format, too
 * @param report whether reports of networks are written: {@code on} or {@code off}
 * @param resources folders in which weight files are looked for first
 * @param verify {@code verify=on}: the IR is verified after each stage, to find defects of ours
 * @param savings {@code memory=}: what is done for a smaller workspace: {@code all}, {@code none},
 *     or some of it with commas between
 * @param search how long memory is searched for its smallest plan, in steps; 0 for not at all
 * @param dump of which stages the IR is written: {@code all}, or their names with commas between
 * @param library classes without an operator whose static methods are stored for other builds, too
 */
record Options(
    MacMode mac,
    boolean reference,
    InterfaceReader firmware,
    Mlf mlf,
    boolean report,
    boolean verify,
    Set<Saving> savings,
    long search,
    Set<Stage> dump,
    String resources,
    Set<String> library) {
  private static final String PREFIX = "demitasse.";
  private static final String MAC = PREFIX + "mac";
  private static final String EXTERNAL = PREFIX + "external";
  private static final String MLF = PREFIX + "mlf";
  private static final String REPORT = PREFIX + "report";
  private static final String VERIFY = PREFIX + "verify";
  private static final String MEMORY = PREFIX + "memory";
  private static final String SEARCH = PREFIX + "search";
  private static final String DUMP = PREFIX + "dump";
  private static final String RESOURCES = PREFIX + "resources";
  private static final String LIBRARY = PREFIX + "library";

  /** How networks are written in TVM's Model Library Format. */
  enum Mlf {
    OFF,
    /** As a folder of files. */
    FOLDER,
    /** As an archive. */
    TAR
  }

  static Options of(Map<String, String> given, List<Diagnostic> mistakes) {
    String mac = one(given, MAC, List.of("separate", "fused"), mistakes);
    String external = one(given, EXTERNAL, List.of("kernels", "reference"), mistakes);
    String mlf = one(given, MLF, List.of("off", "folder", "tar"), mistakes);
    String report = one(given, REPORT, List.of("on", "off"), mistakes);
    String verify = one(given, VERIFY, List.of("off", "on"), mistakes);
    return new Options(
        mac.equals("fused") ? MacMode.FUSED : MacMode.SEPARATE,
        external.equals("reference"),
        new InterfaceReader(given, mistakes),
        mlf.equals("folder") ? Mlf.FOLDER : mlf.equals("tar") ? Mlf.TAR : Mlf.OFF,
        report.equals("on"),
        verify.equals("on"),
        some(given, MEMORY, "all", Saving.class, mistakes),
        number(given, SEARCH, Planner.DEFAULT_LIMIT, mistakes),
        some(given, DUMP, "none", Stage.class, mistakes),
        given.getOrDefault(RESOURCES, ""),
        Set.copyOf(List.of(given.getOrDefault(LIBRARY, "").split(","))));
  }

  /** The value of an option, which is the first of the choices if it is not given. */
  private static String one(
      Map<String, String> given, String name, List<String> choices, List<Diagnostic> mistakes) {
    String value = given.getOrDefault(name, choices.get(0));
    if (!choices.contains(value)) {
      mistakes.add(wrong(name, value, choices));
    }
    return value;
  }

  private static Diagnostic wrong(String name, String value, List<String> choices) {
    return Diagnostic.of(Message.OPTION, Position.NONE, name, value, String.join(", ", choices));
  }

  /** A folder was asked for where javac writes no folders, for want of a class output. */
  static Diagnostic folderWithoutOutput() {
    return wrong(MLF, "folder", List.of("off", "tar", "folder if javac is given -d"));
  }

  private static long number(
      Map<String, String> given, String option, long usual, List<Diagnostic> mistakes) {
    String value = given.getOrDefault(option, String.valueOf(usual));
    if (!value.matches("[0-9]{1,18}")) {
      mistakes.add(wrong(option, value, List.of("a number of steps", "0 for no search")));
      return usual;
    }
    return Long.parseLong(value);
  }

  /** {@code all}, {@code none}, or the names of some with commas between. */
  private static <E extends Enum<E>> Set<E> some(
      Map<String, String> given,
      String option,
      String usual,
      Class<E> type,
      List<Diagnostic> mistakes) {
    String names = given.getOrDefault(option, usual);
    if (names.equals("all")) {
      return EnumSet.allOf(type);
    }
    Map<String, E> byName = new LinkedHashMap<>();
    EnumSet.allOf(type).forEach(e -> byName.put(e.toString(), e));
    Set<E> chosen = EnumSet.noneOf(type);
    for (String name :
        names.isEmpty() || names.equals("none")
            ? List.<String>of()
            : List.of(names.split(",", -1))) {
      if (byName.containsKey(name)) {
        chosen.add(byName.get(name));
      } else {
        List<String> choices = new ArrayList<>(List.of("all", "none"));
        choices.addAll(byName.keySet());
        mistakes.add(wrong(option, name, choices));
      }
    }
    return chosen;
  }

  /** Looks on while one network is compiled. */
  Observer observer(Dump dumped, Progress progress) {
    return Observer.of(
        verify ? List.of(dumped, progress, new Verification()) : List.of(dumped, progress));
  }

  Target target() {
    return new Target(mac == MacMode.FUSED, Target.DEFAULT.alignment(), savings, search);
  }
}
