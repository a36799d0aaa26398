package dev.demitasse.compiler.weights;

import static dev.demitasse.compiler.weights.WeightFixtures.npy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WeightFileTest {

  private static final byte[] SCALAR = npy("'|u1'", "()", (byte) 7);

  @Test
  void singleArrayIsNamedAfterTheFile() throws Exception {
    assertEquals(Set.of("bias"), WeightFile.parse("bias.npy", SCALAR).arrays().keySet());
    assertEquals(Set.of("bias"), WeightFile.parse("a.b/bias.NPY", SCALAR).arrays().keySet());
    assertEquals(Set.of("conv.1"), WeightFile.parse("C:\\w\\conv.1.npy", SCALAR).arrays().keySet());
  }

  @Test
  void arraysCannotBeModified() throws Exception {
    var arrays = WeightFile.parse("bias.npy", SCALAR).arrays();
    assertThrows(UnsupportedOperationException.class, arrays::clear);
  }

  @Test
  void formatIsToldByTheExtension() {
    var e =
        assertThrows(
            WeightFileException.class, () -> WeightFile.parse("model.npy/weights.h5", SCALAR));
    assertEquals(
        "'model.npy/weights.h5', byte 0: the name of the file does not end in .npz, .npy,"
            + " .safetensors or .tflite; save the weights in one of these formats, for example with"
            + " numpy.savez",
        e.getMessage());
    assertEquals(e.getMessage(), e.problem() + "; " + e.fix());
    assertThrows(WeightFileException.class, () -> WeightFile.parse("npy", SCALAR));
  }

  @Test
  void messagesAreOneShortLineWhateverTheFileHolds() {
    String name = "new\nline, \u202ebackwards, " + "long".repeat(1_000) + ".npy";
    var e = assertThrows(WeightFileException.class, () -> WeightFile.parse(name, new byte[3]));
    assertTrue(e.getMessage().startsWith("'new?line, ?backwards, longlong"), e.getMessage());
    assertFalse(e.getMessage().length() > 300, e.getMessage());
  }
}
