package dev.demitasse.operators.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Networks in which the compiler may work in place, copy nothing, and choose an order. */
final class MemoryCases {
  private static final int RANDOM = 66;

  private MemoryCases() {}

  static void addTo(Networks networks) {
    copies(networks);
    for (int i = 0; i < RANDOM; i++) {
      networks.add("Graph", new Graph(new Random(i)).body(), "2 3 4", "2 3 4");
    }
  }

  private static void copies(Networks networks) {
    String[] image = {"1 4 4 2", "3 3 3 2", "3"};
    String conv = "Conv2d.apply(a, b, c, 1, Padding.SAME)";
    String padded = "Pad.apply(%s, new int[] {0, 1, 1, 0}, new int[] {0, 1, 2, 0}, -1f)";
    networks.add("Copies", "MaxPool2d.apply(" + padded.formatted(conv) + ", 2)", image);
    networks.add("Copies", padded.formatted(conv), image);
    networks.add("Copies", padded.formatted(padded.formatted(conv)), image);
    networks.add("Copies", "F32 h = " + conv + "; return Concat.apply(3, h, h);", image);
    networks.add(
        "Copies",
        "F32 h = "
            + conv
            + "; return Softmax.apply(Concat.apply(3, h, MaxPool2d.apply(h, 3, 1,"
            + " Padding.SAME), a));",
        image);
    networks.add(
        "Copies",
        "F32 h = "
            + conv
            + "; return Concat.apply(0, Softmax.apply(h), Concat.apply(0, Softmax.apply(h), h));",
        image);
    networks.add("Copies", "F32 h = Reshape.apply(a, 4, 3); return Softmax.apply(h);", "2 6");
    networks.add("Copies", "Softmax.apply(Transpose.apply(a, 1, 0, 2))", "2 1 6");
    networks.add("Copies", "Softmax.apply(Transpose.apply(a, 1, 0, 2))", "2 3 6");
    networks.add("Copies", "Reshape.apply(a, 4, 3)", "2 6");
    networks.add(
        "Copies",
        "F32 h = Softmax.apply(a); F32 p = Pad.apply(h, new int[] {1, 0}, new int[] {1, 0});"
            + " return Softmax.apply(Mul.apply(Softmax.apply(p), p));",
        "3 4");
    networks.add(
        "Copies",
        "F32 h = Softmax.apply(a).slice(0, 1, 2); return Softmax.apply(Concat.apply(0, h,"
            + " Softmax.apply(h)));",
        "4 3");
  }

  /** Operators one after another on whatever tensors of rank 3 there are. */
  private static final class Graph {
    private record Tensor(String name, List<Integer> shape) {
      int size() {
        return shape.stream().reduce(1, (a, b) -> a * b);
      }
    }

    private static final int STEPS = 9;
    private static final int MAX_SIZE = 400;

    private final Random random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Tensor> unread = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Graph(Random random) {
      this.random = random;
    }

    String body() {
      tensors.add(new Tensor("a", List.of(2, 3, 4)));
      tensors.add(new Tensor("b", List.of(2, 3, 4)));
      while (tensors.size() < STEPS + 2) {
        step();
      }
      String all =
          unread.stream()
              .map(t -> "Reshape.apply(%s, %d)".formatted(t.name(), t.size()))
              .collect(Collectors.joining(", "));
      return text + "return Concat.apply(0, " + all + ");";
    }

    private void step() {
      Tensor x = any(tensors);
      List<Integer> shape = new ArrayList<>(x.shape());
      int axis = random.nextInt(3);
      int extent = shape.get(axis);
      switch (random.nextInt(9)) {
        case 0 -> make("Softmax.apply(%s)", shape, x);
        case 1 -> make("Relu.apply(%s)", shape, x);
        case 2 -> make("Mul.apply(%s, %s)", shape, x, any(like(x, -1)));
        case 3 -> make("Add.apply(%s, %s)", shape, x, any(like(x, -1)));
        case 4 -> {
          Tensor y = any(like(x, axis));
          shape.set(axis, extent + y.shape().get(axis));
          make("Concat.apply(" + axis + ", %s, %s)", shape, x, y);
        }
        case 5 -> {
          int start = random.nextInt(extent);
          shape.set(axis, extent - start);
          make("%s.slice(" + axis + ", " + start + ", " + (extent - start) + ")", shape, x);
        }
        case 6 -> {
          int[] before = {random.nextInt(2), random.nextInt(2), random.nextInt(2)};
          int[] after = {random.nextInt(2), random.nextInt(2), random.nextInt(2)};
          for (int d = 0; d < 3; d++) {
            shape.set(d, shape.get(d) + before[d] + after[d]);
          }
          make("Pad.apply(%s, " + array(before) + ", " + array(after) + ", 0.5f)", shape, x);
        }
        case 7 -> {
          List<Integer> turned = List.of(shape.get(1), shape.get(2), shape.get(0));
          make("Transpose.apply(%s, 1, 2, 0)", turned, x);
        }
        default -> {
          List<Integer> flat = List.of(1, x.size(), 1);
          make("Reshape.apply(%s, 1, " + x.size() + ", 1)", flat, x);
        }
      }
    }

    private static String array(int[] values) {
      return IntStream.of(values)
          .mapToObj(String::valueOf)
          .collect(Collectors.joining(", ", "new int[] {", "}"));
    }

    private Tensor any(List<Tensor> among) {
      return among.get(random.nextInt(among.size()));
    }

    /** The tensors that have the shape of {@code x}, but for one axis perhaps. */
    private List<Tensor> like(Tensor x, int but) {
      return tensors.stream()
          .filter(t ->
              IntStream.range(0, 3)
                  .allMatch(d -> d == but || t.shape().get(d).equals(x.shape().get(d))))
          .toList();
    }

    private void make(String expression, List<Integer> shape, Tensor... read) {
      Tensor made = new Tensor("h" + tensors.size(), List.copyOf(shape));
      if (made.size() > MAX_SIZE) {
        return;
      }
      Object[] names = Stream.of(read).map(Tensor::name).toArray();
      text.append("F32 %s = %s; ".formatted(made.name(), expression.formatted(names)));
      unread.removeAll(List.of(read));
      unread.add(made);
      tensors.add(made);
    }
  }
}
