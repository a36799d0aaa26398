package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.graph.Constant;
import java.util.stream.Collectors;

/** Prints what the interface header says of pools: their macros, and the struct of the caller's. */
final class HeaderPools {
  private static final int BYTES_A_LINE = 16;

  private final Emission emission;

  HeaderPools(Emission emission) {
    this.emission = emission;
  }

  // ---- Macros ----

  String macros() {
    return emission.fill(
        workspace()
            + macros(Content.WORKSPACE)
            + macros(Content.STATE)
            + macros(Content.CONSTANTS));
  }

  private String macros(Content holds) {
    return emission.pools().stream()
        .filter(pool -> pool.holds() == holds)
        .map(this::macros)
        .collect(Collectors.joining());
  }

  /** The whole, whoever brings it. */
  private String workspace() {
    return """
    /** Size in bytes of the workspace, which holds %s. */
    #define $macro$_WORKSPACE_SIZE %d

    /** How much of it the caller brings, and how much is an array of the generated code. */
    #define $macro$_WORKSPACE_CALLER_BYTES %d
    #define $macro$_WORKSPACE_INTERNAL_BYTES %d

    /** Alignment in bytes that the workspace needs. */
    #define $macro$_WORKSPACE_ALIGNMENT %d

    """
        .formatted(
            emission.firmware().workspaceIo()
                ? "inputs, outputs and what lies between the operators"
                : "what lies between the operators",
            emission.plans().bytes(Content.WORKSPACE),
            emission.workspaceBytes(false),
            emission.workspaceBytes(true),
            emission.workspaceAlignment());
  }

  private String macros(Pool pool) {
    return switch (pool.holds()) {
      case WORKSPACE -> pool.internal() ? "" : callers(pool);
      case STATE ->
          """
          /** Bytes of the states, which live from one run to the next, and their alignment. */
          #define $macro$_STATE_BYTES %d
          #define $macro$_STATE_ALIGNMENT %d

          """
              .formatted(emission.bytes(pool), pool.alignment());
      case CONSTANTS ->
          """
          /** Size in bytes of %1$s, its alignment, and its content byte by byte. */
          #define $macro$_%2$s_CONSTANT_POOL_SIZE %3$d
          #define $macro$_%2$s_ALIGNMENT %4$d
          #define $macro$_%2$s_CONSTANT_POOL_DATA \\
          %5$s
          """
              .formatted(
                  pool.isDeclared()
                      ? "the caller's pool '" + pool.name() + "' of constants"
                      : "the pool of constants",
                  pool.macro(),
                  emission.bytes(pool),
                  pool.alignment(),
                  content(pool));
    };
  }

  private String callers(Pool pool) {
    return pool.isDeclared()
        ? """
        /** Size in bytes of the caller's pool '%1$s' for the workspace, and its alignment. */
        #define $macro$_%2$s_WORKSPACE_POOL_SIZE %3$d
        #define $macro$_%2$s_ALIGNMENT %4$d

        """
            .formatted(pool.name(), pool.macro(), emission.bytes(pool), pool.alignment())
        : """
        /** The same, as TVM names it for a pool of the caller's. */
        #define $macro$_WORKSPACE_WORKSPACE_POOL_SIZE %d

        """
            .formatted(emission.bytes(pool));
  }

  private String content(Pool pool) {
    byte[] bytes = new byte[(int) emission.bytes(pool)];
    for (Constant c : emission.program().constants().values()) {
      if (emission.isIn(pool, c.buffer())) {
        byte[] data = c.data();
        System.arraycopy(data, 0, bytes, (int) emission.place(c.buffer()).offset(), data.length);
      }
    }
    StringBuilder text = new StringBuilder(bytes.length * 6);
    for (int i = 0; i < bytes.length; i++) {
      text.append(i % BYTES_A_LINE == 0 ? "  " : " ").append("0x%02x".formatted(bytes[i]));
      boolean last = i + 1 == bytes.length;
      text.append(last ? "\n" : (i + 1) % BYTES_A_LINE == 0 ? ", \\\n" : ",");
    }
    return text.toString();
  }

  // ---- Struct ----

  String struct() {
    return emission.fill(
        """
        /** Memory that the network works in, each as large and aligned as its macros say. */
        struct $prefix$_workspace_pools {
        $members$};

        """,
        "members",
        emission.pools().stream()
            .filter(pool -> !pool.internal())
            .map(pool -> "  void *%s; /**< %s */\n".formatted(pool.name(), use(pool)))
            .collect(Collectors.joining()));
  }

  private String use(Pool pool) {
    return switch (pool.holds()) {
      case CONSTANTS -> "with the content above; only read";
      case WORKSPACE ->
          emission.keepsState(pool)
              ? "kept between runs, as states lie there, too"
              : "what it holds means nothing between runs";
      case STATE -> "kept between runs";
    };
  }
}
