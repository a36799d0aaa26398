package dev.demitasse.operators.exec;

import dev.demitasse.F32;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the C program that calls one network by each of its entry points, as firmware would, and
 * compares what it gives with the outputs of the JVM. Its exit status is the line of what is wrong.
 */
final class InterfaceProgram {
  private static final String HEAD =
      """
      #include <demitasse/crt.h>
      #include <stdio.h>
      #include <string.h>

      $includes$
      #define REQUIRE(condition)                                   \\
        if (!(condition)) {                                        \\
          printf("line %d: %s\\n", __LINE__, #condition);           \\
          return 1;                                                \\
        }

      static float x[$M$_X_LENGTH] = {$x$};
      static float bias[$M$_BIAS_LENGTH] = {$bias$};
      static float output[$M$_OUTPUT_LENGTH];
      static const uint32_t expected[2][$M$_OUTPUT_LENGTH] = {{$first$}, {$second$}};

      static int is_expected(const void *found, int run) {
        return memcmp(found, expected[run], sizeof expected[run]) == 0;
      }

      DEMITASSE_ALIGNED(16) static uint8_t workspace[$M$_WORKSPACE_SIZE + 16];
      DEMITASSE_ALIGNED(16) static uint8_t state[64];
      """;

  private final Combination c;

  private InterfaceProgram(Combination c) {
    this.c = c;
  }

  /**
   * The program.
   *
   * @param sources of the network, to be compiled in one with it
   * @param runs the outputs of two runs, one behind the other
   */
  static String of(Combination c, List<String> sources, F32 x, F32 bias, List<F32> runs) {
    return new InterfaceProgram(c).text(sources, x, bias, runs);
  }

  private String text(List<String> sources, F32 x, F32 bias, List<F32> runs) {
    String includes =
        sources.stream().map(s -> "#include \"%s\"\n".formatted(s)).collect(Collectors.joining());
    List<String> steps = new ArrayList<>();
    if (c.hasStructs()) {
      steps.add(c.mapsIo() ? mappedRun() : structRun());
    }
    if (c.hasPackedEntry()) {
      steps.add(packedRun());
    }
    if (c.packsOperators()) {
      steps.add(packedOperator());
    }
    if (c.hasSystemLib()) {
      steps.add(systemLib());
    }
    String pool =
        c.hasPool()
            ? """
            DEMITASSE_ALIGNED(16) static uint8_t constants[$M$_CONSTANTS_CONSTANT_POOL_SIZE];
            static const uint8_t content[] = {$M$_CONSTANTS_CONSTANT_POOL_DATA};
            """
            : "";
    String begin =
        c.hasPool()
            ? """
              REQUIRE(sizeof content == sizeof constants)
              memcpy(constants, content, sizeof content);
            """
            : "";
    String main =
        "\nint main(void) {\n"
            + begin
            + "  (void)workspace;\n"
            + "  (void)state;\n"
            + "  (void)output;\n"
            + "  REQUIRE($M$_WORKSPACE_CALLER_BYTES + $M$_WORKSPACE_INTERNAL_BYTES =="
            + " $M$_WORKSPACE_SIZE)\n"
            + String.join("", steps)
            + "  return 0;\n}\n";
    return (HEAD + pool + main)
        .replace("$includes$", includes)
        .replace("$x$", floats(x))
        .replace("$bias$", floats(bias))
        .replace("$first$", bits(runs.get(0)))
        .replace("$second$", bits(runs.get(1)))
        .replace("$M$", c.macro())
        .replace("$p$", "tvmgen_" + c.cName());
  }

  /** The elements as C reads them: a list of floats. */
  static String floats(F32 tensor) {
    return IntStream.range(0, tensor.size())
        .mapToObj(i -> tensor.at(i) + "f")
        .collect(Collectors.joining(", "));
  }

  /** The bits of the elements, as a list of {@code uint32_t}. */
  static String bits(F32 tensor) {
    return IntStream.range(0, tensor.size())
        .mapToObj(i -> "0x%08xu".formatted(Float.floatToRawIntBits(tensor.at(i))))
        .collect(Collectors.joining(", "));
  }

  private String pools() {
    if (!c.hasPoolStruct()) {
      return "";
    }
    String members = String.join(", ", c.callersPools());
    return "    struct $p$_workspace_pools pools = {%s};\n".formatted(members);
  }

  private String reset() {
    return c.state() ? "    REQUIRE($p$_reset(%s) == 0)\n".formatted(argument()) : "";
  }

  private String argument() {
    return c.hasPoolStruct() ? "&pools" : "";
  }

  private String structRun() {
    String more = c.hasPoolStruct() ? ", &pools" : "";
    return """
      {
        struct $p$_inputs inputs;
        struct $p$_outputs outputs;
    $pools$    $p$_set_x(&inputs, x);
        $p$_set_bias(&inputs, bias);
        $p$_set_output(&outputs, output);
    $reset$    REQUIRE($p$_run(&inputs, &outputs$more$) == 0)
        REQUIRE(is_expected($p$_get_output(&outputs), 0))
        REQUIRE($p$_run(&inputs, &outputs$more$) == 0)
        REQUIRE(is_expected(output, 1))
        inputs.bias = NULL;
        REQUIRE($p$_run(&inputs, &outputs$more$) == -2)
      }
    """
        .replace("$pools$", pools())
        .replace("$reset$", reset())
        .replace("$more$", more);
  }

  private String mappedRun() {
    return """
      {
    $pools$    struct $p$_inputs inputs = $p$_map_inputs(&pools);
        struct $p$_outputs outputs = $p$_map_outputs(&pools);
    $reset$    memcpy(inputs.x, x, sizeof x);
        memcpy(inputs.bias, bias, sizeof bias);
        REQUIRE($p$_run(&pools) == 0)
        REQUIRE(is_expected(outputs.output, 0))
        memcpy(inputs.x, x, sizeof x);
        memcpy(inputs.bias, bias, sizeof bias);
        REQUIRE($p$_run(&pools) == 0)
        REQUIRE(is_expected(outputs.output, 1))
        pools.workspace = (char *)pools.workspace + 1;
        REQUIRE($p$_run(&pools) == -3)
      }
    """
        .replace("$pools$", pools())
        .replace("$reset$", reset());
  }

  /** A tensor as strict callers fill it in. */
  private static String tensor(String name, String data, String type, int bits, String... shape) {
    return """
        int64_t $name$_shape[] = {$shape$};
        DLTensor $name$_tensor = {$data$, {kDLCPU, 0}, $rank$, {$type$, $bits$, 1}, $name$_shape, NULL, 0};
    """
        .replace("$name$", name)
        .replace("$data$", data)
        .replace("$type$", type)
        .replace("$bits$", "" + bits)
        .replace("$rank$", "" + shape.length)
        .replace("$shape$", String.join(", ", shape));
  }

  private static String call(List<String> tensors) {
    String values =
        IntStream.range(0, tensors.size())
            .mapToObj(i ->
                "    values[%d].v_handle = &%s_tensor;\n    codes[%d] = kTVMDLTensorHandle;\n"
                    .formatted(i, tensors.get(i), i))
            .collect(Collectors.joining());
    return "    TVMValue values[%d];\n    int codes[%d];\n"
            .formatted(tensors.size(), tensors.size())
        + values;
  }

  private String packedRun() {
    List<String> names = new ArrayList<>(List.of("x", "bias", "output"));
    StringBuilder tensors = new StringBuilder();
    tensors.append(tensor("x", "x", "kDLFloat", 32, "2", "4"));
    tensors.append(tensor("bias", "bias", "kDLFloat", 32, "3"));
    tensors.append(tensor("output", "output", "kDLFloat", 32, "2", "3"));
    for (String pool : c.callersPools()) {
      names.add(pool);
      String size =
          switch (pool) {
            case "constants" -> "$M$_CONSTANTS_CONSTANT_POOL_SIZE";
            case "workspace" -> "$M$_WORKSPACE_SIZE";
            default -> "$M$_STATE_BYTES";
          };
      tensors.append(tensor(pool, pool, "kDLUInt", 8, size));
    }
    String run = c.hasStructs() ? "$p$_packed_run" : "$p$_run";
    return ("  {\n"
            + tensors
            + call(names)
            + "    memset(output, 0, sizeof output);\n"
            + (c.state() ? pools() + reset() : "")
            + "    REQUIRE($run$(values, codes, $n$, NULL, NULL, values) == 0)\n"
            + "    REQUIRE(is_expected(output, 0))\n"
            + "    REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == 0)\n"
            + "    REQUIRE(is_expected(output, 1))\n"
            + packedReset()
            + refusals()
            + "  }\n")
        .replace("$run$", run)
        .replace("$n$", "" + names.size());
  }

  /** Its arguments are the pools, which are the last of those of the network. */
  private String packedReset() {
    return c.state()
        ? """
            REQUIRE($p$_packed_reset(values + 3, codes + 3, $n$ - 3, NULL, NULL, NULL) == 0)
            REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == 0)
            REQUIRE(is_expected(output, 0))
        """
        : "";
  }

  private String refusals() {
    if (c.checks().equals("off")) {
      return "";
    }
    String pointers =
        """
            bias_tensor.data = NULL;
            REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == kTvmErrorFunctionCallInvalidArg)
            bias_tensor.data = bias;
        """;
    if (!c.isFull()) {
      // What TVM's own callers leave out does not matter.
      return pointers
          + """
              x_tensor.ndim = 0;
              codes[0] = -1;
              x_tensor.dtype.code = 99;
              REQUIRE($run$(values, codes, 0, NULL, NULL, values) == 0)
          """;
    }
    StringBuilder text = new StringBuilder(pointers);
    text.append(
        """
            REQUIRE($run$(values, codes, 1, NULL, NULL, NULL) == kTvmErrorFunctionCallNumArguments)
            codes[1] = kTVMArgInt;
            REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == kTvmErrorFunctionCallWrongArgType)
            REQUIRE(strcmp(TVMGetLastError(), "$run$.bias: not a tensor") == 0)
            codes[1] = kTVMNDArrayHandle;
            REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == 0)
            values[1].v_handle = NULL;
            REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == kTvmErrorFunctionCallInvalidArg)
            values[1].v_handle = &bias_tensor;
            x_tensor.strides = x_shape;
            REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == kTvmErrorFunctionCallInvalidArg)
            REQUIRE(strcmp(TVMGetLastError(), "$run$.x: wrong strides") == 0)
            int64_t compact[] = {4, 1};
            x_tensor.strides = compact;
            REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) == 0)
        """);
    for (String field :
        List.of(
            "x_tensor.ndim = 1; : x_tensor.ndim = 2;",
            "x_tensor.dtype.code = kDLInt; : x_tensor.dtype.code = kDLFloat;",
            "x_tensor.dtype.bits = 16; : x_tensor.dtype.bits = 32;",
            "x_tensor.dtype.lanes = 2; : x_tensor.dtype.lanes = 1;",
            "x_tensor.shape[1] = 5; : x_tensor.shape[1] = 4;",
            "x_tensor.byte_offset = 4; : x_tensor.byte_offset = 0;",
            "x_tensor.device.device_id = 1; : x_tensor.device.device_id = 0;",
            "x_tensor.data = (char *)x + 1; : x_tensor.data = x;")) {
      String[] parts = field.split(" : ", -1);
      text.append("    %s\n".formatted(parts[0]));
      text.append(
          "    REQUIRE($run$(values, codes, $n$, NULL, NULL, NULL) =="
              + " kTvmErrorFunctionCallInvalidArg)\n");
      text.append("    %s\n".formatted(parts[1]));
    }
    return text.toString();
  }

  private String packedOperator() {
    return """
      {
        static float kernel[12] = {1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f, 8.0f, 9.0f, 1.0f, 2.0f, 3.0f};
        static float plain[6];
        static float packed[6];
    """
        + tensor("x", "x", "kDLFloat", 32, "2", "4")
        + tensor("kernel", "kernel", "kDLFloat", 32, "3", "4")
        + tensor("bias", "bias", "kDLFloat", 32, "3")
        + tensor("y", "packed", "kDLFloat", 32, "2", "3")
        + call(List.of("x", "kernel", "bias", "y"))
        + """
            REQUIRE($p$_dense(x, kernel, bias, plain) == 0)
            REQUIRE($p$_dense_packed(values, codes, 4, NULL, NULL, NULL) == 0)
            REQUIRE(memcmp(plain, packed, sizeof plain) == 0)
          }
        """;
  }

  private String systemLib() {
    String name = c.packsOperators() ? "$p$_dense_packed" : "$p$_get_c_metadata";
    return """
      {
        tvm_function_index_t index;
        TVMBackendPackedCFunc function;
        const TVMFuncRegistry *registry = TVMSystemLibEntryPoint()->registry;
        REQUIRE(TVMFuncRegistry_Lookup(registry, "$name$", &index) == 0)
        REQUIRE(TVMFuncRegistry_GetByIndex(registry, index, &function) == 0)
        REQUIRE(function == &$name$)
        REQUIRE(TVMFuncRegistry_Lookup(registry, "nobody", &index) != 0)
      }
    """
        .replace("$name$", name);
  }
}
