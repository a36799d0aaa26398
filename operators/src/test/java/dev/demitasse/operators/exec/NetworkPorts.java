package dev.demitasse.operators.exec;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import dev.demitasse.operators.exec.NetworkCase.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a network takes and gives, as its header says.
 *
 * @param name in C, without prefix
 * @param pools that the caller brings, in their order in the struct
 * @param hasState whether it can be reset
 */
record NetworkPorts(
    String name, List<Port> inputs, List<Port> outputs, List<Pool> pools, boolean hasState) {
  private static final Pattern PORT =
      Pattern.compile("Size in bytes of (input|output) '(\\w+)': (\\w+?)(?:_t)?((\\[\\d+])*),");
  private static final Map<String, ElementType> TYPES =
      Map.of(
          "float", ElementType.F32,
          "double", ElementType.F64,
          "int8", ElementType.I8,
          "uint8", ElementType.U8,
          "int16", ElementType.I16,
          "uint16", ElementType.U16,
          "int32", ElementType.I32,
          "int64", ElementType.I64,
          "bool", ElementType.BOOL);

  private static final Pattern STRUCT =
      Pattern.compile("_workspace_pools \\{\n((?: {2}void \\*.*\n)+)");
  private static final Pattern MEMBER = Pattern.compile("void \\*(\\w+); /\\*\\*< (.*) \\*/");

  private static final String DRIVER =
      """
      #define _POSIX_C_SOURCE 200112L /* for memory that is aligned */
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>

      #include "tvmgen_$name$.h"
      $includes$
      /* Of its own, so that sanitizers see where it ends. */
      static void *block(size_t alignment, size_t bytes) {
        void *block = NULL;
        if (posix_memalign(&block, alignment < 16 ? 16 : alignment, bytes > 0 ? bytes : 1) != 0) {
          exit(2);
        }
        return block;
      }

      $content$int main(int count, char **arguments) {
        static const size_t input_sizes[] = {$input_sizes$};
        static const size_t output_sizes[] = {$output_sizes$};
        void *in[$inputs$];
        void *copy[$inputs$];
        void *out[$outputs$];
        FILE *from = count == 3 ? fopen(arguments[1], "rb") : NULL;
        FILE *to = count == 3 ? fopen(arguments[2], "wb") : NULL;
        if (from == NULL || to == NULL) {
          return 3;
        }
        for (size_t i = 0; i < $inputs$; i++) {
          in[i] = block(16, input_sizes[i]);
          copy[i] = block(16, input_sizes[i]);
        }
        for (size_t i = 0; i < $outputs$; i++) {
          out[i] = block(16, output_sizes[i]);
        }
      $pools$
      $ready$
        for (int pass = 0; pass < 2; pass++) {
          rewind(from);
      $reset$
          for (int run = 0; run < $runs$; run++) {
            for (size_t i = 0; i < $inputs$; i++) {
              if (fread(in[i], 1, input_sizes[i], from) != input_sizes[i]) {
                return 4;
              }
              memcpy(copy[i], in[i], input_sizes[i]);
            }
      $poison$
      $run$
            for (size_t i = 0; i < $inputs$; i++) {
              if (memcmp(copy[i], in[i], input_sizes[i]) != 0) {
                return 6;
              }
            }
            for (size_t i = 0; i < $outputs$; i++) {
              fwrite(out[i], 1, output_sizes[i], to);
              memset(out[i], 0xA5, output_sizes[i]); /* which is the caller's */
            }
          }
        }
      $unchanged$
        for (size_t i = 0; i < $inputs$; i++) {
          free(in[i]);
          free(copy[i]);
        }
        for (size_t i = 0; i < $outputs$; i++) {
          free(out[i]);
        }
      $free$
        fclose(from);
        return fclose(to) == 0 ? 0 : 7;
      }
      """;

  /** How firmware runs a network. */
  enum Way {
    STRUCTS,
    PACKED,
    /** The inputs and outputs lie in pools. */
    MAPPED
  }

  /** A tensor of the caller's. */
  record Port(String name, ElementType type, List<Integer> shape) {

    int bytes() {
      return new Input(type, shape).bytes();
    }

    /** With these elements, in little-endian order. */
    Tensor<?> tensor(byte[] elements) {
      return Tensor.ofBytes(type, elements, shape.stream().mapToInt(d -> d).toArray());
    }
  }

  /**
   * A pool that the caller brings.
   *
   * @param size macro with its bytes
   */
  record Pool(String name, String size, boolean constants, boolean kept) {

    static Pool of(String name, String use) {
      String macro = name.toUpperCase(Locale.ROOT);
      boolean constants = use.startsWith("with the content");
      String size =
          name.equals("state")
              ? "STATE_BYTES"
              : macro + (constants ? "_CONSTANT_POOL_SIZE" : "_WORKSPACE_POOL_SIZE");
      return new Pool(name, "$M$_" + size, constants, use.startsWith("kept"));
    }

    /** Fills in names. */
    String text(String template) {
      return template
          .replace("$size$", size)
          .replace("$pool$", name)
          .replace("$POOL$", name.toUpperCase(Locale.ROOT));
    }
  }

  /** Reads the header of a network. */
  static NetworkPorts of(Path folder, String name) throws IOException {
    String header = Files.readString(folder.resolve("tvmgen_" + name + ".h"));
    List<Port> inputs = new ArrayList<>();
    List<Port> outputs = new ArrayList<>();
    for (MatchResult m : PORT.matcher(header).results().toList()) {
      List<Integer> shape =
          Stream.of(m.group(4).split("[\\[\\]]+"))
              .filter(extent -> !extent.isEmpty())
              .map(Integer::valueOf)
              .toList();
      (m.group(1).equals("input") ? inputs : outputs)
          .add(new Port(m.group(2), TYPES.get(m.group(3)), shape));
    }
    List<Pool> pools =
        STRUCT
            .matcher(header)
            .results()
            .flatMap(struct -> MEMBER.matcher(struct.group(1)).results())
            .map(member -> Pool.of(member.group(1), member.group(2)))
            .toList();
    return new NetworkPorts(name, inputs, outputs, pools, header.contains("_reset("));
  }

  /** What an input is in a run, in little-endian order. */
  byte[] elements(Port input, Run run) {
    return run.elements(new Input(input.type(), input.shape()), name + " " + input.name());
  }

  /**
   * The C program that runs the network on all inputs of one file, twice, the second time after a
   * reset, and writes all outputs to another. Before each run, what means nothing between runs is
   * filled with something else; behind the last, constants must be what they were.
   */
  String driver(Way way) {
    String reset =
        """
            if ($p$_reset($pools$) != 0) {
              return 8;
            }
        """
            .replace("$pools$", pools.isEmpty() ? "" : "&pools");
    String free = "  free(pools.$pool$);\n";
    return DRIVER
        .replace("$includes$\n", way == Way.PACKED ? "#include \"$p$_packed.h\"\n\n" : "\n")
        .replace("$content$", each(Pool::constants, CONTENT))
        .replace("$pools$\n", pools.isEmpty() ? "" : POOLS + each(p -> true, ALLOCATED))
        .replace("$ready$\n", each(Pool::constants, FILLED))
        .replace("$reset$\n", hasState ? reset : "")
        .replace("$poison$\n", each(p -> !p.constants() && !p.kept(), POISONED))
        .replace("$run$\n", run(way))
        .replace("$unchanged$\n", each(Pool::constants, UNCHANGED))
        .replace("$free$\n", each(p -> true, free))
        .replace("$input_sizes$", sizes(inputs))
        .replace("$output_sizes$", sizes(outputs))
        .replace("$inputs$", "" + inputs.size())
        .replace("$outputs$", "" + outputs.size())
        .replace("$runs$", "" + Run.ALL.size())
        .replace("$p$", "tvmgen_" + name)
        .replace("$M$", "TVMGEN_" + name.toUpperCase(Locale.ROOT))
        .replace("$name$", name);
  }

  private static final String CONTENT =
      "static const uint8_t $pool$_content[] = {$M$_$POOL$_CONSTANT_POOL_DATA};\n\n";
  private static final String POOLS = "  struct $p$_workspace_pools pools;\n";
  private static final String ALLOCATED =
      """
        const size_t $pool$_size = $size$;
        pools.$pool$ = block($M$_$POOL$_ALIGNMENT, $pool$_size);
      """;
  private static final String FILLED =
      """
        if (sizeof $pool$_content != $pool$_size) {
          return 9;
        }
        memcpy(pools.$pool$, $pool$_content, $pool$_size);
      """;
  private static final String POISONED = "      memset(pools.$pool$, 0xA5, $pool$_size);\n";
  private static final String UNCHANGED =
      """
        if (memcmp(pools.$pool$, $pool$_content, $pool$_size) != 0) {
          return 10;
        }
      """;

  private String each(Predicate<Pool> which, String template) {
    return pools.stream().filter(which).map(p -> p.text(template)).collect(Collectors.joining());
  }

  private String run(Way way) {
    return switch (way) {
      case STRUCTS ->
          """
                struct $p$_inputs inputs = {$in$};
                struct $p$_outputs outputs = {$out$};
                if ($p$_run(&inputs, &outputs$pools$) != 0) {
                  return 5;
                }
          """
              .replace("$in$", members("in", inputs))
              .replace("$out$", members("out", outputs))
              .replace("$pools$", pools.isEmpty() ? "" : ", &pools");
      case MAPPED ->
          """
                struct $p$_inputs inputs = $p$_map_inputs(&pools);
                struct $p$_outputs outputs = $p$_map_outputs(&pools);
          """
              + copies(inputs, "      memcpy(inputs.$port$, in[$i$], input_sizes[$i$]);\n")
              + """
                    if ($p$_run(&pools) != 0) {
                      return 5;
                    }
              """
              + copies(outputs, "      memcpy(out[$i$], outputs.$port$, output_sizes[$i$]);\n");
      case PACKED -> packedRun();
    };
  }

  private static String copies(List<Port> ports, String template) {
    return IntStream.range(0, ports.size())
        .mapToObj(
            i -> template.replace("$port$", ports.get(i).name()).replace("$i$", String.valueOf(i)))
        .collect(Collectors.joining());
  }

  /** As TVM's callers do, who fill in no more than the data. */
  private String packedRun() {
    List<String> data = new ArrayList<>();
    IntStream.range(0, inputs.size()).forEach(i -> data.add("in[" + i + "]"));
    IntStream.range(0, outputs.size()).forEach(i -> data.add("out[" + i + "]"));
    pools.forEach(p -> data.add("pools." + p.name()));
    return """
          DLTensor tensors[$count$];
          TVMValue values[$count$];
          memset(tensors, 0, sizeof tensors);
    """
            .replace("$count$", "" + data.size())
        + IntStream.range(0, data.size())
            .mapToObj(i ->
                "      tensors[%d].data = %s;\n      values[%d].v_handle = &tensors[%d];\n"
                    .formatted(i, data.get(i), i, i))
            .collect(Collectors.joining())
        + """
              if ($p$_packed_run(values, NULL, $count$, NULL, NULL, NULL) != 0) {
                return 5;
              }
        """
            .replace("$count$", "" + data.size());
  }

  private static String sizes(List<Port> ports) {
    return ports.stream().map(p -> "" + p.bytes()).collect(Collectors.joining(", "));
  }

  private static String members(String array, List<Port> ports) {
    return IntStream.range(0, ports.size())
        .mapToObj(i -> array + "[" + i + "]")
        .collect(Collectors.joining(", "));
  }
}
