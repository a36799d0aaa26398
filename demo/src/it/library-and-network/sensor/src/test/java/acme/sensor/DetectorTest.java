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
    Detector detector = DetectorModel.load();
    Detector.Report report = detector.detect(x);
    assertEquals(9f * detector.gains.at(1), report.smoothed().at(4, 1));
    assertEquals(report.smoothed().at(4, 1), report.found().peaks().at(1));
  }
}
