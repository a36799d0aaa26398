package dev.demitasse.compiler.diagnostic;

import java.util.Locale;

/**
 * Every message to the user, to be read and corrected as prose: what is wrong, why that is wrong,
 * and what to do. Lower case, no full stop, the user's names in single quotes. The {@code %n$s} are
 * the arguments of the diagnostic.
 */
public enum Message {
  // ---- The Java of operators and networks ----
  UNSUPPORTED_STATEMENT(
      "%1$s is not supported",
      "operators are lowered to C, from a part of Java that has a counterpart there", "%2$s"),
  UNSUPPORTED_EXPRESSION(
      "%1$s is not supported", "it has no counterpart in the generated C", "%2$s"),
  UNSUPPORTED_TYPE(
      "type '%1$s' is not supported",
      "operators compute with tensors, numbers, booleans, enums, strings and arrays of these",
      "use a tensor class of dev.demitasse, a primitive type or an enum"),
  UNSUPPORTED_CALL(
      "call of '%1$s' is not supported",
      "only static methods of your own or of an operator library can be lowered, and methods of"
          + " java.lang.Math whose result is exactly specified",
      "%2$s"),
  NO_CLASS(
      "the class of '%1$s' is not known",
      "it is neither compiled here nor on the class path or module path",
      "add the library that it is in to the dependencies"),
  NO_BODY(
      "the body of '%1$s' is not known",
      "it is native or not compiled here, and no lowered form lies beside its class file", "%2$s"),
  IR_METHOD(
      "the lowered form of '%2$s' is without '%1$s'",
      "the method could not be lowered when its library was built, which is no mistake there"
          + " as long as no operator of the library needs it",
      "call it from an operator of that library, whose build then says what is wrong with it"),
  IR_STALE(
      "the lowered form of '%1$s' does not belong to its class file",
      "the class was compiled again, and the Demitasse processor was not there",
      "build the library it is in again, from clean and with the processor"),
  IR_UNREADABLE(
      "the lowered form of '%1$s' cannot be read: line %2$s: expected %3$s",
      "something has damaged it since Demitasse wrote it",
      "build the library it is in again, from clean and with the processor"),
  IR_VERSION(
      "the lowered form of '%1$s' has version %2$s, this compiler reads version %3$s",
      "its jar was built with another release of Demitasse",
      "build that jar again, or use the release it was built with"),
  RECURSION(
      "'%1$s' calls itself",
      "the generated C has no recursion, so that its stack is bounded", "write it as a loop"),
  STORE_TO_PARAMETER(
      "store to the parameter '%1$s'",
      "parameters and weights are read-only, also through views",
      "make a new tensor, e.g. '%1$s.copy()', write to that and return it"),
  TENSOR_IN_SCALAR_FUNCTION(
      "tensor '%1$s' in a helper of numbers",
      "a helper from numbers to a number becomes a C function, which has no memory of its own",
      "make the tensor in the operator and pass it to the helper"),
  PRECONDITION("%1$s", "", ""),
  PRECONDITION_ON_DATA(
      "the precondition depends on data",
      "preconditions are decided when the network is compiled",
      "test shapes and attributes only"),
  CONDITION_ON_DATA(
      "this is done under a condition that depends on data",
      "shapes, arrays and tensors are fixed when the network is compiled",
      "move it out of the 'if', or make the condition one on shapes and attributes"),
  SHAPE_ON_DATA(
      "this shape, axis or array index depends on data",
      "they are fixed when the network is compiled",
      "compute it from 'dim(...)', 'rank()', 'size()' and attributes"),
  LOOP_BOUND(
      "trip count of loop '%1$s' is not known at build time",
      "its bounds depend on data; generated C has fixed trip counts",
      "loop over a 'dim(...)' and guard the body with an 'if'"),
  WHILE_BOUND(
      "this loop is not proved to end",
      "nothing that its condition compares is seen to come closer to its end in every round",
      "count the rounds, too: 'for (int i = 0; i < 32 && ...; i++)'"),
  UNROLL_LIMIT(
      "%1$s would be unrolled more than %2$s times",
      "something in it must be known at build time, such as an axis or an array index",
      "declare arrays inside the loop, and use linear access 'at(i)' for any rank"),
  AXIS("'%3$s' has no axis %1$s", "its rank is %2$s", "use an axis from 0 to rank() - 1"),
  IMPOSSIBLE_SHAPE(
      "%1$s is no shape",
      "extents must not be negative, and a tensor has fewer than 2^31 elements",
      "check the arithmetic that leads to it"),
  INDEX_COUNT(
      "%1$s indices for '%2$s', which has %3$s axes",
      "", "give one index for each axis, or a single one that counts in row-major order"),
  VIEW("impossible view: %1$s", "", ""),
  STORE_TO_TABLE(
      "store to an array that is a constant",
      "'static final' arrays and attributes have the same elements for ever, and become constants",
      "copy it first, e.g. 'int[] mine = table.clone()'"),
  JAGGED_ARRAY(
      "the rows of '%1$s' differ",
      "an array whose index depends on data becomes one block of numbers in C",
      "give all rows the same length, or use one array with an index of your own"),
  ARRAY_LENGTH("array of length %1$s", "lengths are from 0 to %2$s", ""),
  ARRAY_INDEX("index %1$s is out of bounds for length %2$s", "", ""),
  INDEX_BOUNDS(
      "index %1$s of '%2$s' is not proved to be within its extent",
      "'%3$s' has the range %4$s, the extent of that axis is %5$s", "%6$s"),
  DIVISOR(
      "divisor '%1$s' is not proved to differ from zero",
      "its range is %2$s", "guard it: if (%3$s != 0), or use Math.max(1, %1$s)"),

  // ---- Operators and networks as classes ----
  OPERATOR_CLASS(
      "operator '%1$s' %2$s",
      "an operator is a class with a public static method 'apply' that returns a tensor, or a"
          + " record of tensors",
      "%3$s"),
  EXTERNAL_CLASS(
      "external '%1$s' %2$s",
      "a C function stands for the operator, with a parameter for each tensor, then one for each"
          + " number",
      "%3$s"),
  KERNEL_SIGNATURE(
      "C function '%1$s' is called with different types",
      "'%2$s' is %3$s, '%4$s' is %5$s",
      "name another function for one of them: @External(\"...\")"),
  DEVICE_CLASS(
      "'%1$s' on a device is neither an operator nor a network",
      "what runs on a device is an operator, or all those that a network or a part of it calls",
      "add @Operator or @Network, or leave out @Device"),
  EXAMPLE_METHOD(
      "example '%1$s' is not a static method without parameters",
      "it is run while the operator is built, with the shapes that it makes itself",
      "write e.g. '@Example static F32 small() { return apply(F32.zeros(2, 3)); }'"),
  NETWORK_CLASS(
      "network '%1$s' %2$s",
      "a network is a class with weights as fields and one public method from tensors to tensors",
      "%3$s"),
  PART_CLASS(
      "part '%1$s' of a network %2$s",
      "a part is a class with weights, states or parts of its own, which the network makes",
      "%3$s"),
  NETWORK_ELEMENT(
      "element of tensor '%1$s' used in a network",
      "a network composes operators; elements are the business of operators",
      "move the loop into a class with @Operator, and call its 'apply' here"),
  SHAPE_MISSING(
      "the shape of input '%1$s' is not known",
      "every shape is fixed when the network is compiled",
      "write e.g. '@Shape({1, 8, 8, 1})' before the parameter"),
  QUANTIZED(
      "%1$s",
      "the elements are integers, and stand for scale * (element - zeroPoint): the scale is above 0"
          + " and finite, the zero point one of them",
      "%2$s"),
  NO_OBJECT(
      "there is no object here",
      "Java makes an array without its objects, and would throw a NullPointerException",
      "set every element first: 'blocks[i] = new Block()'"),
  NO_VALUE(
      "field '%1$s' is read before it has a value",
      "weights and states have theirs once the constructor is done, other fields when they are set",
      "use the field in the method that runs the network"),
  CONSTRUCTOR_OPERATOR(
      "operator '%1$s' is called in a constructor",
      "constructors run when the network is compiled, operators on the device",
      "call it in the method that runs the network; a state begins with zeros or with an array of"
          + " the weight file"),
  STATE_SHAPE(
      "state '%1$s' of shape %2$s is given a tensor of shape %3$s",
      "its memory is fixed, and the next run begins with what it holds",
      "give it a tensor of its own shape, e.g. with 'slice' or 'reshape'"),
  STATE_VALUE(
      "state '%1$s' has nothing to begin with",
      "the first run reads it, too",
      "write '= F32.zeros(...)', or @State(\"...\") for an array of the weight file"),
  PART_MISSING(
      "part '%1$s' of the network is not made",
      "Java leaves a field null that no one sets",
      "make it where it is declared: '= new %2$s(...)'"),
  PART_SHARED(
      "'%1$s' and '%2$s' are one object",
      "the names of its weights begin with the field that it is in",
      "make an object for each field, or leave out one of them"),
  DUPLICATE_NETWORK(
      "two networks have the C name '%1$s'",
      "'%2$s' has it too, and their C symbols and files would collide",
      "give one of them another name: @Network(name = \"...\")"),
  GENERATED_CLASS(
      "class '%1$s' is there already",
      "Demitasse writes a class of that name beside '%2$s'", "give your class another name"),
  C_NAME(
      "'%1$s' cannot be a C name: %2$s",
      "it becomes part of a symbol, a struct member or a file name", "%3$s"),
  INTERFACE(
      "'%1$s' cannot be '%2$s'", "%3$s", "%4$s (in @CInterface, or with -Ademitasse.%1$s=...)"),
  POOL("pool '%1$s' %2$s", "%3$s", "%4$s"),
  PLACED("%1$s cannot lie in pool '%2$s'", "%3$s", "%4$s"),
  POOL_FULL(
      "pool '%1$s' would need %2$s bytes, %3$s more than the %4$s that it has", "%5$s", "%6$s"),

  // ---- Weights ----
  WEIGHT_FILE_MISSING(
      "file '%1$s' not found",
      "looked in %2$s",
      "put it beside the source file or into the resources, or name its folder with"
          + " -Ademitasse.resources=..."),
  WEIGHT_FILE("the weight file cannot be read", "%1$s", "%2$s"),
  WEIGHT_MISSING(
      "no array '%1$s' in '%2$s'",
      "the file has: %3$s", "correct the name in @Weight(\"...\"), or add the array to the file"),
  WEIGHT_EXTRA(
      "array '%1$s' of '%2$s' is bound to no field",
      "a weight that is left out is more often forgotten than meant",
      "add a field with @Weight(\"%1$s\"), or take the array out of the file"),
  WEIGHT_TYPE(
      "array '%1$s' has elements of type %2$s, the field is %3$s",
      "", "declare the field as %2$s, or convert the array"),
  WEIGHT_SHAPE(
      "array '%1$s' has shape %2$s, the field says %3$s", "", "correct @Shape or the array"),

  // ---- Models ----
  MODEL_FILE("the model cannot be read", "%1$s", "%2$s"),
  MODEL_TENSOR(
      "tensor %2$s of '%1$s' is not supported",
      "%3$s", "convert the model with fixed shapes, in float32 or wholly quantised to int8"),
  MODEL_OPERATOR("operator %2$s of '%1$s', %3$s, is not supported: it makes %4$s", "%5$s", "%6$s"),
  MODEL_INTERFACE("'%1$s' does not fit '%2$s'", "%3$s", "%4$s"),
  MODEL_LIBRARY(
      "the operators that '%1$s' needs are not there",
      "its network is written as calls of %2$s", "add demitasse-operators to the dependencies"),

  // ---- Budgets ----
  BUDGET("%1$s", "%2$s", "%3$s"),
  BUDGET_RAM(
      "network '%1$s' needs %2$s bytes of RAM, %3$s more than the %4$s of its budget",
      "%5$s", "%6$s"),
  BUDGET_CONSTANTS(
      "network '%1$s' has %2$s bytes of constants, %3$s more than the %4$s of its budget",
      "%5$s", "%6$s"),
  BUDGET_MACS(
      "network '%1$s' computes %2$s multiply-accumulates a run, %3$s more than the %4$s of its"
          + " budget",
      "%5$s", "%6$s"),

  // ---- The build ----
  OPTION("option '%1$s' has the value '%2$s'", "it can be: %3$s", "correct it in -A%1$s=..."),
  NOT_ANALYZED(
      "network '%1$s' was not compiled",
      "javac ended before it analysed the bodies of methods", "leave out the option -proc:only"),
  OUTPUT(
      "what was compiled cannot be written: %1$s",
      "there is no room or no right to write, or a file lies where a folder is needed",
      "mend that, or give javac another folder with -d (classes) or -s (generated sources)"),
  NOT_JAVAC(
      "Demitasse works inside javac only",
      "this compiler (%1$s) does not offer the Compiler Tree API",
      "compile with javac 21 or newer"),
  OLD_JAVAC(
      "Demitasse needs javac 21 or newer; this is %1$s",
      "", "run a newer javac; your code may stay at --release 17"),
  INTERNAL(
      "defect in Demitasse while compiling '%1$s': %2$s",
      "this is not your mistake", "please report it with the source that shows it");

  private final String what;
  private final String reason;
  private final String fix;

  Message(String what, String reason, String fix) {
    this.what = what;
    this.reason = reason;
    this.fix = fix;
  }

  /** The stable code in brackets: {@code loop-bound}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String what() {
    return what;
  }

  String reason() {
    return reason;
  }

  String fix() {
    return fix;
  }
}
