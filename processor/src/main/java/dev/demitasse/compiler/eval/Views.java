package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The views of tensors, as buffers over the same memory; the meaning is that of the methods of
 * {@code dev.demitasse.Tensor}. An impossible view is an {@code IllegalArgumentException} that says
 * why.
 */
public final class Views {

  private Views() {}

  private static void require(boolean possible, String why, Object... arguments) {
    if (!possible) {
      throw new IllegalArgumentException(why.formatted(arguments));
    }
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  static Buffer reshape(Buffer b, List<Integer> shape) {
    require(
        size(shape) == b.size(),
        "%s has %s elements, %s has %s",
        b.shape(),
        b.size(),
        shape,
        size(shape));
    require(b.isContiguous(), "elements of '%s' do not lie together; copy() it first", b.name());
    return new Buffer(b.data(), shape, Buffer.rowMajor(shape), b.offset());
  }

  static Buffer slice(Buffer b, int axis, Expr start, int length, Position p) {
    requireAxis(b, axis);
    int extent = b.shape().get(axis);
    require(
        length >= 0 && length <= extent, "%s of %s elements along axis %s", length, extent, axis);
    if (start instanceof IntImm(var type, long s)) {
      require(
          s >= 0 && s + length <= extent,
          "%s elements from %s along axis %s of %s",
          length,
          s,
          axis,
          b.shape());
    }
    List<Integer> shape = new ArrayList<>(b.shape());
    shape.set(axis, length);
    Expr proved = Fold.bounded(start, extent - length + 1, p);
    return new Buffer(b.data(), shape, b.strides(), moved(b, axis, proved));
  }

  static Buffer row(Buffer b, Expr index, Position p) {
    require(b.rank() > 0, "'%s' has no axes", b.name());
    Buffer one = slice(b, 0, index, 1, p);
    return new Buffer(
        b.data(), b.shape().subList(1, b.rank()), b.strides().subList(1, b.rank()), one.offset());
  }

  private static Expr moved(Buffer b, int axis, Expr start) {
    return Expr.add(b.offset(), Expr.mul(start, Expr.int32(b.strides().get(axis))));
  }

  static Buffer transpose(Buffer b, List<Integer> axes) {
    require(
        axes.stream().sorted().toList().equals(IntStream.range(0, b.rank()).boxed().toList()),
        "%s is no order of the %s axes of '%s'",
        axes,
        b.rank(),
        b.name());
    return new Buffer(
        b.data(),
        axes.stream().map(b.shape()::get).toList(),
        axes.stream().map(b.strides()::get).toList(),
        b.offset());
  }

  static Buffer broadcast(Buffer b, List<Integer> shape) {
    int added = shape.size() - b.rank();
    require(added >= 0, "%s has fewer axes than %s", shape, b.shape());
    List<Integer> strides = new ArrayList<>();
    for (int d = 0; d < shape.size(); d++) {
      int extent = d < added ? 1 : b.shape().get(d - added);
      require(extent == 1 || extent == shape.get(d), "%s does not repeat to %s", b.shape(), shape);
      strides.add(extent == shape.get(d) && d >= added ? b.strides().get(d - added) : 0);
    }
    return new Buffer(b.data(), shape, strides, b.offset());
  }

  private static void requireAxis(Buffer b, int axis) {
    require(
        axis >= 0 && axis < b.rank(),
        "'%s' has no axis %s: its shape is %s",
        b.name(),
        axis,
        b.shape());
  }

  /** The element at a row-major position, of whatever shape. */
  static <T> T linear(Buffer b, Expr position, BiFunction<Buffer, List<Expr>, T> element) {
    Buffer c = collapsed(b);
    List<Expr> indices = new ArrayList<>();
    int inner = c.size();
    for (int d = 0; d < c.rank(); d++) {
      inner /= Math.max(1, c.shape().get(d));
      Expr index = Fold.binary(BinaryOp.DIV, position, Expr.int32(Math.max(1, inner)));
      // The first index needs no remainder, as the position is within the size.
      Expr extent = Expr.int32(c.shape().get(d));
      indices.add(d == 0 ? index : Fold.binary(BinaryOp.MOD, index, extent));
    }
    return element.apply(c, indices);
  }

  /** The same elements in the same order, over as few axes as possible, but one at least. */
  private static Buffer collapsed(Buffer b) {
    if (b.size() == 0) {
      return new Buffer(b.data(), List.of(0), List.of(1), b.offset());
    }
    List<Integer> shape = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    for (int d = b.rank() - 1; d >= 0; d--) {
      int extent = b.shape().get(d);
      int stride = b.strides().get(d);
      boolean continues = extent > 1 && !shape.isEmpty() && stride == strides.get(0) * shape.get(0);
      if (continues) {
        shape.set(0, extent * shape.get(0));
      } else if (extent > 1) {
        shape.add(0, extent);
        strides.add(0, stride);
      }
    }
    return shape.isEmpty()
        ? new Buffer(b.data(), List.of(1), List.of(1), b.offset())
        : new Buffer(b.data(), shape, strides, b.offset());
  }

  /** Sets every element of a contiguous buffer. */
  public static Stmt fill(Buffer b, Expr value, Position p) {
    Var i = Var.of("i", DataType.INT32);
    return over(i, b, linear(b, i, (f, at) -> new BufferStore(f, at, value, p)), p);
  }

  /** Copies {@code from} to {@code to}, of the same shape, in row-major order. */
  public static Stmt copy(Buffer from, Buffer to, Position p) {
    Var i = Var.of("i", DataType.INT32);
    Expr element = linear(from, i, (f, at) -> new BufferLoad(f, at, p));
    return over(i, to, linear(to, i, (f, at) -> new BufferStore(f, at, element, p)), p);
  }

  private static Stmt over(Var i, Buffer b, Stmt body, Position p) {
    return new For(i, Expr.int32(0), Expr.int32(b.size()), 1, new Seq(List.of(body)), p);
  }
}
