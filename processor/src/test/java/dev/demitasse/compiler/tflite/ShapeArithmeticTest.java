package dev.demitasse.compiler.tflite;

import static dev.demitasse.compiler.tflite.FlatWriter.int32;
import static dev.demitasse.compiler.tflite.FlatWriter.int32s;
import static dev.demitasse.compiler.tflite.FlatWriter.int8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.ModelGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeArithmeticTest {
  private static final int X = 0;

  private final ModelBuilder model = new ModelBuilder();

  ShapeArithmeticTest() {
    model.tensor("x", TfliteType.FLOAT32, 1, 5, 7, 2);
    model.inputs(X);
  }

  private int add(TfliteType type, int... shape) {
    model.tensor("", type, shape).with(8, int8(1));
    return model.next() - 1;
  }

  private int constant(int[] shape, int... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(data::putInt);
    model.constant("", TfliteType.INT32, data.array(), shape);
    return model.next() - 1;
  }

  private int vector(int... values) {
    return constant(new int[] {values.length}, values);
  }

  private int computed(String code, int[] shape, int... inputs) {
    int y = add(TfliteType.INT32, shape);
    model.operator(code, inputs, y);
    return y;
  }

  private int shapeOfX() {
    return computed("SHAPE", new int[] {4}, X);
  }

  /** Masks: of begin, end, ellipsis, new axes and shrunk axes. */
  private int sliced(int[] shape, int x, int begin, int end, int stride, int... masks) {
    int y = computed("STRIDED_SLICE", shape, x, vector(begin), vector(end), vector(stride));
    FlatWriter.Value[] options =
        Arrays.stream(masks).mapToObj(FlatWriter::int32).toArray(FlatWriter.Value[]::new);
    ModelBuilder.withOptions((FlatWriter.Table) model.operators.getLast(), 32, options);
    return y;
  }

  private Optional<List<Integer>> known(int tensor) throws TfliteException {
    return Optional.ofNullable(ShapeArithmetic.run(model.parse()).get(tensor));
  }

  private void assertKnown(int tensor, Integer... values) throws TfliteException {
    assertEquals(Optional.of(List.of(values)), known(tensor));
  }

  private void assertUnknown(int tensor) throws TfliteException {
    assertEquals(Optional.empty(), known(tensor));
  }

  @Test
  void targetOfAReshapeAsConvertersLeaveIt() throws TfliteException {
    int batch = sliced(new int[] {}, shapeOfX(), 0, 1, 1, 0, 0, 0, 0, 1);
    int target = computed("PACK", new int[] {2}, batch, constant(new int[] {}, 70));
    ModelBuilder.withOptions((FlatWriter.Table) model.operators.getLast(), 59, int32(2), int32(0));
    int y = add(TfliteType.FLOAT32, 1, 70);
    model.operator("RESHAPE", new int[] {X, target}, y);
    model.outputs(y);
    assertKnown(target, 1, 70);
    ModelGraph graph =
        TfliteImporter.graph(model.parse(), Position.NONE, new ArrayList<>()).orElseThrow();
    assertEquals(
        List.of(
            new ModelGraph.Node(
                graph.outputs().get(0), new Reshape(graph.inputs().get(0), List.of(1, 70)))),
        graph.nodes());
  }

  @Test
  void constants() throws TfliteException {
    int x = vector(3, -1);
    int wide = model.next();
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    model.constant("", TfliteType.INT64, data.putLong(5).putLong(Long.MAX_VALUE).array(), 2);
    int floats = model.next();
    model.constant("", TfliteType.FLOAT32, new byte[8], 2);
    assertKnown(x, 3, -1);
    assertKnown(wide, 5, Integer.MAX_VALUE);
    assertUnknown(floats);
  }

  @Test
  void largeConstantsAreNoShapes() throws TfliteException {
    int most = vector(new int[256]);
    int more = vector(new int[257]);
    assertTrue(known(most).isPresent());
    assertUnknown(more);
  }

  // ---- Slices ----

  @ParameterizedTest
  @CsvSource({
    "1, 3, 1, 0, 0, 0, '5,7'",
    "0, 4, 2, 0, 0, 0, '1,7'",
    "-3, -1, 1, 0, 0, 0, '5,7'",
    "-9, 9, 1, 0, 0, 0, '1,5,7,2'",
    "2, 4, 1, 1, 0, 0, '1,5,7,2'",
    "2, 0, 1, 0, 1, 0, '7,2'",
    "2, 0, 1, 0, 0, 1, '7'",
    "-1, 0, 1, 0, 0, 1, '2'",
  })
  void slice(int begin, int end, int stride, int beginMask, int endMask, int shrink, String values)
      throws TfliteException {
    Integer[] expected =
        Arrays.stream(values.split(",")).map(Integer::valueOf).toArray(Integer[]::new);
    int[] shape = shrink == 1 ? new int[] {} : new int[] {expected.length};
    int y = sliced(shape, shapeOfX(), begin, end, stride, beginMask, endMask, 0, 0, shrink);
    assertKnown(y, expected);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, 0, 0", "1, 1, 0", "1, 0, 1"})
  void sliceOfAnotherKind(int stride, int ellipsisMask, int newAxisMask) throws TfliteException {
    int y = sliced(new int[] {4}, shapeOfX(), 0, 4, stride, 0, 0, ellipsisMask, newAxisMask, 0);
    assertUnknown(y);
  }

  @Test
  void sliceOfTwoAxes() throws TfliteException {
    int x = constant(new int[] {2, 2}, 1, 2, 3, 4);
    assertUnknown(
        computed("STRIDED_SLICE", new int[] {1, 1}, x, vector(0, 0), vector(1, 1), vector(1, 1)));
    assertUnknown(sliced(new int[] {1, 2}, x, 1, 2, 1));
  }

  // ---- Others ----

  @Test
  void joined() throws TfliteException {
    int shape = shapeOfX();
    assertKnown(computed("CONCATENATION", new int[] {5}, shape, vector(9)), 1, 5, 7, 2, 9);
    int matrix = constant(new int[] {1, 2}, 1, 2);
    assertUnknown(computed("CONCATENATION", new int[] {2, 2}, matrix, matrix));
    assertUnknown(computed("PACK", new int[] {2, 1}, vector(1), vector(2)));
  }

  @Test
  void arithmetic() throws TfliteException {
    int x = shapeOfX();
    int two = constant(new int[] {}, 2);
    assertKnown(computed("ADD", new int[] {4}, x, two), 3, 7, 9, 4);
    assertKnown(computed("SUB", new int[] {4}, two, x), 1, -3, -5, 0);
    assertKnown(computed("MUL", new int[] {4}, x, x), 1, 25, 49, 4);
    assertKnown(computed("MAXIMUM", new int[] {4}, x, two), 2, 5, 7, 2);
    assertKnown(computed("MINIMUM", new int[] {4}, x, two), 1, 2, 2, 2);
    assertKnown(computed("REDUCE_PROD", new int[] {}, x, vector(0)), 70);
    assertKnown(computed("GATHER", new int[] {2}, x, vector(3, 0)), 2, 1);
    assertKnown(computed("CAST", new int[] {4}, x), 1, 5, 7, 2);
    assertKnown(computed("EXPAND_DIMS", new int[] {1, 4}, x, two), 1, 5, 7, 2);
    assertKnown(computed("SQUEEZE", new int[] {4}, x), 1, 5, 7, 2);
  }

  @Test
  void whatIsNotPlain() throws TfliteException {
    int x = shapeOfX();
    assertUnknown(computed("GATHER", new int[] {1}, x, vector(4)));
    assertUnknown(computed("GATHER", new int[] {1}, x, vector(-1)));
    assertUnknown(computed("GATHER", new int[] {1}, x));
    assertUnknown(computed("ADD", new int[] {4}, x));
    assertUnknown(computed("ADD", new int[] {4}, x, vector(1, 2)));
    assertUnknown(
        computed("ADD", new int[] {2, 2}, constant(new int[] {2, 1}, 1, 2), vector(1, 2)));
    assertUnknown(
        computed("REDUCE_PROD", new int[] {2}, constant(new int[] {2, 2}, 1, 2, 3, 4), vector(0)));
    assertUnknown(computed("FILL", new int[] {1}, vector(1), vector(1)));
    assertUnknown(computed("SHAPE", new int[] {4}));
    assertUnknown(computed("SHAPE", new int[] {4}, -1));
    int clamped = computed("ADD", new int[] {4}, x, x);
    ModelBuilder.withOptions((FlatWriter.Table) model.operators.getLast(), 11, int8(1));
    assertUnknown(clamped);
  }

  @Test
  void shapeThatIsKnownLater() throws TfliteException {
    model.tensorTable(X).with(7, int32s(1, -1, 7, 2));
    assertUnknown(shapeOfX());
  }

  @Test
  void whatIsComputedOfData() throws TfliteException {
    int data = add(TfliteType.INT32, 1);
    model.inputs(X, data);
    assertUnknown(computed("ADD", new int[] {4}, shapeOfX(), data));
    assertUnknown(computed("PACK", new int[] {1}, -1));
  }

  @Test
  void floatsAreNotComputed() throws TfliteException {
    int y = add(TfliteType.FLOAT32, 4);
    model.operator("CAST", new int[] {shapeOfX()}, y);
    assertUnknown(y);
  }
}
