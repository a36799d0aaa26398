package dev.demitasse.compiler.codegen;

/**
 * The macro behind arrays that says where they go, unless firmware has defined it.
 *
 * @param name of the section, empty for none
 * @param alignment of the arrays
 */
record Section(String macro, String name, int alignment) {

  /** That of a pool whose arrays the generated code has. */
  static Section of(Pool pool, Emission emission) {
    return new Section(
        emission.macro() + "_" + pool.macro() + "_SECTION", pool.section(), pool.alignment());
  }

  /** The definition. */
  String text() {
    return """
    #ifndef $macro$
    $conditions$#else
    #define $macro$
    #endif
    #endif

    """
        .replace("$conditions$", name.isEmpty() ? ALIGNED : PLACED)
        .replace("$macro$", macro)
        .replace("$section$", name)
        .replace("$alignment$", "" + alignment);
  }

  private static final String ALIGNED =
      """
      #if defined(__GNUC__)
      #define $macro$ __attribute__((aligned($alignment$)))
      """;

  private static final String PLACED =
      """
      #if defined(__GNUC__) && !defined(__APPLE__)
      #define $macro$ __attribute__((section("$section$"), aligned($alignment$)))
      #elif defined(__GNUC__)
      #define $macro$ __attribute__((aligned($alignment$)))
      """;
}
