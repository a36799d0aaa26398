package dev.demitasse.operators.exec;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the C program that runs networks. It reads all inputs from one file and writes all outputs
 * to another; each tensor has its own block of memory, so that sanitizers see where it ends.
 */
final class Driver {
  /** {@code DEMITASSE_CHECK_FAILED} of the C runtime. */
  private static final int CHECK_FAILED_STATUS = -5;

  private static final String PROGRAM =
      """
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>

      $includes$
      struct network {
        const char *name;
        int32_t (*run)(void *const *inputs, void *output, void *workspace);
        size_t inputs[$max$]; /* bytes, 0 behind the last */
        size_t output;
        size_t workspace;
      };

      $functions$
      static const struct network networks[] = {
      $table$};

      static void fail(const struct network *network, const char *what) {
        printf("%s: %s\\n", network->name, what);
        exit(1);
      }

      static void *allocate(size_t bytes) {
        void *block = malloc(bytes > 0 ? bytes : 1);
        if (block == NULL) {
          exit(2);
        }
        return block;
      }

      static void run(const struct network *network, FILE *in, FILE *out) {
        void *inputs[$max$];
        void *copies[$max$];
        void *output = allocate(network->output);
        void *workspace = allocate(network->workspace);
        for (size_t i = 0; i < $max$; i++) {
          inputs[i] = allocate(network->inputs[i]);
          copies[i] = allocate(network->inputs[i]);
        }
        for (int repeat = 0; repeat < $runs$; repeat++) {
          for (size_t i = 0; i < $max$; i++) {
            if (fread(inputs[i], 1, network->inputs[i], in) != network->inputs[i]) {
              fail(network, "inputs are missing");
            }
            memcpy(copies[i], inputs[i], network->inputs[i]);
          }
          memset(output, 0xA5, network->output);
          memset(workspace, 0xA5, network->workspace);
          const int32_t status = network->run(inputs, output, workspace);
          if (status != 0 && status != $check_failed$) {
            fail(network, "has a status that is not 0");
          }
          for (size_t i = 0; i < $max$; i++) {
            if (memcmp(copies[i], inputs[i], network->inputs[i]) != 0) {
              fail(network, "has written to an input");
            }
          }
          const int32_t bytes = status == 0 ? (int32_t)network->output : $failure$;
          fwrite(&bytes, sizeof bytes, 1, out);
          if (status == 0) {
            fwrite(output, 1, network->output, out);
          }
        }
        for (size_t i = 0; i < $max$; i++) {
          free(inputs[i]);
          free(copies[i]);
        }
        free(output);
        free(workspace);
      }

      int main(int count, char **arguments) {
        FILE *in = count == 3 ? fopen(arguments[1], "rb") : NULL;
        FILE *out = count == 3 ? fopen(arguments[2], "wb") : NULL;
        if (in == NULL || out == NULL) {
          return 3;
        }
        for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++) {
          run(&networks[i], in, out);
        }
        fclose(in);
        return fclose(out) == 0 ? 0 : 4;
      }
      """;

  private static final String FUNCTION =
      """
      static int32_t run_$name$(void *const *inputs, void *output, void *workspace) {
        struct tvmgen_$name$_inputs in = {$inputs$};
        struct tvmgen_$name$_outputs out = {output};
      $pools$  return tvmgen_$name$_run(&in, &out$argument$);
      }

      """;

  private Driver() {}

  /**
   * The program.
   *
   * @param staticWorkspace whether the generated code has brought its workspace
   */
  static String program(List<NetworkCase> networks, boolean staticWorkspace) {
    return PROGRAM
        .replace("$includes$", all(networks, n -> "#include \"tvmgen_" + n.cName() + ".h\"\n"))
        .replace("$functions$", all(networks, n -> function(n, staticWorkspace)))
        .replace("$table$", all(networks, n -> row(n, staticWorkspace)))
        .replace("$check_failed$", "" + CHECK_FAILED_STATUS)
        .replace("$failure$", "" + CBuild.CHECK_FAILED)
        .replace("$max$", "" + NetworkCase.MAX_INPUTS)
        .replace("$runs$", "" + Run.ALL.size());
  }

  private static String all(List<NetworkCase> networks, Function<NetworkCase, String> text) {
    return networks.stream().map(text).collect(Collectors.joining());
  }

  private static String function(NetworkCase n, boolean staticWorkspace) {
    String pools = "  struct tvmgen_$name$_workspace_pools pools = {workspace};\n";
    return FUNCTION
        .replace("$pools$", staticWorkspace ? "  (void)workspace;\n" : pools)
        .replace("$argument$", staticWorkspace ? "" : ", &pools")
        .replace("$inputs$", listed(n, i -> "inputs[" + i + "]"))
        .replace("$name$", n.cName());
  }

  private static String row(NetworkCase n, boolean staticWorkspace) {
    String macro = "TVMGEN_" + n.cName().toUpperCase(Locale.ROOT);
    String sizes =
        listed(n, i -> macro + "_" + NetworkCase.inputName(i).toUpperCase(Locale.ROOT) + "_SIZE");
    return "  {\"%s\", run_%s, {%s}, %s_OUTPUT_SIZE, %s},\n"
        .formatted(
            n.className(),
            n.cName(),
            sizes,
            macro,
            staticWorkspace ? 0 : macro + "_WORKSPACE_SIZE");
  }

  private static String listed(NetworkCase n, Function<Integer, String> text) {
    return IntStream.range(0, n.inputs().size())
        .boxed()
        .map(text)
        .collect(Collectors.joining(", "));
  }
}
