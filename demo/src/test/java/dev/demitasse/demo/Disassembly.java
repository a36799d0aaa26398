package dev.demitasse.demo;

import dev.demitasse.boards.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much stack functions of a program may take with all that they call, by their instructions. It
 * is for functions of libraries, of which there is no {@code .su} file.
 *
 * <p>It is a bound: what a function takes on one way through it and what on another are added up.
 */
final class Disassembly {
  private static final Pattern SYMBOL = Pattern.compile("(?m)^([0-9a-f]+) [TtWw] (\\w+)$");
  private static final Pattern LABEL = Pattern.compile("([0-9a-f]+) <.*>:");
  private static final Pattern INSTRUCTION =
      Pattern.compile("\\s*([0-9a-f]+):\\t(\\S+)\\s*(.*?)\\s*");
  private static final Pattern TARGET =
      Pattern.compile("(?:b|j|cb|wls|dls|le)\\S* (?:.*[,#] ?)?([0-9a-f]+) <[^>]*>$");

  /** Behind these, what comes next in memory is not run. */
  private static final Pattern END =
      Pattern.compile(
          "(b|b\\.n|b\\.w|bx|j|jr|ret|udf|tbb|tbh)( .*)?"
              + "|(pop|ldmia)(\\.w)? .*\\bpc\\}|(ldr|mov)(\\.w)? pc,.*");

  /** Goes on at a place that is computed, in the same function. */
  private static final Pattern TABLE =
      Pattern.compile("(tbb|tbh|jr|mov pc,|bl .*<__gnu_thumb1_case_).*");

  private static final Pattern CALL = Pattern.compile("(bl|blx|jal|jalr) .*");
  private static final Pattern PUSH =
      Pattern.compile("(?:v?push(?:\\.w)?|v?stmdb(?:\\.w)? sp!,) \\{(.*)\\}");
  private static final Pattern STORE = Pattern.compile("str\\S* .*\\[sp, #-(\\d+)\\]!");
  private static final Pattern SUBTRACT =
      Pattern.compile("sub\\S* sp, (?:sp, )?#(\\d+)|addi? sp,sp,-(\\d+)");
  private static final Pattern GIVE_BACK = Pattern.compile("add\\S* sp,( ?sp,)? ?#?\\d+");
  private static final Pattern OTHER = Pattern.compile("\\S+ sp,.*");

  /** An instruction with its operands, and the address of the next. */
  private record Instruction(String text, long next) {}

  private final Map<String, Long> symbols = new HashMap<>();
  private final TreeMap<Long, Instruction> instructions = new TreeMap<>();

  /** Where functions begin. */
  private final TreeMap<Long, String> labels = new TreeMap<>();

  private final Map<Long, Long> depths = new HashMap<>();
  private final Set<Long> begun = new HashSet<>();

  /** Reads a program. */
  Disassembly(Toolchain toolchain, Path program) throws IOException, InterruptedException {
    String names = Command.run(List.of(toolchain.program("nm"), program.toString()), "");
    SYMBOL
        .matcher(names)
        .results()
        .forEach(line -> symbols.put(line.group(2), Long.parseLong(line.group(1), 16)));
    String code =
        Command.run(
            List.of(toolchain.program("objdump"), "-d", "--no-show-raw-insn", program.toString()),
            "");
    long last = -1;
    for (String line : code.lines().toList()) {
      Matcher label = LABEL.matcher(line);
      Matcher found = INSTRUCTION.matcher(line);
      if (label.matches()) {
        labels.put(Long.parseLong(label.group(1), 16), line);
      } else if (found.matches() && !found.group(2).startsWith(".")) {
        long address = Long.parseLong(found.group(1), 16);
        if (instructions.containsKey(last)) {
          instructions.computeIfPresent(last, (a, i) -> new Instruction(i.text(), address));
        }
        String text = found.group(2) + " " + found.group(3).replaceFirst("\\s*[@;] .*", "");
        instructions.put(address, new Instruction(text.strip(), -1));
        last = address;
      }
    }
  }

  /** The bytes that a function takes; none if it is not in the program, and so not called. */
  Optional<Long> depth(String function) {
    return Optional.ofNullable(symbols.get(function)).map(this::depth);
  }

  private long depth(long entry) {
    Long known = depths.get(entry);
    if (known != null) {
      return known;
    }
    if (!begun.add(entry)) {
      throw new IllegalStateException("calls itself: " + labels.get(entry));
    }
    long frame = 0;
    long below = 0;
    for (long address : reached(entry)) {
      String text = instructions.get(address).text();
      frame += bytes(text);
      if (isCall(text)) {
        below = Math.max(below, depth(target(text).orElseThrow(() -> unknown(text))));
      }
    }
    depths.put(entry, frame + below);
    return frame + below;
  }

  /** The addresses of all that may be run before the function returns, without what it calls. */
  private Set<Long> reached(long entry) {
    Set<Long> reached = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(List.of(entry));
    while (!open.isEmpty()) {
      long address = open.pop();
      if (!reached.add(address)) {
        continue;
      }
      Instruction instruction = instructions.get(address);
      if (instruction == null) {
        throw new IllegalStateException("no instruction at " + Long.toHexString(address));
      }
      String text = instruction.text();
      if (!isCall(text)) {
        target(text).ifPresent(open::push);
      }
      if (TABLE.matcher(text).matches()) {
        Long end = labels.higherKey(address);
        instructions
            .subMap(labels.floorKey(address), end == null ? Long.MAX_VALUE : end)
            .keySet()
            .forEach(open::push);
      } else if (!END.matcher(text).matches()) {
        open.push(instruction.next());
      }
    }
    return reached;
  }

  /** What keeps registers for a function of RISC-V has its stack when it has returned. */
  private static boolean isCall(String text) {
    return CALL.matcher(text).matches() && !text.startsWith("jal t0,");
  }

  private static Optional<Long> target(String text) {
    Matcher target = TARGET.matcher(text);
    return target.matches() ? Optional.of(Long.parseLong(target.group(1), 16)) : Optional.empty();
  }

  /** What an instruction takes of the stack. */
  private static long bytes(String text) {
    Matcher push = PUSH.matcher(text);
    Matcher store = STORE.matcher(text);
    Matcher subtract = SUBTRACT.matcher(text);
    if (push.matches()) {
      return Arrays.stream(push.group(1).split(", ?", -1)).mapToLong(Disassembly::registers).sum();
    } else if (store.matches()) {
      return Long.parseLong(store.group(1));
    } else if (subtract.matches()) {
      return Long.parseLong(subtract.group(subtract.group(1) == null ? 2 : 1));
    } else if (OTHER.matcher(text).matches() && !GIVE_BACK.matcher(text).matches()) {
      throw unknown(text);
    }
    return 0;
  }

  /** The bytes of a register, or of those from one to another. */
  private static long registers(String list) {
    List<Integer> numbers = new ArrayList<>();
    Pattern.compile("\\d+")
        .matcher(list)
        .results()
        .forEach(n -> numbers.add(Integer.valueOf(n.group())));
    int count = list.contains("-") ? numbers.get(1) - numbers.get(0) + 1 : 1;
    return count * (list.startsWith("d") ? 8L : 4L);
  }

  private static IllegalStateException unknown(String text) {
    return new IllegalStateException("nobody knows what this takes of the stack: " + text);
  }
}
