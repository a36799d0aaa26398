package acme.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import org.junit.jupiter.api.Test;

class DetectorTest {
  @Test
  void aConstantSignalKeepsItsLevelAwayFromTheEnds() {
    F32 x = F32.zeros(8, 3);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, 9f);
    }
    assertEquals(9f * DetectorModel.load().gains.at(1), DetectorModel.load().detect(x).at(4, 1));
  }
}
