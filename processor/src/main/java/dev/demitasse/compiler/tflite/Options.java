package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.weights.WeightFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The attributes of an operator: the fields of its options by their position in the schema. They
 * are there for the operators of the table in this class only; of others, nothing is read.
 */
public final class Options {

  private static final Options NONE = new Options(false, Map.of());

  /**
   * What a file says about the options of an operator: their type in the union of all options, and
   * what their fields are, in order: {@code b}yte (truth values and enums, too), {@code i}nt,
   * {@code f}loat, or {@code v}ector of ints.
   */
  private record Layout(int type, String fields) {}

  private static final Map<String, Layout> LAYOUTS =
      """
      CONV_2D                       1 biibiib
      DEPTHWISE_CONV_2D             2 biiibii
      AVERAGE_POOL_2D               5 biiiib
      L2_POOL_2D                    5 biiiib
      MAX_POOL_2D                   5 biiiib
      SVDF                          6 ibb
      RNN                           7 bb
      FULLY_CONNECTED               8 bbbbb
      SOFTMAX                       9 f
      CONCATENATION                10 ib
      ADD                          11 bb
      L2_NORMALIZATION             12 b
      LOCAL_RESPONSE_NORMALIZATION 13 ifff
      LSTM                         14 bffbb
      RESIZE_BILINEAR              15 iibb
      RESHAPE                      17 v
      SPACE_TO_DEPTH               19 i
      MUL                          21 b
      GATHER                       23 ii
      MEAN                         27 b
      SUM                          27 b
      REDUCE_PROD                  27 b
      REDUCE_MAX                   27 b
      REDUCE_MIN                   27 b
      REDUCE_ANY                   27 b
      REDUCE_ALL                   27 b
      SUB                          28 bb
      DIV                          29 b
      SQUEEZE                      30 v
      UNIDIRECTIONAL_SEQUENCE_RNN  31 bbb
      STRIDED_SLICE                32 iiiiib
      SPLIT                        35 i
      CAST                         37 bb
      ARG_MAX                      40 b
      TRANSPOSE_CONV               49 biibb
      SHAPE                        55 b
      ARG_MIN                      57 b
      PACK                         59 ii
      ONE_HOT                      61 i
      UNPACK                       64 ii
      UNIDIRECTIONAL_SEQUENCE_LSTM 71 bffbbb
      RESIZE_NEAREST_NEIGHBOR      74 bb
      LEAKY_RELU                   75 f
      MIRROR_PAD                   77 b
      SPLIT_V                      79 i
      REVERSE_SEQUENCE             87 ii
      DEPTH_TO_SPACE               94 i
      BATCH_MATMUL                101 bbb
      CUMSUM                      102 bb
      GELU                        116 b
      """
          .lines()
          .map(line -> line.split(" +"))
          .collect(
              Collectors.toMap(row -> row[0], row -> new Layout(Integer.parseInt(row[1]), row[2])));

  private final boolean isPresent;
  private final Map<Integer, Object> fields;

  private Options(boolean isPresent, Map<Integer, Object> fields) {
    this.isPresent = isPresent;
    this.fields = fields;
  }

  /**
   * Reads the options of an operator.
   *
   * @param typeField the field with their type, before that with the options
   */
  static Options read(String code, FlatTable operator, int typeField) throws WeightFileException {
    Layout layout = LAYOUTS.get(code);
    int type = operator.int8(typeField, 0) & 0xff;
    if (layout == null || type == 0) {
      return NONE;
    }
    if (type != layout.type()) {
      throw operator
          .start()
          .damaged(
              "%s has options of type %d, those of another operator; its own are of type %d"
                  .formatted(code, type, layout.type()));
    }
    var table = operator.table(typeField + 1, "the options of an operator");
    return table.isPresent() ? new Options(true, fields(layout, table.get())) : NONE;
  }

  private static Map<Integer, Object> fields(Layout layout, FlatTable table)
      throws WeightFileException {
    Map<Integer, Object> fields = new HashMap<>();
    for (int i = 0; i < layout.fields().length(); i++) {
      if (table.has(i)) {
        fields.put(
            i,
            switch (layout.fields().charAt(i)) {
              case 'b' -> table.int8(i, 0);
              case 'i' -> table.int32(i, 0);
              case 'f' -> Float.intBitsToFloat(table.int32(i, 0));
              default -> List.copyOf(table.vector(i, Integer.BYTES, "an attribute").int32s());
            });
      }
    }
    return fields;
  }

  /** Returns whether the file has options for the operator, and this class knows them. */
  public boolean isPresent() {
    return isPresent;
  }

  /** Returns a field of 32 bits. */
  public int int32(int field, int otherwise) {
    return (Integer) fields.getOrDefault(field, otherwise);
  }

  /** Returns a field of 8 bits: an enum, the type of a tensor, or a truth value. */
  public int int8(int field, int otherwise) {
    return (Integer) fields.getOrDefault(field, otherwise);
  }

  /** Returns a floating point field. It may be any, not a number included. */
  public float float32(int field, float otherwise) {
    return (Float) fields.getOrDefault(field, otherwise);
  }

  /** Returns a truth value that is false by default. */
  public boolean bool(int field) {
    return int8(field, 0) != 0;
  }

  /** Returns a vector, empty if it is absent. */
  @SuppressWarnings("unchecked") // no other lists are there
  public List<Integer> int32s(int field) {
    return (List<Integer>) fields.getOrDefault(field, List.of());
  }

  /** Returns the fields that are there, by their positions. */
  @Override
  public String toString() {
    return fields.toString();
  }
}
