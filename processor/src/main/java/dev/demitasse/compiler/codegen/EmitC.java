package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.graph.Program;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints a program as C99: {@code <prefix>.h} is what firmware includes, {@code <prefix>.c} has the
 * operators and the entry points, {@code <prefix>_weights.c} the constants, and {@code
 * <prefix>_operators.h} declares what these share; {@code <prefix>_packed.h} and {@code
 * <prefix>_packed.c} have the packed functions, if there are any; or the first two have it all.
 * {@code <prefix>.json} says for tools what is in them.
 */
public final class EmitC {

  private EmitC() {}

  /**
   * The files of a program.
   *
   * @param plans where everything lies
   * @param firmware how it calls the network
   */
  public static CSources run(Program program, Plans plans, Target target, Interface firmware) {
    Emission emission = new Emission(program, plans, target, firmware);
    String prefix = emission.prefix();
    Map<String, String> files = new LinkedHashMap<>();
    files.put(prefix + "_operators.h", new OperatorsHeader(emission).text());
    files.put(prefix + ".c", new SourceFile(emission).text());
    if (emission.hasWeightsFile()) {
      files.put(prefix + "_weights.c", new WeightsFile(emission).text());
    }
    if (emission.hasPacked()) {
      PackedFiles packed = new PackedFiles(emission);
      files.put(prefix + "_packed.h", packed.header());
      files.put(prefix + "_packed.c", packed.source());
    }
    String hash = hash(program, files);
    files.put(prefix + ".h", new InterfaceHeader(emission, hash).text());
    Map<String, String> written = firmware.amalgamated() ? Amalgamation.of(prefix, files) : files;
    written.put(prefix + ".json", new InterfaceJson(emission, hash, written.keySet()).text());
    return new CSources(written, hash);
  }

  /**
   * What tells two builds of a network apart: the SHA-256 of its weights and of its other files.
   */
  private static String hash(Program program, Map<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.values().forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
      program.constants().values().forEach(c -> digest.update(c.data()));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
