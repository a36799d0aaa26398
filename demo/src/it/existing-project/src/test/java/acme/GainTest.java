package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import org.junit.jupiter.api.Test;

class GainTest {
  @Test
  void scalesWithTheTrainedFactors() {
    F32 y = GainModel.load().run(F32.of(new float[] {1f, 2f, -3f}, 1, 3));
    assertEquals(F32.of(new float[] {0.5f, 4f, 0f}, 1, 3), y);
  }
}
