package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.weights.Cursor;
import dev.demitasse.compiler.weights.WeightFile;
import dev.demitasse.compiler.weights.WeightFileException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tensors of a model, one after the other. */
final class TensorReader {

  private static final int MAX_RANK = 64;

  // Fields of a tensor.
  private static final int SHAPE = 0;
  private static final int TYPE = 1;
  private static final int BUFFER = 2;
  private static final int NAME = 3;
  private static final int QUANTIZATION = 4;
  private static final int IS_VARIABLE = 5;
  private static final int SPARSITY = 6;
  private static final int SHAPE_SIGNATURE = 7;
  private static final int HAS_RANK = 8;

  // Fields of a quantization.
  private static final int SCALES = 2;
  private static final int ZERO_POINTS = 3;
  private static final int DETAILS_TYPE = 4;
  private static final int AXIS = 6;

  // Fields of a buffer.
  private static final int DATA = 0;
  private static final int OUTER_OFFSET = 1;
  private static final int OUTER_SIZE = 2;

  private final Cursor file;
  private final FlatVector buffers;
  private final Set<String> names = new HashSet<>();
  private long constantBytes;

  TensorReader(Cursor file, FlatVector buffers) {
    this.file = file;
    this.buffers = buffers;
  }

  TfliteTensor read(int index, FlatTable nameless) throws WeightFileException {
    String name = unique(nameless.text(NAME, "the name of a tensor"), index);
    FlatTable tensor = nameless.about("tensor " + Cursor.quoted(name));
    TfliteType type = TfliteType.of(tensor.int8(TYPE, 0));
    List<Integer> shape = shape(tensor);
    if (tensor.reference(SPARSITY, "the sparsity").isPresent()) {
      throw tensor
          .start()
          .error("is sparse, which is not supported", "convert the model without sparse tensors");
    }
    Optional<ByteBuffer> data = data(tensor, type, shape);
    boolean isVariable = tensor.int8(IS_VARIABLE, 0) != 0;
    if (isVariable && data.isPresent()) {
      throw tensor.start().damaged("is a variable, and a constant since it has data");
    }
    boolean isDynamic = isDynamic(tensor, shape, data.isPresent());
    Optional<TfliteQuantization> quantization = quantization(tensor, type, shape);
    return new TfliteTensor(index, name, type, shape, isDynamic, quantization, data, isVariable);
  }

  private String unique(String name, int index) {
    String unique = name.isEmpty() ? "#" + index : name;
    while (!names.add(unique)) {
      unique += "#" + index;
    }
    return unique;
  }

  private static List<Integer> shape(FlatTable tensor) throws WeightFileException {
    FlatVector dims = tensor.vector(SHAPE, Integer.BYTES, "the shape");
    if (dims.size() > MAX_RANK) {
      throw tensor
          .start()
          .damaged("the shape has %d dims, more than %d".formatted(dims.size(), MAX_RANK));
    }
    List<Integer> shape = dims.int32s();
    long elements = 1;
    for (int dim : shape) {
      if (dim < 0 || elements * dim > Integer.MAX_VALUE) {
        throw tensor.start().damaged("shape " + shape + " has a negative dim or too many elements");
      }
      elements *= Math.max(dim, 1);
    }
    return shape;
  }

  /**
   * Whether the shape is a guess. That of a scalar and one of unknown rank look alike in files that
   * do not know the field for it; a constant has no unknown rank.
   */
  private static boolean isDynamic(FlatTable tensor, List<Integer> shape, boolean isConstant)
      throws WeightFileException {
    FlatVector vector = tensor.vector(SHAPE_SIGNATURE, Integer.BYTES, "the shape signature");
    List<Integer> signature = vector.int32s();
    for (int axis = 0; axis < signature.size(); axis++) {
      boolean isBatchOfOne = axis == 0 && !shape.isEmpty() && shape.get(0) == 1;
      if (signature.get(axis) < 0 && !isBatchOfOne) {
        return true;
      }
    }
    return shape.isEmpty() && !isConstant && tensor.int8(HAS_RANK, 0) == 0;
  }

  // ---- Data ----

  private Optional<ByteBuffer> data(FlatTable tensor, TfliteType type, List<Integer> shape)
      throws WeightFileException {
    long number = tensor.uint32(BUFFER, 0);
    if (number == 0) {
      return Optional.empty(); // by convention, the empty one
    }
    if (number >= buffers.size()) {
      throw tensor
          .start()
          .damaged(
              "has its data in buffer %d, but there are %d buffers"
                  .formatted(number, buffers.size()));
    }
    FlatTable buffer = buffers.table((int) number, "a buffer").aboutSame(tensor);
    Optional<Cursor> start = dataStart(buffer);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    Cursor at = start.get();
    long length = length(buffer, at);
    long elements = shape.stream().mapToLong(dim -> dim).reduce(1, (a, b) -> a * b);
    if (length == 0 && elements > 0) {
      return Optional.empty();
    }
    ByteBuffer data = at.copy().slice(length, "the data");
    if (type.hasSize() && length != type.bytes(elements)) {
      throw at.damaged(
          "%d bytes of data are not those of %s%s, which needs %d"
              .formatted(length, type, shape, type.bytes(elements)));
    }
    if (type == TfliteType.BOOL) {
      requireBools(data, at);
    }
    constantBytes += length * (type == TfliteType.FLOAT16 ? 2 : 1);
    if (constantBytes > WeightFile.MAX_UNPACKED_BYTES) {
      throw at.error(
          "this constant and those before it have more than %d bytes"
              .formatted(WeightFile.MAX_UNPACKED_BYTES),
          "keep fewer or smaller constants in one model");
    }
    return Optional.of(data);
  }

  private static boolean isOuter(FlatTable buffer) throws WeightFileException {
    return Long.compareUnsigned(buffer.int64(OUTER_OFFSET, 0), 1) > 0;
  }

  /** Large models have their data behind the FlatBuffer, at an offset in the file. */
  private Optional<Cursor> dataStart(FlatTable buffer) throws WeightFileException {
    if (isOuter(buffer)) {
      Cursor at = file.at(buffer.int64(OUTER_OFFSET, 0), "the data of a buffer");
      return Optional.of(buffer.start().at(at.position(), "the data"));
    }
    return buffer.reference(DATA, "the data");
  }

  /** The length of data, whose own number for it the cursor passes. */
  private static long length(FlatTable buffer, Cursor data) throws WeightFileException {
    return isOuter(buffer) ? buffer.int64(OUTER_SIZE, 0) : data.u32();
  }

  private static void requireBools(ByteBuffer data, Cursor at) throws WeightFileException {
    for (int i = 0; i < data.remaining(); i++) {
      if (data.get(i) != 0 && data.get(i) != 1) {
        throw at.damaged("bool %d is %d, not 0 or 1".formatted(i, data.get(i) & 0xff));
      }
    }
  }

  // ---- Quantization ----

  private static Optional<TfliteQuantization> quantization(
      FlatTable tensor, TfliteType type, List<Integer> shape) throws WeightFileException {
    Optional<FlatTable> table = tensor.table(QUANTIZATION, "the quantization");
    if (table.isEmpty()) {
      return Optional.empty();
    }
    FlatTable q = table.get().aboutSame(tensor);
    if (q.int8(DETAILS_TYPE, 0) != 0) {
      throw q.start()
          .error(
              "is quantised with details of type %d, which are not supported"
                  .formatted(q.int8(DETAILS_TYPE, 0)),
              "convert the model with one scale for each tensor or channel");
    }
    FlatVector scales = q.vector(SCALES, Float.BYTES, "the scales");
    FlatVector zeroPoints = q.vector(ZERO_POINTS, Long.BYTES, "the zero points");
    if (scales.size() == 0) {
      return Optional.empty(); // nothing but the range seen in training
    }
    int axis = q.int32(AXIS, 0);
    requireFit(q, scales.size(), zeroPoints.size(), axis, shape);
    List<Long> points =
        zeroPoints.size() == scales.size()
            ? zeroPoints.int64s()
            : Collections.nCopies(
                scales.size(), zeroPoints.size() == 0 ? 0L : zeroPoints.int64s().get(0));
    requireSane(q, scales.floats(), points, type);
    return Optional.of(new TfliteQuantization(scales.floats(), points, axis));
  }

  private static void requireFit(
      FlatTable q, int scales, int zeroPoints, int axis, List<Integer> shape)
      throws WeightFileException {
    boolean hasAxis = axis >= 0 && axis < shape.size();
    if (scales > 1 && (!hasAxis || scales != shape.get(axis))) {
      throw q.start()
          .damaged("%d scales are not those of axis %d of %s".formatted(scales, axis, shape));
    }
    if (zeroPoints > 1 && zeroPoints != scales) {
      throw q.start()
          .damaged("there are %d scales, but %d zero points".formatted(scales, zeroPoints));
    }
  }

  private static void requireSane(
      FlatTable q, List<Float> scales, List<Long> zeroPoints, TfliteType type)
      throws WeightFileException {
    for (float scale : scales) {
      if (!(scale > 0) || Float.isInfinite(scale)) {
        throw q.start().damaged("scale " + scale + " is not above 0 and finite");
      }
    }
    for (long zeroPoint : zeroPoints) {
      if (!type.holds(zeroPoint)) {
        throw q.start().damaged("zero point %d is no number of %s".formatted(zeroPoint, type));
      }
    }
  }
}
