package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.codegen.CSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One C file that has many programs in it, with their headers in another one, and a main function
 * that runs them. Its arguments are the file of all inputs, the file that takes the outputs, and
 * the number of the program to begin with. Each tensor has its own block of memory, so that
 * sanitizers see where it ends.
 */
final class CUnit {
  private static final String MAIN =
      """
      #include <stdio.h>
      #include <stdlib.h>

      struct network {
        int32_t (*run)(void *const *inputs, void *output, void *workspace);
        size_t inputs[$max$]; /* bytes, 0 behind the last */
        size_t output;
        size_t workspace;
      };

      $functions$
      static const struct network networks[] = {
      $table$};

      static void *allocate(size_t bytes) {
        void *block = malloc(bytes > 0 ? bytes : 1);
        if (block == NULL) {
          exit(10);
        }
        return block;
      }

      static void run(const struct network *network, FILE *in, FILE *out, int wanted) {
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
              exit(11);
            }
            memcpy(copies[i], inputs[i], network->inputs[i]);
          }
          if (!wanted) {
            continue;
          }
          memset(output, 0xA5, network->output);
          memset(workspace, 0xA5, network->workspace);
          if (network->run(inputs, output, workspace) != 0) {
            exit(12);
          }
          for (size_t i = 0; i < $max$; i++) {
            if (memcmp(copies[i], inputs[i], network->inputs[i]) != 0) {
              exit(13);
            }
          }
          fwrite(output, 1, network->output, out);
        }
        for (size_t i = 0; i < $max$; i++) {
          free(inputs[i]);
          free(copies[i]);
        }
        free(output);
        free(workspace);
      }

      int main(int count, char **arguments) {
        if (count != 4) {
          return 20;
        }
        FILE *in = fopen(arguments[1], "rb");
        FILE *out = fopen(arguments[2], "wb");
        const size_t first = (size_t)atoi(arguments[3]);
        if (in == NULL || out == NULL) {
          return 21;
        }
        for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++) {
          run(&networks[i], in, out, i >= first);
          fputc('.', out);
          if (fflush(out) != 0) {
            return 22;
          }
        }
        fclose(in);
        return fclose(out);
      }
      """;

  private static final String FUNCTION =
      """
      static int32_t run_$name$(void *const *inputs, void *output, void *workspace) {
        struct tvmgen_$name$_inputs in = {$inputs$};
        struct tvmgen_$name$_outputs out = {output};
        struct tvmgen_$name$_workspace_pools pools = {workspace};
        return tvmgen_$name$_run(&in, &out, &pools);
      }

      """;

  private static final String HEADERS = "unit.h";
  private static final Pattern OWN_INCLUDE = Pattern.compile("(?m)^#include \".*\"$");
  private static final Pattern COMPLAINT =
      Pattern.compile("unit\\.c:([0-9]+):[0-9]+: ((?:error|fatal error|warning): .*)");

  private final List<Program> programs;
  private final String headers;
  private final String text;
  private final TreeMap<Integer, Program> lines = new TreeMap<>();

  /** The programs, as generated. */
  CUnit(Map<Program, CSources> sources) {
    programs = List.copyOf(sources.keySet());
    headers = all(p -> part(p, sources.get(p), true));
    StringBuilder c =
        new StringBuilder("#include \"%s\"\n#include <string.h>\n".formatted(HEADERS));
    int line = 3;
    for (Program program : programs) {
      String part = part(program, sources.get(program), false);
      lines.put(line, program);
      c.append(part);
      line += (int) part.chars().filter(ch -> ch == '\n').count();
    }
    text = c.append(main()).toString();
  }

  /** Writes the files, of which one is to be compiled. */
  Path write(Path folder) throws IOException {
    Files.writeString(folder.resolve(HEADERS), headers);
    return Files.writeString(folder.resolve("unit.c"), text);
  }

  List<Program> programs() {
    return programs;
  }

  /** What a compiler complains of, by program. */
  Map<Program, String> complaints(String messages) {
    Map<Program, String> complaints = new LinkedHashMap<>();
    COMPLAINT
        .matcher(messages)
        .results()
        .forEach(complaint ->
            complaints.merge(
                lines.floorEntry(Integer.valueOf(complaint.group(1))).getValue(),
                complaint.group(2),
                (one, other) -> one + "; " + other));
    return complaints;
  }

  /** What all files of C may have by one name gets a name for each program. */
  private static String part(Program program, CSources sources, boolean header) {
    String files =
        sources.files().entrySet().stream()
            .filter(file -> file.getKey().endsWith(header ? ".h" : ".c"))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("\n"));
    String name = program.cName();
    return Pattern.compile("\\btvmgen_(?!%s\\b|%s_)".formatted(name, name))
        .matcher(OWN_INCLUDE.matcher(files).replaceAll(""))
        .replaceAll("tvmgen_%s__".formatted(name));
  }

  private String main() {
    int max = programs.stream().mapToInt(p -> p.inputs().size()).max().orElse(1);
    return MAIN.replace("$functions$", all(CUnit::function))
        .replace("$table$", all(CUnit::row))
        .replace("$max$", "" + max)
        .replace("$runs$", "" + Run.values().length);
  }

  private String all(Function<Program, String> one) {
    return programs.stream().map(one).collect(Collectors.joining());
  }

  private static String function(Program p) {
    return FUNCTION
        .replace("$inputs$", listed(p, i -> "inputs[" + i + "]"))
        .replace("$name$", p.cName());
  }

  private static String row(Program p) {
    String macro = "TVMGEN_" + p.cName().toUpperCase(Locale.ROOT);
    String sizes = listed(p, i -> "" + p.inputs().get(i).bytes());
    return "  {run_%s, {%s}, %s_OUTPUT_SIZE, %s_WORKSPACE_SIZE},\n"
        .formatted(p.cName(), sizes, macro, macro);
  }

  private static String listed(Program p, Function<Integer, String> one) {
    return IntStream.range(0, p.inputs().size()).boxed().map(one).collect(Collectors.joining(", "));
  }
}
