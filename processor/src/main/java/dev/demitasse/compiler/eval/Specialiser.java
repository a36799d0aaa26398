package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.eval.Value.ArrayValue;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes functions for the device out of operators: one for each operator with given shapes and
 * attributes, however often it is called. Its parameters are a pointer for each tensor, then one
 * for the output; those of an external kernel go on with its numbers, which the body has no need
 * of.
 */
public final class Specialiser {

  /**
   * An operator with its shapes and attributes known.
   *
   * @param function writes to its last pointers
   * @param inputs the tensors among the arguments it was made for, in the order of its parameters
   * @param scalars constants for the parameters that are no pointers
   * @param result what it returns: a tensor or a record of tensors, each a parameter of its own
   */
  public record Specialised(
      PrimFunc function, List<Buffer> inputs, List<Expr> scalars, Value result) {
    /** The buffers of the result, in the order of the function's parameters. */
    public List<Buffer> outputs() {
      List<Buffer> buffers = function.parameterBuffers();
      return buffers.subList(inputs.size(), buffers.size());
    }
  }

  private final Callees callees;
  private final Map<String, Specialised> made = new HashMap<>();

  /**
   * Specialises operators among these functions.
   *
   * @param fusedMac whether {@code mac} rounds once
   */
  public Specialiser(IrModule generic, boolean fusedMac) {
    this.callees = new Callees(generic, fusedMac);
  }

  /** What the operators call. */
  public Callees callees() {
    return callees;
  }

  /** The operator for these arguments. */
  public Specialised specialise(PrimFunc operator, List<Value> arguments) {
    List<Buffer> inputs = new ArrayList<>();
    List<Buffer> parameters = new ArrayList<>();
    List<Value> inside = new ArrayList<>();
    StringBuilder key = new StringBuilder(operator.symbol()).append(operator.attributes());
    for (int i = 0; i < arguments.size(); i++) {
      String name = operator.parameters().get(i).name();
      inside.add(parameter(name, arguments.get(i), inputs, parameters, key));
    }
    Specialised known = made.get(key.toString());
    if (known == null) {
      known = make(operator, inside, parameters);
      made.put(key.toString(), known);
    }
    return new Specialised(known.function(), inputs, known.scalars(), known.result());
  }

  private Value parameter(
      String name,
      Value argument,
      List<Buffer> inputs,
      List<Buffer> parameters,
      StringBuilder key) {
    return switch (argument) {
      case TensorValue(Buffer b) -> {
        Buffer parameter =
            new Buffer(Var.of(name, b.data().type()), b.shape(), b.strides(), Expr.int32(0));
        inputs.add(b);
        parameters.add(parameter);
        key.append(';').append(b.element()).append(b.shape()).append(b.strides());
        yield new TensorValue(parameter);
      }
      case ArrayValue a -> {
        Value[] elements = new Value[a.length()];
        key.append(";{");
        for (int i = 0; i < elements.length; i++) {
          elements[i] = parameter(name + i, a.get(i), inputs, parameters, key);
        }
        key.append('}');
        yield ArrayValue.table(name, elements);
      }
      case ObjectValue o -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        key.append(";{");
        o.fields()
            .forEach((field, value) ->
                fields.put(field, parameter(name + "_" + field, value, inputs, parameters, key)));
        key.append('}');
        yield ObjectValue.of(fields);
      }
      default -> {
        key.append(';').append(argument);
        yield argument;
      }
    };
  }

  private Specialised make(PrimFunc operator, List<Value> arguments, List<Buffer> inputs) {
    OperatorTensors[] tensors = new OperatorTensors[1];
    Evaluator.Outcome outcome =
        Evaluator.run(
            callees, operator, arguments, () -> tensors[0] = new OperatorTensors(), false);
    List<Stmt> body = new ArrayList<>(outcome.body().statements());
    Map<Var, Buffer> outputs = new LinkedHashMap<>();
    Value result =
        outcome
            .result()
            .mapTensors(
                "y",
                (name, b) -> {
                  Buffer output = b;
                  if (!tensors[0].owns(b) || outputs.containsKey(b.data())) {
                    output = Buffer.of(name, b.element(), b.shape());
                    body.add(Views.copy(b, output, operator.position()));
                  }
                  outputs.put(output.data(), output);
                  return output;
                });
    Map<Var, Buffer> buffers = new LinkedHashMap<>();
    inputs.forEach(b -> buffers.put(b.data(), b));
    buffers.putAll(outputs);
    List<Var> parameters = new ArrayList<>(buffers.keySet());
    List<Expr> scalars = new ArrayList<>();
    for (int i = 0; operator.external().isPresent() && i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Scalar(Expr value)) {
        parameters.add(Var.of(operator.parameters().get(i).name(), value.type()));
        scalars.add(value);
      }
    }
    PrimFunc function =
        new PrimFunc(
            operator.kind(),
            operator.symbol(),
            parameters,
            buffers,
            Type.VOID,
            new WithoutAllocation(outputs.keySet()).seq(new Seq(body)),
            operator.attributes(),
            operator.position());
    return new Specialised(function, inputs, scalars, result);
  }

  /** The caller brings the memory of the outputs. */
  private static final class WithoutAllocation extends Rewriter {
    private final Set<Var> outputs;

    WithoutAllocation(Set<Var> outputs) {
      this.outputs = outputs;
    }

    @Override
    public Stmt stmt(Stmt s) {
      return s instanceof Allocate a && outputs.contains(a.buffer().data())
          ? Seq.EMPTY
          : super.stmt(s);
    }
  }

  /** Inside an operator: new tensors take room in the workspace, the parameters are read-only. */
  private static final class OperatorTensors implements Evaluator.Tensors {
    private final Map<Var, Integer> sizes = new HashMap<>();

    /** Whether the whole of this tensor was made here, so that it can be the output itself. */
    boolean owns(Buffer b) {
      return b.isWhole() && sizes.getOrDefault(b.data(), -1) == b.size();
    }

    @Override
    public TensorValue zeros(
        Evaluator evaluator, String name, DataType element, List<Integer> shape, Position p) {
      Buffer buffer = Buffer.of(name, element, shape);
      sizes.put(buffer.data(), buffer.size());
      evaluator.emit(new Allocate(buffer, StorageScope.WORKSPACE, p));
      evaluator.emit(Views.fill(buffer, Expr.zero(element), p));
      return new TensorValue(buffer);
    }

    @Override
    public void access(Evaluator e, TensorValue tensor, Position p) {}

    @Override
    public Optional<Value> call(Evaluator e, PrimFunc callee, List<Value> arguments, Invoke call) {
      return Optional.empty();
    }
  }
}
