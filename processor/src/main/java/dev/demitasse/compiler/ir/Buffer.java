package dev.demitasse.compiler.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * A static shape over memory. Element {@code [i, j, …]} lies at {@code data[offset + i * strides[0]
 * + j * strides[1] + …]}. Several buffers may share one {@code data}: a view is just another
 * buffer.
 *
 * @param data the pointer, whose name is the name of the buffer
 * @param shape extents, none negative; rank 0 is one element
 * @param strides in elements; 0 repeats
 * @param offset in elements, an {@code i32}; may depend on loop variables
 */
public record Buffer(Var data, List<Integer> shape, List<Integer> strides, Expr offset) {

  public Buffer {
    Check.that(data.type() instanceof Type.PointerType, "buffer over %s", data.type());
    Check.that(shape.size() == strides.size(), "%s strides for %s", strides, shape);
    Check.that(shape.stream().allMatch(d -> d >= 0), "negative extent in %s", shape);
    Check.type(DataType.INT32, offset);
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /** A whole new buffer, row-major. */
  public static Buffer of(String name, DataType element, List<Integer> shape) {
    return over(Var.of(name, new Type.PointerType(element)), shape);
  }

  /** All of {@code data}, row-major. */
  public static Buffer over(Var data, List<Integer> shape) {
    return new Buffer(data, shape, rowMajor(shape), Expr.int32(0));
  }

  /** The strides of a dense row-major tensor. */
  public static List<Integer> rowMajor(List<Integer> shape) {
    List<Integer> strides = new ArrayList<>(shape);
    int stride = 1;
    for (int d = shape.size() - 1; d >= 0; d--) {
      strides.set(d, stride);
      stride *= Math.max(1, shape.get(d));
    }
    return strides;
  }

  public String name() {
    return data.name();
  }

  public DataType element() {
    return ((Type.PointerType) data.type()).element();
  }

  public int rank() {
    return shape.size();
  }

  /** Number of elements. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Size in memory, if this is a whole buffer. */
  public long bytes() {
    return (long) size() * element().bytes();
  }

  /** Elements lie next to each other in row-major order; where they begin does not matter. */
  public boolean isContiguous() {
    List<Integer> dense = rowMajor(shape);
    for (int d = 0; d < rank(); d++) {
      if (shape.get(d) != 1 && !strides.get(d).equals(dense.get(d))) {
        return false;
      }
    }
    return true;
  }

  /** Begins where its memory begins, and is contiguous. */
  public boolean isWhole() {
    return offset.equals(Expr.int32(0)) && isContiguous();
  }

  /** The elements of memory from the first of this buffer to its last, both included. */
  public int reach() {
    int reach = Math.min(1, size());
    for (int d = 0; d < rank() && reach > 0; d++) {
      reach += (shape.get(d) - 1) * strides.get(d);
    }
    return reach;
  }

  /** The distance in elements from {@code data} to the element at {@code indices}. */
  public Expr position(List<Expr> indices) {
    Expr position = offset;
    for (int d = 0; d < rank(); d++) {
      Expr stride = Expr.int32(strides.get(d));
      position = Expr.add(position, Expr.mul(indices.get(d), stride));
    }
    return position;
  }
}
