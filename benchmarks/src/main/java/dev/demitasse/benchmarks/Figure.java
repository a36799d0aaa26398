package dev.demitasse.benchmarks;

import java.util.Arrays;
import java.util.Optional;

/** What is measured. Less is better, of all but {@link #MACS}, which is the work that there is. */
enum Figure {
  /** Instructions of one inference on an emulated board, the most of all inputs. */
  INSTRUCTIONS("instructions", Kind.SAME_EACH_TIME),

  /** Multiply-accumulates of one inference. */
  MACS("macs", Kind.SAME_EACH_TIME),

  /** Nanoseconds of one inference on this computer, the median. */
  NS("nsPerInference", Kind.TIME),

  /** The least. */
  NS_MIN("nsPerInferenceMin", Kind.TIME),

  /** Nanoseconds of ONNX Runtime for the same, measured in turn with ours; the median. */
  ONNX_NS("nsOnnxRuntime", Kind.TIME),

  /** The least. */
  ONNX_NS_MIN("nsOnnxRuntimeMin", Kind.TIME),

  /** Bytes of machine code. */
  TEXT("textBytes", Kind.SAME_EACH_TIME),

  /** Bytes of constants. */
  RODATA("rodataBytes", Kind.SAME_EACH_TIME),

  /** Bytes of workspace and state. */
  WORKSPACE("workspaceBytes", Kind.SAME_EACH_TIME),

  /** Bytes of inputs and outputs that do not lie in the workspace. */
  IO("ioBytes", Kind.SAME_EACH_TIME),

  /** Bytes of the stack that one inference needs, as painted. */
  STACK("stackBytes", Kind.SAME_EACH_TIME),

  /** Bytes of the generated C, headers and weights among it. */
  C("cBytes", Kind.SAME_EACH_TIME),

  /** Milliseconds of a new javac with the processor, by the clock on the wall. */
  JAVAC("javacMs", Kind.TIME),

  /** Milliseconds of a processor core in these, outside the operating system. */
  JAVAC_USER("javacUserMs", Kind.TIME),

  /** Milliseconds of the C compiler, by the clock on the wall. */
  CC("ccMs", Kind.TIME),

  /** Milliseconds of a processor core in these, outside the operating system. */
  CC_USER("ccUserMs", Kind.TIME);

  /** How often a figure has to be measured. */
  private enum Kind {
    /** The same from the same sources and tools. */
    SAME_EACH_TIME,
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
    return kind == Kind.SAME_EACH_TIME && this != MACS;
  }

  static Optional<Figure> of(String json) {
    return Arrays.stream(values()).filter(figure -> figure.json.equals(json)).findFirst();
  }
}
