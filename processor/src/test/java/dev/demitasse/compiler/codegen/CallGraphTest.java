package dev.demitasse.compiler.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.codegen.CallGraph.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallGraphTest {

  @Test
  void findsFunctionsAndWhatTheyCall() {
    assertEquals(
        List.of(
            new Function("tvmgen_max_i32", true, List.of()),
            new Function("tvmgen_net_dense", false, List.of("tvmgen_max_i32", "sqrtf")),
            new Function("tvmgen_net_run", false, List.of("tvmgen_net_dense", "memset"))),
        CallGraph.of(
            """
            /* run(x) runs the network { once } */
            #include "tvmgen_net.h"
            #define MANY(x) \\
              many(x)

            static const int32_t table[] = {3, 4};

            struct tvmgen_net_inputs {
              void *x;
            };

            int32_t tvmgen_net_dense(const float *restrict x,
                                     float *restrict y);

            static inline int32_t tvmgen_max_i32(int32_t a, int32_t b) {
              return a > b ? a : b;
            }

            int32_t tvmgen_net_dense(const float *restrict x,
                                     float *restrict y) {
              for (int32_t i = 0; i < 3; i++) {
                if (tvmgen_max_i32(i, INT32_C(3)) > (int32_t)sizeof(float)) {
                  y[i] = sqrtf(x[i]); // not(this)
                }
                while (y[i] > tvmgen_max_i32(i, 4)) {
                  y[i] = (float)(int32_t)(y[i] - 1.0f);
                }
              }
              return 0;
            }

            int32_t tvmgen_net_run(struct tvmgen_net_inputs *inputs) {
              const char *text = "never(called) \\" ";
              int32_t status = tvmgen_net_dense(inputs->x, inputs->x);
              memset(inputs->x, 0, 4); /* x: float[1] */
              memcpy(&status, &text, sizeof status);
              return status;
            }
            """));
  }

  @Test
  void whatTheRuntimeDefinesIsKnown() throws IOException {
    Path header = Path.of("..", "crt", "include", "demitasse", "packed.h");
    assertEquals(PackedFiles.RUNTIME, CallGraph.of(Files.readString(header)));
  }
}
