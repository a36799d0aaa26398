package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.weights.Cursor;
import dev.demitasse.compiler.weights.WeightFileException;
import java.util.ArrayList;
import java.util.List;

/** A vector of a FlatBuffer, known to lie within the file. */
final class FlatVector {

  private final Cursor elements;
  private final int size;
  private final int elementBytes;
  private final FlatTable.Budget budget;

  /** The vector whose first element is there. */
  FlatVector(Cursor elements, int size, int elementBytes, FlatTable.Budget budget) {
    this.elements = elements;
    this.size = size;
    this.elementBytes = elementBytes;
    this.budget = budget;
  }

  int size() {
    return size;
  }

  /** Returns a cursor at an element. */
  private Cursor at(int index) throws WeightFileException {
    return elements.at(elements.position() + (long) index * elementBytes, "an element");
  }

  /** Returns a table of a vector of references. */
  FlatTable table(int index, String what) throws WeightFileException {
    return FlatTable.at(at(index), budget, what);
  }

  /** Returns all elements of a vector of 32-bit numbers. */
  List<Integer> int32s() throws WeightFileException {
    Cursor next = elements.copy();
    List<Integer> numbers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      numbers.add((int) next.u32());
    }
    return numbers;
  }

  /** Returns all elements of a vector of 64-bit numbers. */
  List<Long> int64s() throws WeightFileException {
    Cursor next = elements.copy();
    List<Long> numbers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      numbers.add(next.i64());
    }
    return numbers;
  }

  /** Returns all elements of a vector of 32-bit floating point numbers. */
  List<Float> floats() throws WeightFileException {
    return int32s().stream().map(Float::intBitsToFloat).toList();
  }
}
