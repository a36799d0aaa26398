package dev.demitasse.benchmarks;

import java.util.Arrays;
import java.util.Optional;

/** What is measured. */
enum Figure {
  /** Instructions of one inference on an emulated board, the most of all inputs. */
  INSTRUCTIONS("instructions", Kind.COST),

  /** Multiply-accumulates of one inference. */
  MACS("macs", Kind.WORK),

  /** Nanoseconds of one inference on this computer, the median. */
  NS("nsPerInference", Kind.TIME),

  /** The least. */
  NS_MIN("nsPerInferenceMin", Kind.TIME),

  /** Nanoseconds of ONNX Runtime for the same, measured in turn with ours; the median. */
  ONNX_NS("nsOnnxRuntime", Kind.TIME),

  /** The least. */
  ONNX_NS_MIN("nsOnnxRuntimeMin", Kind.TIME),

  /** Bytes of machine code. */
  TEXT("textBytes", Kind.COST),

  /** Bytes of constants. */
  RODATA("rodataBytes", Kind.COST),

  /** Bytes of workspace and state. */
  WORKSPACE("workspaceBytes", Kind.COST),

  /** Bytes of inputs and outputs that do not lie in the workspace. */
  IO("ioBytes", Kind.COST),

  /** Bytes of the stack that one inference needs, by the frames of its functions. */
  STACK("stackBytes", Kind.COST),

  /** Bytes of the generated C, headers and weights among it. */
  C("cBytes", Kind.COST),

  /** Milliseconds of a new javac with the processor, by the clock on the wall. */
  JAVAC("javacMs", Kind.TIME),

  /** Milliseconds of a processor core in these, outside the operating system. */
  JAVAC_USER("javacUserMs", Kind.TIME),

  /** Milliseconds of the C compiler, by the clock on the wall. */
  CC("ccMs", Kind.TIME),

  /** Milliseconds of a processor core in these, outside the operating system. */
  CC_USER("ccUserMs", Kind.TIME);

  /** What a figure says. */
  private enum Kind {
    /** What there is to do. */
    WORK,
    /** What it takes; the same each time, from the same sources and tools. */
    COST,
    /** What it takes, but by a clock. */
    TIME
  }

  private final String json;
  private final Kind kind;

  Figure(String json, Kind kind) {
    this.json = json;
    this.kind = kind;
  }

  /** Its name in files of results. */
  String json() {
    return json;
  }

  /** Whether it may be held against a limit: it depends on no clock. */
  boolean isLimited() {
    return kind != Kind.TIME;
  }

  static Optional<Figure> of(String json) {
    return Arrays.stream(values()).filter(figure -> figure.json.equals(json)).findFirst();
  }
}
