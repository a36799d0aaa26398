package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.compiler.report.Report.Tensor;
import dev.demitasse.tools.LinkerMap.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a network has of an image: sections of the object files that are called like its C files,
 * and the code of its functions in whichever file. Memory that is zero at the start takes no flash.
 */
final class FlashUse {
  /** Code, with the function that it is of where each has a section. */
  private static final Pattern CODE =
      Pattern.compile(
          "\\.text(?:\\.(?:unlikely|hot|startup|exit|split)(?=\\.|$))?(?:\\.(\\w+).*)?");

  private static final Pattern DATA =
      Pattern.compile(
          "\\.(rodata|data|srodata|sdata|ARM\\.exidx|ARM\\.extab|eh_frame|init_array)(\\..*)?");

  /** Neither in the image nor taking any of it. */
  private static final Pattern NOWHERE =
      Pattern.compile("COMMON|\\.(s?bss|debug|comment|note|stab|ARM\\.attr|riscv\\.attr|llvm).*");

  private final Map<String, Long> functions = new LinkedHashMap<>();
  private final List<InputException> mistakes = new ArrayList<>();
  private long code;
  private long tables;
  private long constants;

  /**
   * What a network takes.
   *
   * @param sections of all files that were linked
   * @param map where they are from
   */
  FlashUse(Report report, List<Section> sections, Path map) {
    Set<String> known =
        report.functions().stream()
            .filter(f -> f.kind() != Function.Kind.KERNEL)
            .map(Function::symbol)
            .collect(Collectors.toSet());
    Set<String> weights =
        report.tensors().stream()
            .filter(t -> t.kind() == Tensor.Kind.CONSTANT)
            .map(Tensor::name)
            .collect(Collectors.toSet());
    for (Section section : sections) {
      String file = file(section.object());
      Matcher text = CODE.matcher(section.name());
      Optional<String> symbol =
          text.matches() ? Optional.ofNullable(text.group(1)) : Optional.empty();
      boolean isNamed =
          symbol.filter(s -> s.startsWith(report.prefix() + "_") && known.contains(s)).isPresent();
      boolean hasWeights =
          file.equals(report.prefix()) && section.symbols().stream().anyMatch(weights::contains);
      if (hasWeights || file.equals(report.prefix() + "_weights")) {
        constants += NOWHERE.matcher(section.name()).matches() ? 0 : section.bytes();
      } else if (isNamed
          || file.equals(report.prefix())
          || file.equals(report.prefix() + "_packed")) {
        add(section, text.matches(), symbol.filter(known::contains));
        symbol
            .filter(s -> s.startsWith(report.prefix() + "_") && !known.contains(s))
            .ifPresent(s -> mistakes.add(stale(s, map)));
      }
    }
    if (total() == 0) {
      mistakes.add(
          new InputException(
              "'%s' has nothing of network '%s'".formatted(map, report.network()),
              "link %s.c into the firmware, and give the map of that".formatted(report.prefix())));
    }
  }

  private static InputException stale(String symbol, Path map) {
    return new InputException(
        "'%s' has '%s', which is not in the report".formatted(map, symbol),
        "one of the two is of another build of the network: compile and link its C again");
  }

  /** Name of an object file, or one in an archive, without what is behind that of its source. */
  private static String file(String object) {
    return StackUsage.simpleName(object.replaceFirst(".*\\((.*)\\)$", "$1"))
        .replaceFirst("(\\.c)?\\.(o|obj)$", "");
  }

  private void add(Section section, boolean isCode, Optional<String> function) {
    if (function.isPresent()) {
      functions.merge(function.get(), section.bytes(), Long::sum);
    } else if (isCode) {
      code += section.bytes();
    } else if (DATA.matcher(section.name()).matches()) {
      tables += section.bytes();
    }
  }

  /** Everything that is wrong with what was given. */
  List<InputException> mistakes() {
    return mistakes;
  }

  /** The code of a function that has a section of its own. */
  Optional<Long> function(String symbol) {
    return Optional.ofNullable(functions.get(symbol));
  }

  /** Code that no section of a function has. */
  long code() {
    return code;
  }

  /** Tables inside functions, and what else comes with code. */
  long tables() {
    return tables;
  }

  /** The weights. */
  long constants() {
    return constants;
  }

  long total() {
    return functions.values().stream().mapToLong(Long::longValue).sum() + code + tables + constants;
  }
}
