package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.eval.Value;
import dev.demitasse.compiler.eval.Value.ArrayValue;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.graph.PartDecl.PartField;
import dev.demitasse.compiler.graph.PartDecl.StateField;
import dev.demitasse.compiler.graph.PartDecl.Weight;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.weights.WeightArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives the weights and states of a network their values: walks through the object that its
 * constructor has made, and looks for the array of each field by the path that leads there, {@code
 * blocks/0/kernel}. Says everything that does not match.
 */
public final class BindWeights {

  /**
   * Where a part stands.
   *
   * @param network whose file has the arrays
   * @param prefix of their names
   * @param path from the root, {@code blocks/0/}
   * @param pool that its weights are placed in, if they are
   * @param blame where the user can do something if the class comes from a jar
   */
  private record Place(
      PartDecl network, String prefix, String path, Optional<String> pool, Position blame) {

    Place inside(String name, Position field) {
      return new Place(network, prefix + name + "/", path + name + "/", pool, own(field));
    }

    /** In a part that is placed itself, if it is. */
    Place in(Optional<String> own) {
      return new Place(network, prefix, path, own.or(() -> pool), blame);
    }

    /** A network inside a network has a file of its own. */
    Place of(PartDecl part) {
      return part.file().isEmpty() ? this : new Place(part, "", path, pool, blame);
    }

    Position own(Position field) {
      return field.isKnown() ? field : blame;
    }

    /** The name of a field's tensor in C. */
    String tensor(String field) {
      return (path + field).replace('/', '_');
    }
  }

  /** An array of the file of a network. */
  private record Key(String network, String array) {}

  private final NetworkDecl network;
  private final Map<String, Weights> files;
  private final List<Diagnostic> mistakes;
  private final Map<Key, Constant> bound = new LinkedHashMap<>();
  private final Set<Key> wanted = new HashSet<>();
  private final List<NetworkObject.Slot> states = new ArrayList<>();
  private final Map<Var, Placement> placements = new HashMap<>();
  private final Map<ObjectValue, String> paths = new HashMap<>();
  private final Set<String> fileless = new HashSet<>();

  private BindWeights(NetworkDecl network, Map<String, Weights> files, List<Diagnostic> mistakes) {
    this.network = network;
    this.files = files;
    this.mistakes = mistakes;
  }

  /**
   * The network with its weights.
   *
   * @param made by its constructor
   * @param files by the networks that name them; without those that cannot be read
   * @param mistakes takes what is wrong
   */
  public static NetworkObject run(
      NetworkDecl network,
      ObjectValue made,
      Map<String, Weights> files,
      List<Diagnostic> mistakes) {
    BindWeights bind = new BindWeights(network, files, mistakes);
    bind.part(
        network.part(),
        made,
        new Place(network.part(), "", "", Optional.empty(), network.position()));
    bind.requireAllBound();
    return new NetworkObject(made, List.copyOf(bind.bound.values()), bind.states, bind.placements);
  }

  private void part(PartDecl part, ObjectValue object, Place place) {
    String other = paths.putIfAbsent(object, place.path());
    if (other != null) {
      report(Message.PART_SHARED, place.blame(), dotted(other), dotted(place.path()));
      return;
    }
    for (String field : List.copyOf(object.fields().keySet())) {
      if (object.get(field) instanceof ArrayValue array) {
        object.set(field, array.frozen(field)); // an attribute stays what the constructor made it
      }
    }
    for (PartDecl.Field field : part.fields()) {
      switch (field) {
        case Weight w -> weight(w, object, place);
        case StateField s -> state(s, object, place);
        case PartField p -> {
          Place inside = place.inside(p.name(), p.position()).in(p.pool());
          parts(p, Optional.ofNullable(object.get(p.name())), p.arrays(), inside);
        }
      }
    }
  }

  private static String dotted(String path) {
    return path.isEmpty() ? "this" : path.substring(0, path.length() - 1).replace('/', '.');
  }

  private void parts(PartField field, Optional<Value> value, int arrays, Place place) {
    if (value.isEmpty() || value.get() instanceof Value.None) {
      String simple = field.className().substring(field.className().lastIndexOf('.') + 1);
      report(Message.PART_MISSING, place.blame(), field.name(), simple);
    } else if (arrays > 0) {
      ArrayValue array = (ArrayValue) value.get();
      for (int i = 0; i < array.length(); i++) {
        Place inside = place.inside(String.valueOf(i), place.blame());
        parts(field, Optional.ofNullable(array.get(i)), arrays - 1, inside);
      }
    } else {
      PartDecl part = network.parts().get(field.className());
      part(part, (ObjectValue) value.get(), place.of(part));
    }
  }

  private void weight(Weight w, ObjectValue object, Place place) {
    constant(w.array(), w.element(), w.shape(), w, place)
        .ifPresent(c -> {
          object.set(w.name(), new TensorValue(c.buffer()));
          place(c.buffer(), w.pool().or(place::pool), Placement.Kind.WEIGHT, w, place);
        });
  }

  /** Puts something into a pool, if it is placed, and nobody else has placed it otherwise. */
  private void place(
      Buffer b, Optional<String> pool, Placement.Kind kind, PartDecl.Field field, Place place) {
    if (pool.isEmpty()) {
      return;
    }
    String name = (place.path() + field.name()).replace('/', '.');
    Placement placement = new Placement(pool.get(), kind, name, place.own(field.position()));
    Placement other = placements.putIfAbsent(b.data(), placement);
    if (other != null && !other.pool().equals(pool.get())) {
      mistakes.add(
          placement.mistake(
              "it is the array of '%s' as well, which is placed in '%s'"
                  .formatted(other.name(), other.pool()),
              "place both in one pool"));
    }
  }

  private void state(StateField s, ObjectValue object, Place place) {
    Position p = place.own(s.position());
    String name = place.tensor(s.name());
    if (s.array().isPresent()) {
      constant(s.array().get(), s.element(), s.shape(), s, place)
          .ifPresent(c -> {
            Buffer buffer = Buffer.of(name, s.element(), c.buffer().shape());
            addState(s, object, new State(buffer, Optional.of(c)), place);
          });
    } else if (object.get(s.name()) instanceof TensorValue(Buffer zeros)) {
      if (!s.shape().orElse(zeros.shape()).equals(zeros.shape())) {
        report(Message.STATE_SHAPE, p, s.name(), s.shape().get(), zeros.shape());
      }
      Buffer buffer = Buffer.of(name, s.element(), zeros.shape());
      addState(s, object, new State(buffer, Optional.empty()), place);
    } else {
      report(Message.STATE_VALUE, p, s.name());
    }
  }

  private void addState(StateField s, ObjectValue object, State state, Place place) {
    states.add(new NetworkObject.Slot(object, s.name(), state, place.own(s.position())));
    place(state.buffer(), s.pool(), Placement.Kind.STATE, s, place);
  }

  /** The values of a field; each array becomes one constant, however often it is used. */
  private Optional<Constant> constant(
      String name,
      DataType element,
      Optional<List<Integer>> shape,
      PartDecl.Field field,
      Place place) {
    PartDecl owner = place.network();
    Key key = new Key(owner.className(), place.prefix() + name);
    Position p = place.own(field.position());
    if (owner.file().orElseThrow().isEmpty()) {
      requireFile(place);
      return Optional.empty();
    }
    Weights weights = files.get(owner.className());
    if (weights == null) {
      return Optional.empty(); // which has been said
    }
    wanted.add(key);
    WeightArray array = weights.arrays().get(key.array());
    if (array == null) {
      report(Message.WEIGHT_MISSING, p, key.array(), weights.file(), names(weights));
    } else if (!Weights.dataType(array.type()).equals(element)) {
      String wants = Weights.elementType(element).tensorName();
      report(Message.WEIGHT_TYPE, p, key.array(), array.type().tensorName(), wants);
    } else if (!shape.orElse(array.shape()).equals(array.shape())) {
      report(Message.WEIGHT_SHAPE, p, key.array(), array.shape(), shape.orElseThrow());
    } else {
      Buffer buffer = Buffer.of(place.tensor(field.name()), element, array.shape());
      String source = "Array '" + key.array() + "' of " + weights.file();
      return Optional.of(
          bound.computeIfAbsent(key, k -> new Constant(buffer, source, array.littleEndian())));
    }
    return Optional.empty();
  }

  private void requireFile(Place place) {
    PartDecl part = place.network();
    if (fileless.add(part.className())) {
      report(
          Message.NETWORK_CLASS,
          place.blame(),
          part.simpleName(),
          "has weights, but names no file with them",
          "name it: @Network(weights = \"" + Names.snakeCase(part.simpleName()) + ".npz\")");
    }
  }

  private void requireAllBound() {
    Optional.ofNullable(files.get(network.className()))
        .filter(Weights::holdsOnlyWeights)
        .ifPresent(weights ->
            weights.arrays().keySet().stream()
                .filter(name -> !wanted.contains(new Key(network.className(), name)))
                .forEach(name ->
                    report(Message.WEIGHT_EXTRA, network.position(), name, weights.file())));
  }

  private static String names(Weights weights) {
    return weights.arrays().keySet().stream()
        .map(n -> "'" + n + "'")
        .collect(Collectors.joining(", "));
  }

  private void report(Message message, Position p, Object... arguments) {
    mistakes.add(Diagnostic.of(message, p, arguments));
  }
}
