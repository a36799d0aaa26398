package dev.demitasse.compiler.tflite;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * The small tensors of integers that are known when a model is imported: constants, shapes, and
 * what is computed of these. Converters leave such computations behind, mostly for the target of a
 * reshape.
 */
final class ShapeArithmetic {
  /** Larger tensors are no shapes. */
  private static final int MOST = 256;

  private final TfliteModel model;
  private final Map<Integer, List<Integer>> known = new HashMap<>();

  private ShapeArithmetic(TfliteModel model) {
    this.model = model;
  }

  /** The elements of the tensors that are known, in row-major order. */
  static Map<Integer, List<Integer>> run(TfliteModel model) {
    ShapeArithmetic arithmetic = new ShapeArithmetic(model);
    model.tensors().forEach(arithmetic::constant);
    model.operators().forEach(arithmetic::operator);
    return arithmetic.known;
  }

  private static boolean isWhole(TfliteTensor t) {
    return t.type() == TfliteType.INT32 || t.type() == TfliteType.INT64;
  }

  private void constant(TfliteTensor t) {
    if (t.isConstant() && isWhole(t) && t.elements() <= MOST) {
      boolean wide = t.type() == TfliteType.INT64;
      ByteBuffer data = t.data().get();
      List<Integer> values = new ArrayList<>();
      while (data.hasRemaining()) {
        long v = wide ? data.getLong() : data.getInt();
        values.add((int) Math.max(Integer.MIN_VALUE, Math.min(v, Integer.MAX_VALUE)));
      }
      known.put(t.index(), List.copyOf(values));
    }
  }

  private void operator(TfliteOperator o) {
    if (o.outputs().size() == 1) {
      TfliteTensor y = model.tensor(o.outputs().get(0));
      if (isWhole(y) && y.elements() <= MOST) {
        result(o).filter(r -> r.size() == y.elements()).ifPresent(r -> known.put(y.index(), r));
      }
    }
  }

  private Optional<List<Integer>> result(TfliteOperator o) {
    if (o.code().equals("SHAPE")) {
      return o.inputs().stream()
          .limit(1)
          .filter(i -> i >= 0 && !model.tensor(i).isDynamic())
          .map(i -> model.tensor(i).shape())
          .findFirst();
    }
    if (o.inputs().isEmpty() || !known.keySet().containsAll(o.inputs())) {
      return Optional.empty();
    }
    List<List<Integer>> x = o.inputs().stream().map(known::get).toList();
    return switch (o.code()) {
      case "CAST", "EXPAND_DIMS", "RESHAPE", "SQUEEZE" -> Optional.of(x.get(0));
      case "CONCATENATION", "PACK" ->
          isFlat(o) ? Optional.of(x.stream().flatMap(List::stream).toList()) : Optional.empty();
      case "ADD" -> combined(o, x, Integer::sum);
      case "SUB" -> combined(o, x, (a, b) -> a - b);
      case "MUL" -> combined(o, x, (a, b) -> a * b);
      case "MAXIMUM" -> combined(o, x, Math::max);
      case "MINIMUM" -> combined(o, x, Math::min);
      case "REDUCE_PROD" ->
          model.tensor(o.outputs().get(0)).elements() == 1
              ? Optional.of(List.of(x.get(0).stream().reduce(1, (a, b) -> a * b)))
              : Optional.empty();
      case "GATHER" -> gathered(x);
      case "STRIDED_SLICE" -> sliced(o, x);
      default -> Optional.empty();
    };
  }

  /** Whether the inputs have one axis at most, so that one is joined to the other. */
  private boolean isFlat(TfliteOperator o) {
    int most = o.code().equals("PACK") ? 0 : 1;
    return o.inputs().stream().allMatch(i -> model.tensor(i).shape().size() <= most);
  }

  private static Optional<List<Integer>> combined(
      TfliteOperator o, List<List<Integer>> x, IntBinaryOperator operator) {
    boolean isClamped = o.options().int8(0, 0) != 0;
    if (x.size() != 2 || isClamped) {
      return Optional.empty();
    }
    List<Integer> a = x.get(0);
    List<Integer> b = x.get(1);
    int size = Math.max(a.size(), b.size());
    if ((a.size() != size && a.size() != 1) || (b.size() != size && b.size() != 1)) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.range(0, size)
            .map(i ->
                operator.applyAsInt(a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0 : i)))
            .boxed()
            .toList());
  }

  private static Optional<List<Integer>> gathered(List<List<Integer>> x) {
    return x.size() == 2 && x.get(1).stream().allMatch(i -> i >= 0 && i < x.get(0).size())
        ? Optional.of(x.get(1).stream().map(x.get(0)::get).toList())
        : Optional.empty();
  }

  /** StridedSliceOptions: begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask. */
  private static Optional<List<Integer>> sliced(TfliteOperator o, List<List<Integer>> x) {
    boolean plain =
        x.size() == 4
            && x.subList(1, 4).stream().allMatch(v -> v.size() == 1)
            && o.options().int32(2, 0) == 0
            && o.options().int32(3, 0) == 0
            && x.get(3).get(0) > 0;
    if (!plain) {
      return Optional.empty();
    }
    int size = x.get(0).size();
    int begin = (o.options().int32(0, 0) & 1) != 0 ? 0 : position(x.get(1).get(0), size);
    int end =
        (o.options().int32(4, 0) & 1) != 0
            ? Math.min(begin + 1, size)
            : (o.options().int32(1, 0) & 1) != 0 ? size : position(x.get(2).get(0), size);
    List<Integer> taken = new ArrayList<>();
    for (long i = begin; i < end; i += x.get(3).get(0)) {
      taken.add(x.get(0).get((int) i));
    }
    return Optional.of(taken);
  }

  private static int position(int index, int size) {
    return Math.max(0, Math.min(index < 0 ? index + size : index, size));
  }
}
