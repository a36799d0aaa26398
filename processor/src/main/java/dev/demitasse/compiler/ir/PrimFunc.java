package dev.demitasse.compiler.ir;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function. As lowered from Java it takes tensors of any shape; once specialised it takes
 * pointers, each with its buffer, then scalars, and either returns a scalar or writes to buffers.
 *
 * @param kind what it is for
 * @param symbol unique in the module; for Java methods the class, the method and the types
 * @param parameters in order
 * @param buffers the buffer of each pointer parameter
 * @param result type of the value, or void
 * @param attributes what else is said of it; passes keep them
 * @param position of the method
 */
public record PrimFunc(
    Kind kind,
    String symbol,
    List<Var> parameters,
    Map<Var, Buffer> buffers,
    Type result,
    Stmt.Seq body,
    Map<Attribute, String> attributes,
    Position position) {

  /** What a function is for. Written in lower case. */
  public enum Kind {
    /** One step of a network. */
    OPERATOR,
    /** An operator of which accesses that cannot be proved are checked at run time. */
    CHECKED,
    /** Part of what calls it. */
    FUNC,
    /** The value of a {@code static final} field, computed once; nothing is stored to it. */
    TABLE,
    /** Calls an operator with shapes for which it is to be proved where it is built. */
    EXAMPLE
  }

  /** What may be said of a function beside what it does. Written in lower case. */
  public enum Attribute {
    /** The C function that does on the device what the body says. */
    EXTERNAL,
    /** The device that it runs on, or that operators which it calls run on. */
    DEVICE
  }

  public PrimFunc {
    Check.that(!symbol.isEmpty(), "function without a symbol");
    parameters = List.copyOf(parameters);
    buffers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(buffers));
    Map<Attribute, String> given = new EnumMap<>(Attribute.class);
    given.putAll(attributes);
    attributes = java.util.Collections.unmodifiableMap(given);
    for (Var p : parameters) {
      Check.that(
          !(p.type() instanceof Type.PointerType) || buffers.containsKey(p),
          "pointer '%s' of %s has no shape",
          p,
          symbol);
    }
  }

  /** A function without attributes. */
  public PrimFunc(
      Kind kind,
      String symbol,
      List<Var> parameters,
      Map<Var, Buffer> buffers,
      Type result,
      Stmt.Seq body,
      Position position) {
    this(kind, symbol, parameters, buffers, result, body, Map.of(), position);
  }

  /** Whether this is a step of a network. */
  public boolean isOperator() {
    return kind == Kind.OPERATOR || kind == Kind.CHECKED;
  }

  public PrimFunc withBody(Stmt.Seq newBody) {
    return newBody == body
        ? this
        : new PrimFunc(kind, symbol, parameters, buffers, result, newBody, attributes, position);
  }

  public PrimFunc withAttributes(Map<Attribute, String> newAttributes) {
    return newAttributes.equals(attributes)
        ? this
        : new PrimFunc(kind, symbol, parameters, buffers, result, body, newAttributes, position);
  }

  /** The C function of others that stands for this one on the device. */
  public Optional<String> external() {
    return Optional.ofNullable(attributes.get(Attribute.EXTERNAL));
  }

  /** The device that this runs on, or what it calls. */
  public Optional<String> device() {
    return Optional.ofNullable(attributes.get(Attribute.DEVICE));
  }

  /** The same for the device, too: the body is what runs there. */
  public PrimFunc asReference() {
    Map<Attribute, String> others = new LinkedHashMap<>(attributes);
    others.remove(Attribute.EXTERNAL);
    return withAttributes(others);
  }

  /** Takes and returns scalars only: it can be a C function of its own. */
  public boolean isScalar() {
    return result instanceof DataType
        && parameters.stream().allMatch(p -> p.type() instanceof DataType);
  }

  /** The body is one expression, short enough to stand at the call. */
  public boolean isExpression() {
    return body.statements().size() == 1 && body.statements().get(0) instanceof Stmt.Return;
  }

  /** Class and method as a user would say them: {@code Dense.apply}, {@code new Block}. */
  public String userName() {
    String method = symbol.contains("(") ? symbol.substring(0, symbol.indexOf('(')) : symbol;
    String[] parts = method.split("\\.", -1);
    if (method.endsWith(".<init>")) {
      return "new " + parts[parts.length - 2];
    }
    return parts.length < 2 ? method : parts[parts.length - 2] + "." + parts[parts.length - 1];
  }

  /** The buffers of the pointer parameters, in order. */
  public List<Buffer> parameterBuffers() {
    return parameters.stream().filter(buffers::containsKey).map(buffers::get).toList();
  }
}
