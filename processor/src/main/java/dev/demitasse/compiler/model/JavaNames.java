package dev.demitasse.compiler.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * Names in Java for the tensors of a model, each its own. Converters make long names of those of
 * all layers that became one; the first says most: {@code conv2dRelu} for {@code
 * model/conv2d/Relu;model/conv2d/BiasAdd;...}.
 */
final class JavaNames {
  private static final int SEGMENTS = 2;
  private static final Pattern WORDS = Pattern.compile("[^A-Za-z0-9]+");

  private final Map<ModelTensor, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Gives a tensor the name that its user has for it. */
  void give(ModelTensor tensor, String name) {
    names.put(tensor, name);
    taken.add(name);
  }

  /** Whether a tensor has a name already. */
  boolean has(ModelTensor tensor) {
    return names.containsKey(tensor);
  }

  /** The name of a tensor. */
  String of(ModelTensor tensor) {
    return names.computeIfAbsent(tensor, t -> unique(readable(t.name())));
  }

  /** A name that is not yet taken, and from now on is: the given one, perhaps with a number. */
  String unique(String name) {
    String candidate = name;
    for (int i = 2; SourceVersion.isKeyword(candidate) || !taken.add(candidate); i++) {
      candidate = name + (Character.isDigit(name.charAt(name.length() - 1)) ? "_" : "") + i;
    }
    return candidate;
  }

  private static String readable(String name) {
    List<String> segments =
        Pattern.compile("/")
            .splitAsStream(name.replaceFirst(";.*", ""))
            .filter(s -> WORDS.matcher(s).replaceAll("").length() > 0)
            .toList();
    List<String> last = segments.subList(Math.max(segments.size() - SEGMENTS, 0), segments.size());
    StringBuilder camel = new StringBuilder();
    for (String word : WORDS.split(String.join("/", last), -1)) {
      if (!word.isEmpty()) {
        String first = word.substring(0, 1);
        boolean lower = camel.isEmpty();
        camel.append(lower ? first.toLowerCase(Locale.ROOT) : first.toUpperCase(Locale.ROOT));
        camel.append(word.substring(1));
      }
    }
    boolean named = !camel.isEmpty() && Character.isLetter(camel.charAt(0));
    return named ? camel.toString() : "tensor" + camel;
  }
}
