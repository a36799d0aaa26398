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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a network takes and gives, as its header says.
 *
 * @param name in C, without prefix
 * @param hasState whether it can be reset
 */
record NetworkPorts(String name, List<Port> inputs, List<Port> outputs, boolean hasState) {
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

  private static final String DRIVER =
      """
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>

      #include "tvmgen_$name$.h"

      /* Of its own, so that sanitizers see where it ends. */
      static void *block(size_t bytes) {
        void *block = malloc(bytes);
        if (block == NULL) {
          exit(2);
        }
        return block;
      }

      int main(int count, char **arguments) {
        static const size_t input_sizes[] = {$input_sizes$};
        static const size_t output_sizes[] = {$output_sizes$};
        static const size_t workspace_size = TVMGEN_$NAME$_WORKSPACE_SIZE;
        void *in[$inputs$];
        void *copy[$inputs$];
        void *out[$outputs$];
        FILE *from = count == 3 ? fopen(arguments[1], "rb") : NULL;
        FILE *to = count == 3 ? fopen(arguments[2], "wb") : NULL;
        if (from == NULL || to == NULL) {
          return 3;
        }
        for (size_t i = 0; i < $inputs$; i++) {
          in[i] = block(input_sizes[i]);
          copy[i] = block(input_sizes[i]);
        }
        for (size_t i = 0; i < $outputs$; i++) {
          out[i] = block(output_sizes[i]);
        }
        struct tvmgen_$name$_inputs inputs = {$in$};
        struct tvmgen_$name$_outputs outputs = {$out$};
        struct tvmgen_$name$_workspace_pools pools;
        pools.workspace = block(workspace_size > 0 ? workspace_size : 1);
      $state$
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
            memset(pools.workspace, 0xA5, workspace_size);
            if (tvmgen_$name$_run(&inputs, &outputs, &pools) != 0) {
              return 5;
            }
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
        for (size_t i = 0; i < $inputs$; i++) {
          free(in[i]);
          free(copy[i]);
        }
        for (size_t i = 0; i < $outputs$; i++) {
          free(out[i]);
        }
        free(pools.workspace);
      $free$
        fclose(from);
        return fclose(to) == 0 ? 0 : 7;
      }
      """;

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
    return new NetworkPorts(name, inputs, outputs, header.contains("_reset("));
  }

  /** What an input is in a run, in little-endian order. */
  byte[] elements(Port input, Run run) {
    return run.elements(new Input(input.type(), input.shape()), name + " " + input.name());
  }

  /**
   * The C program that runs the network on all inputs of one file, twice, the second time after a
   * reset, and writes all outputs to another.
   */
  String driver() {
    String state = "  pools.state = block(TVMGEN_$NAME$_STATE_BYTES);\n";
    String reset = "    if (tvmgen_$name$_reset(&pools) != 0) {\n      return 8;\n    }\n";
    return DRIVER
        .replace("$state$\n", hasState ? state : "")
        .replace("$reset$\n", hasState ? reset : "")
        .replace("$free$\n", hasState ? "  free(pools.state);\n" : "")
        .replace("$input_sizes$", sizes(inputs))
        .replace("$output_sizes$", sizes(outputs))
        .replace("$inputs$", "" + inputs.size())
        .replace("$outputs$", "" + outputs.size())
        .replace("$in$", members("in", inputs))
        .replace("$out$", members("out", outputs))
        .replace("$runs$", "" + Run.ALL.size())
        .replace("$name$", name)
        .replace("$NAME$", name.toUpperCase(Locale.ROOT));
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
