package dev.demitasse.compiler.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one compiled network takes of its device, and how that came about: plain data, written as
 * JSON with the names of these components in {@code snake_case}. The schema is described in {@code
 * docs/guide/report.md}; between two versions members are only added.
 *
 * <p>All sizes and offsets are in bytes. Steps are calls of operators, named by their index, from
 * 0, in the order in which they run. Tensors are named as in {@code <prefix>.json}. Places of the
 * user's source are a file's simple name with a line: {@code Digits.java:31}.
 *
 * @param reportVersion of the schema; grows when it gains something
 * @param network its name in C
 * @param prefix what its C symbols begin with: {@code tvmgen_digits}
 * @param modelHash as in the interface header
 * @param budget the limits that were given for the network, if there are any
 * @param pools memory that the network works in or reads its constants from
 * @param tensors all that lies in memory: inputs, outputs, constants, states, then what the calls
 *     write
 * @param functions the C functions of the network, callees before callers
 * @param remarks what the compiler did to the network, and what it left, in the order of its work
 */
public record Report(
    int reportVersion,
    String network,
    String prefix,
    String modelHash,
    Target target,
    Totals totals,
    Optional<Budget> budget,
    List<Pool> pools,
    List<Tensor> tensors,
    List<Step> steps,
    List<Function> functions,
    List<Remark> remarks) {

  /** The version that this class describes. */
  public static final int VERSION = 1;

  /**
   * What the C is made for.
   *
   * @param mac how {@code Fn.mac} rounds: {@code separate} or {@code fused}
   * @param alignment of what lies in pools, and of constants
   */
  public record Target(String mac, int alignment) {}

  /**
   * The whole network.
   *
   * @param ram workspace and state together
   * @param workspace bytes of all its pools, whoever brings them
   * @param state what lives from one run to the next
   * @param constants the elements of all constants
   * @param io inputs and outputs in memory of the caller's, beside the workspace
   * @param macs multiply-accumulates of a run, if they are known
   * @param calls of operators in a run
   * @param functions C functions of operators, each kernel of others among them
   * @param flash code and constants as compiled, if that was checked
   * @param stack the deepest that a run goes, if that was checked
   */
  public record Totals(
      long ram,
      long workspace,
      long state,
      long constants,
      long io,
      Optional<Long> macs,
      int calls,
      int functions,
      Optional<Long> flash,
      Optional<Long> stack) {}

  /** The most that the network may take; of what no limit is set there is none. */
  public record Budget(
      Optional<Long> ram,
      Optional<Long> constants,
      Optional<Long> macs,
      Optional<Long> flash,
      Optional<Long> stack) {}

  /**
   * Memory that the planner gave out.
   *
   * @param name {@code workspace}, {@code state}, {@code constants}, or what its author calls it
   * @param broughtBy {@code caller} or {@code generated code}
   * @param capacity the most that may lie in it, if there is such a limit
   * @param lowerBound no plan of these tensors is smaller than this, as far as is known
   * @param optimal whether no plan can be smaller than this one
   */
  public record Pool(
      String name,
      Content holds,
      String broughtBy,
      long bytes,
      Optional<Long> capacity,
      int alignment,
      long lowerBound,
      boolean optimal) {

    /** What lies in a pool. */
    public enum Content {
      CONSTANTS,
      /** What a run needs. */
      WORKSPACE,
      STATE
    }
  }

  /**
   * Something in memory.
   *
   * @param type of its elements, as NumPy writes it: {@code float32}
   * @param shape empty for a scalar
   * @param pool that it lies in; none in memory of the caller's and for arrays of the C, unless the
   *     array is in the section of a pool
   * @param offset in that pool; an array has none
   * @param first step that it is needed in, if there is one: a tensor that the caller writes into
   *     the workspace before a run is needed from step 0
   * @param last step that it is needed in: what the caller reads from the workspace behind a run is
   *     needed up to the last step
   * @param sharesWith tensors that have bytes in common with this one while both are needed
   * @param source of a constant: where its values come from
   */
  public record Tensor(
      String name,
      Tensor.Kind kind,
      String type,
      List<Integer> shape,
      long bytes,
      Optional<String> pool,
      Optional<Long> offset,
      Optional<Integer> first,
      Optional<Integer> last,
      List<String> sharesWith,
      Optional<String> source) {

    /** What a tensor is for. */
    public enum Kind {
      INPUT,
      OUTPUT,
      CONSTANT,
      STATE,
      /** Written by one step and read by others. */
      INTERMEDIATE,
      /** Memory that one step works in, or writes and nobody reads. */
      SCRATCH
    }

    public Tensor {
      shape = List.copyOf(shape);
      sharesWith = List.copyOf(sharesWith);
    }

    /** Bytes of a pool in which some of its tensors lie; what several lie in counts once. */
    public static long occupied(List<Tensor> tensors) {
      List<Tensor> upwards =
          tensors.stream().sorted(Comparator.comparing(t -> t.offset().orElseThrow())).toList();
      long bytes = 0;
      long end = 0;
      for (Tensor t : upwards) {
        long offset = t.offset().orElseThrow();
        bytes += Math.max(0, offset + t.bytes() - Math.max(end, offset));
        end = Math.max(end, offset + t.bytes());
      }
      return bytes;
    }
  }

  /**
   * A part of a tensor that a step is given, or all of it.
   *
   * @param tensor its name
   * @param shape as the step sees it
   * @param offset of its first byte in the tensor
   */
  public record Access(String tensor, List<Integer> shape, long offset) {
    public Access {
      shape = List.copyOf(shape);
    }
  }

  /**
   * A call of an operator.
   *
   * @param title the operators that it is made of: {@code Conv2d, Relu}
   * @param symbol of the function that it calls
   * @param position of the call in the network's source
   * @param device that it runs on, if it is on one
   * @param reads what it is given to read, constants and states among it
   * @param writes likewise; what it works in is among them
   * @param scratch bytes that it needs while it runs and nobody reads
   * @param macs multiply-accumulates, if they are known
   * @param live bytes of the workspace that are needed while it runs, its own among them
   * @param constants bytes of the constants that it reads
   */
  public record Step(
      String title,
      String symbol,
      Optional<String> position,
      Optional<String> device,
      List<Access> reads,
      List<Access> writes,
      long scratch,
      Optional<Long> macs,
      long live,
      long constants) {
    public Step {
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
    }
  }

  /**
   * A C function.
   *
   * @param title of an operator or kernel: what it does
   * @param position of its Java, if there is one
   * @param callees symbols of the functions that it calls itself
   * @param steps that call it
   * @param flash bytes of its code, if that was checked
   * @param frame bytes of the stack that it takes itself, without callees, if that was checked
   */
  public record Function(
      String symbol,
      Function.Kind kind,
      Optional<String> title,
      Optional<String> position,
      List<String> callees,
      List<Integer> steps,
      Optional<Long> flash,
      Optional<Long> frame) {

    /** What a function is for. */
    public enum Kind {
      OPERATOR,
      /** Of others, only declared by the C of the network. */
      KERNEL,
      /** Called by operators. */
      HELPER,
      /** Called by firmware. */
      ENTRY
    }

    public Function {
      callees = List.copyOf(callees);
      steps = List.copyOf(steps);
    }
  }

  /**
   * What a pass of the compiler did to the network, or left alone where a reader may have hoped for
   * more.
   *
   * @param pass name of its stage: {@code fuse-tails}; or {@link #IN_PLACE} or {@link #MACS}
   * @param subject what it is about: {@code Conv2d, Relu}
   * @param reason why; of what was applied, what it brought
   * @param position of the call in the network's source
   */
  public record Remark(
      String pass, Result result, String subject, String reason, Optional<String> position) {

    /** In place of a pass: results that lie where something lies that is read, or might. */
    public static final String IN_PLACE = "in-place";

    /** In place of a pass: what is said of how multiply-accumulates were counted. */
    public static final String MACS = "macs";

    /** Whether the pass did it. */
    public enum Result {
      APPLIED,
      MISSED
    }
  }

  public Report {
    pools = List.copyOf(pools);
    tensors = List.copyOf(tensors);
    steps = List.copyOf(steps);
    functions = List.copyOf(functions);
    remarks = List.copyOf(remarks);
  }

  /** The report as JSON; the same report gives the same text. */
  public String json() {
    return ReportJson.text(this);
  }

  /**
   * Reads what {@link #json()} wrote. Members that are not known are passed over.
   *
   * @throws IllegalArgumentException if the text is no report; the message says at which member
   */
  public static Report parse(String json) {
    return ReportJson.parse(json);
  }

  /** The report as a page of HTML, which loads nothing else. */
  public String html() {
    return ReportHtml.text(this);
  }

  /** The report in a few lines of text, without an end of the last one. */
  public String summary() {
    return ReportSummary.text(this);
  }
}
