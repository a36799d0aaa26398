package dev.demitasse.compiler.interp;

/** A function as closures: what there is to do, with every variable resolved to its slot. */
final class Code {

  /** Computes an integer or a boolean, as {@link dev.demitasse.compiler.ir.Arithmetic} does. */
  interface Whole {
    long in(Frame f);
  }

  /** Computes a float. */
  interface Real {
    double in(Frame f);
  }

  /** Does something, and says where to go on. */
  interface Action {
    /** Behind the action. */
    int NEXT = 0;

    /** At the caller; any other number is that of a block which is left. */
    int RETURN = -1;

    int in(Frame f);
  }

  /** Calls a function, and gives its frame after it has returned. */
  interface Caller {
    Frame from(Frame f);
  }

  /** Prepares an argument: puts it into the frame of a callee. */
  interface Pass {
    void to(Frame callee, Frame caller);
  }

  /** The variables of one call. */
  static final class Frame {
    final Budget budget;

    /** Scalars; a float as its bits in {@code double}. */
    final long[] scalars;

    final Memory[] memories;

    /** Where each pointer points to in its memory. */
    final int[] origins;

    /** What is returned, as a scalar. */
    long result;

    Frame(Code code, Budget budget) {
      this.budget = budget;
      this.scalars = new long[code.scalars];
      this.memories = new Memory[code.pointers];
      this.origins = new int[code.pointers];
    }
  }

  /** How many more steps a run may take; a turn of a loop and a call are one each. */
  static final class Budget {
    private long left;

    Budget(long steps) {
      this.left = steps;
    }

    void step() {
      if (left-- <= 0) {
        throw new Trap(Trap.Reason.STEPS, "too many steps");
      }
    }
  }

  /** How many slots a frame has. */
  private final int scalars;

  private final int pointers;
  private final Action body;

  Code(int scalars, int pointers, Action body) {
    this.scalars = scalars;
    this.pointers = pointers;
    this.body = body;
  }

  /** Runs in a frame that has the arguments: parameters have the first slots, in their order. */
  void run(Frame f) {
    f.budget.step();
    body.in(f);
  }
}
