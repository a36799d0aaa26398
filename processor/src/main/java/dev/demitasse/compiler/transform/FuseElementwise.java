package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Substitute;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins an operator with the element-wise one that reads its result: each element goes on through
 * the second operator where the first would have stored it, and the tensor between them is gone.
 *
 * <p>Before: two specialised functions, simplified, the dead fills removed. The producer writes
 * each element of its output once, unconditionally, and does not read it back. The consumer is one
 * loop that makes element {@code i} of its output of element {@code i} of that input, and of
 * whatever else. After: one function with the parameters of the producer but its output, then those
 * of the consumer but that input.
 */
public final class FuseElementwise {

  private FuseElementwise() {}

  /** The consumer, seen as a function of one element. */
  private record Tail(Var index, List<Stmt> before, BufferStore store) {}

  /** The joined function, if the two can be joined at parameter {@code input} of the consumer. */
  public static Optional<PrimFunc> run(
      PrimFunc producer, PrimFunc second, int input, String symbol) {
    PrimFunc consumer = Renamed.of(second);
    Buffer between = last(producer);
    Buffer read = consumer.parameterBuffers().get(input);
    Optional<Tail> tail = tail(consumer, read);
    boolean whole = between.isWhole() && read.isWhole() && between.size() == read.size();
    if (tail.isEmpty() || !whole || !writesOnce(producer, between)) {
      return Optional.empty();
    }
    Seq body = new Join(between, read, tail.get()).seq(producer.body());
    Map<Var, Buffer> buffers = new LinkedHashMap<>(producer.buffers());
    buffers.remove(between.data());
    buffers.putAll(consumer.buffers());
    buffers.remove(read.data());
    List<Var> parameters = List.copyOf(buffers.keySet());
    return Optional.of(
        new PrimFunc(
            PrimFunc.Kind.OPERATOR,
            symbol,
            parameters,
            buffers,
            Type.VOID,
            body,
            producer.attributes(),
            producer.position()));
  }

  /** Whether a function makes each element of its output of that element of one of its inputs. */
  public static boolean isElementwise(PrimFunc consumer, int input) {
    return tail(consumer, consumer.parameterBuffers().get(input)).isPresent();
  }

  private static Buffer last(PrimFunc f) {
    List<Buffer> buffers = f.parameterBuffers();
    return buffers.get(buffers.size() - 1);
  }

  private static boolean writesOnce(PrimFunc producer, Buffer output) {
    return !Stores.reads(producer.body(), output.data())
        && new Stores(output.data(), output.size()).add(producer.body()).coverAllOnce();
  }

  private static Optional<Tail> tail(PrimFunc consumer, Buffer read) {
    List<Stmt> body = consumer.body().statements();
    if (body.size() != 1
        || !(body.get(0) instanceof For(Var i, Expr begin, Expr end, int step, Seq inner, var p))
        || !begin.isInt(0)
        || !end.isInt(read.size())
        || step != 1) {
      return Optional.empty();
    }
    List<Stmt> statements = inner.statements();
    List<Stmt> lets = statements.subList(0, statements.size() - 1);
    Buffer output = last(consumer);
    if (!lets.stream().allMatch(Let.class::isInstance)
        || !(statements.get(lets.size()) instanceof BufferStore store)
        || store.buffer().data() != output.data()
        || !output.isWhole()
        || output.size() != read.size()
        || !isElement(store.buffer(), store.indices(), i)
        || Stores.reads(inner, output.data())
        || !readsOnlyElement(inner, read.data(), i)) {
      return Optional.empty();
    }
    return Optional.of(new Tail(i, lets, store));
  }

  private static boolean isElement(Buffer b, List<Expr> indices, Var i) {
    return b.position(indices) == i;
  }

  private static boolean readsOnlyElement(Seq body, Var data, Var i) {
    boolean[] only = {true};
    Walk.exprs(
        body,
        e -> {
          if (e instanceof BufferLoad(Buffer b, List<Expr> at, var p) && b.data() == data) {
            only[0] &= isElement(b, at, i);
          }
        });
    return only[0];
  }

  /** A copy with pointers of its own, so that a function can be joined with itself. */
  private static final class Renamed extends Rewriter {
    private final Map<Var, Var> fresh = new LinkedHashMap<>();

    static PrimFunc of(PrimFunc f) {
      Renamed renamed = new Renamed();
      Map<Var, Buffer> buffers = new LinkedHashMap<>();
      for (Buffer b : f.parameterBuffers()) {
        Var data = Var.of(b.name(), b.data().type());
        renamed.fresh.put(b.data(), data);
        buffers.put(data, renamed.buffer(b));
      }
      List<Var> parameters = List.copyOf(buffers.keySet());
      Seq body = renamed.seq(f.body());
      return new PrimFunc(
          f.kind(), f.symbol(), parameters, buffers, f.result(), body, f.position());
    }

    @Override
    protected Buffer buffer(Buffer b) {
      Var data = fresh.get(b.data());
      return data == null
          ? super.buffer(b)
          : new Buffer(data, b.shape(), b.strides(), expr(b.offset()));
    }
  }

  /** Puts the consumer in the place of the producer's store. */
  private static final class Join extends Rewriter {
    private final Buffer between;
    private final Buffer read;
    private final Tail tail;

    Join(Buffer between, Buffer read, Tail tail) {
      this.between = between;
      this.read = read;
      this.tail = tail;
    }

    @Override
    public Stmt stmt(Stmt s) {
      if (!(s instanceof BufferStore store) || store.buffer().data() != between.data()) {
        return super.stmt(s);
      }
      Var element = Var.of("v", store.value().type());
      Expr position = store.buffer().position(store.indices());
      List<Stmt> joined = new ArrayList<>();
      joined.add(new Let(element, store.value(), store.position()));
      Rewriter here = new Element(read.data(), element);
      Substitute at = new Substitute(Map.of(tail.index(), position));
      Map<Var, Expr> fresh = new LinkedHashMap<>();
      for (Stmt let : tail.before()) {
        Let l = (Let) at.stmt(here.stmt(let));
        Var copy = Var.of(l.variable().name(), l.variable().type());
        joined.add(new Let(copy, new Substitute(fresh).expr(l.value()), l.position()));
        fresh.put(l.variable(), copy);
      }
      Expr value = new Substitute(fresh).expr(at.expr(here.expr(tail.store().value())));
      Var out = tail.store().buffer().data();
      Buffer shaped = Buffer.over(out, store.buffer().shape());
      boolean sameShape = store.buffer().isWhole();
      joined.add(
          sameShape
              ? new BufferStore(shaped, store.indices(), value, tail.store().position())
              : new BufferStore(
                  Buffer.over(out, List.of(between.size())),
                  List.of(position),
                  value,
                  tail.store().position()));
      return new Seq(joined);
    }
  }

  /** Reads the element where it is at hand instead of from memory. */
  private static final class Element extends Rewriter {
    private final Var data;
    private final Var element;

    Element(Var data, Var element) {
      this.data = data;
      this.element = element;
    }

    @Override
    public Expr expr(Expr e) {
      return e instanceof BufferLoad load && load.buffer().data() == data ? element : super.expr(e);
    }
  }
}
