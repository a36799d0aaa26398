package dev.demitasse.junit;

import dev.demitasse.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;

/** The tensors that arguments and results are made of. */
final class Tensors {
  private Tensors() {}

  /** All in a value, which may be a tensor, or records and arrays of them, in their order. */
  static List<Tensor<?>> in(Object value) {
    List<Tensor<?>> tensors = new ArrayList<>();
    collect(value, tensors);
    return tensors;
  }

  private static void collect(Object value, List<Tensor<?>> tensors) {
    if (value instanceof Tensor<?> tensor) {
      tensors.add(tensor);
    } else if (value instanceof Record r) {
      components(r).forEach(component -> collect(component, tensors));
    } else if (value instanceof Object[] array) {
      Arrays.stream(array).forEach(element -> collect(element, tensors));
    }
  }

  /** The components of a record, in their order. */
  static List<Object> components(Record value) {
    List<Object> components = new ArrayList<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      components.add(ReflectionSupport.invokeMethod(component.getAccessor(), value));
    }
    return components;
  }

  /** Types of arguments for people: {@code (F32[2, 3], int)}. */
  static String types(List<?> values) {
    return values.stream().map(Tensors::type).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String type(Object value) {
    if (value instanceof Tensor<?> tensor) {
      return tensor.elementType().tensorName() + Arrays.toString(tensor.shape());
    }
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}
