package dev.demitasse.compiler.frontend;

import static dev.demitasse.compiler.frontend.Lowered.lowered;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Java in, the generic form of the IR out. */
class LoweringTest {

  @Test
  void zerosIsTheShapeAndAccessesKeepTheirIndices() {
    assertEquals(
        """
          let y: tensor<f32> = zeros<f32>(array<i32>{dim(x, 1), dim(x, 0)})
          for i in 0 to dim(x, 0) {
            for j in 0 to dim(x, 1) {
              y[j, i] = x[i, j]
            }
          }
          return y
        }
        """,
        lowered(
            """
            F32 y = F32.zeros(x.dim(1), x.dim(0));
            for (int i = 0; i < x.dim(0); i++) {
              for (int j = 0; j < x.dim(1); j++) {
                y.set(j, i, x.at(i, j));
              }
            }
            return y;
            """));
  }

  @Test
  void operandsArePromotedAsJavaDoes() {
    assertEquals(
        """
          let a: i8 = 3:i8
          let b: f32 = cast<f32>(cast<i32>(a) * 2) + x[0]
          let c: f64 = cast<f64>(b) / 0x1.0p1:f64
          let y: tensor<f32> = copy(x)
          y[0] = cast<f32>(c)
          return y
        }
        """,
        lowered(
            """
            byte a = 3;
            float b = a * 2 + x.at(0);
            double c = b / 2.0;
            F32 y = x.copy();
            y.set(0, (float) c);
            return y;
            """));
  }

  @Test
  void variablesThatChangeAreMutableAndLoopsCountDown() {
    assertEquals(
        """
          var sum: f32 = 0x0.0p0:f32
          for i in size(x) - 1 to -1 step -1 {
            sum = mac(sum, x[i], x[i])
            sum = sum * 0x1.0p-1:f32
          }
          let y: tensor<f32> = zeros<f32>(array<i32>{1})
          y[0] = select(sum > 0x0.0p0:f32, sum, neg(sum))
          return y
        }
        """,
        lowered(
            """
            float sum = 0f;
            for (int i = x.size() - 1; i >= 0; i--) {
              sum = Fn.mac(sum, x.at(i), x.at(i));
              sum *= 0.5f;
            }
            F32 y = F32.zeros(1);
            y.set(0, sum > 0f ? sum : -sum);
            return y;
            """));
  }

  @Test
  void preconditionsKeepTheirWords() {
    assertEquals(
        """
          if rank(x) != 2 || dim(x, 0) < 1 {
            reject join("x has shape ", shape(x))
          }
          return reshape(x, array<i32>{size(x)})
        }
        """,
        lowered(
            """
            if (x.rank() != 2 || x.dim(0) < 1) {
              throw new IllegalArgumentException(
                  "x has shape " + java.util.Arrays.toString(x.shape()));
            }
            return x.reshape(x.size());
            """));
  }

  @Test
  void callsNameTheMethodThatJavacChose() {
    assertEquals(
        """
          let y: tensor<f32> = zeros<f32>(shape(x))
          for i in 0 to size(x) {
            y[i] = max(invoke<f32> "dev.demitasse.Fn.exp(f32)"(x[i]), cast<f32>(sqrt(cast<f64>(x[i]))))
          }
          return y
        }
        """,
        lowered(
            """
            F32 y = F32.zeros(x.shape());
            for (int i = 0; i < x.size(); i++) {
              y.set(i, Math.max(Fn.exp(x.at(i)), (float) Math.sqrt(x.at(i))));
            }
            return y;
            """));
  }
}
