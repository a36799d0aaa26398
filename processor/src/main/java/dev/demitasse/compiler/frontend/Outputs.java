package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.ModelLibrary;
import dev.demitasse.compiler.codegen.SharedPools;
import dev.demitasse.compiler.driver.Compiler.Compiled;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.runtime.MacMode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** What compiled networks leave under the class output. */
final class Outputs {
  private static final String C_FOLDER = "META-INF/demitasse/c/";
  private static final String IR_FOLDER = "META-INF/demitasse/ir/";
  private static final String MLF_FOLDER = "META-INF/demitasse/mlf/";
  private static final String REPORT_FOLDER = "META-INF/demitasse/report/";

  /** What is to be written for a network. */
  private record Output(
      TypeElement network, Interface firmware, Companion companion, Compiled compiled) {}

  private final Filer filer;
  private final Options options;
  private final List<Output> outputs = new ArrayList<>();

  Outputs(Filer filer, Options options) {
    this.filer = filer;
    this.options = options;
  }

  void add(TypeElement network, Interface firmware, Companion companion, Compiled compiled) {
    outputs.add(new Output(network, firmware, companion, compiled));
  }

  /** Without a class output javac writes all files into the folders of the sources. */
  boolean haveFolder() {
    try {
      return filer
          .getResource(StandardLocation.CLASS_OUTPUT, "", MLF_FOLDER + "any")
          .getName()
          .replace('\\', '/')
          .endsWith(MLF_FOLDER + "any");
    } catch (IOException notYet) {
      return true;
    }
  }

  /** Writes the IR of a network after a stage. */
  void writeDump(String file, String text, TypeElement network) throws IOException {
    write(IR_FOLDER + file, text, network);
  }

  /**
   * Writes all that was added.
   *
   * @param withSharedPools whether there is a header for pools of several networks
   * @return for each network what it takes, as text for the console
   */
  List<String> write(boolean withSharedPools) throws IOException {
    List<String> summaries = new ArrayList<>();
    for (Output output : outputs) {
      output.companion().writeWeights(filer);
      for (Map.Entry<String, String> file : output.compiled().sources().files().entrySet()) {
        write(C_FOLDER + file.getKey(), file.getValue(), output.network());
      }
      if (options.mlf() != Options.Mlf.OFF) {
        writeModelLibrary(output);
      }
      String summary = output.compiled().report().summary();
      summaries.add(
          options.report() && haveFolder()
              ? summary + "\n  report: " + writeReport(output)
              : summary);
    }
    if (withSharedPools) {
      writeSharedPools();
    }
    if (options.mac() == MacMode.FUSED && !outputs.isEmpty()) {
      write("META-INF/demitasse/mac.properties", "mac=fused\n");
    }
    return summaries;
  }

  private void writeSharedPools() throws IOException {
    SharedPools pools = new SharedPools(options.firmware().prefix());
    outputs.stream()
        .map(Output::compiled)
        .sorted(Comparator.comparing(compiled -> compiled.program().name()))
        .forEach(compiled -> pools.add(compiled.program(), compiled.plans()));
    TypeElement[] all = outputs.stream().map(Output::network).toArray(TypeElement[]::new);
    write(C_FOLDER + pools.fileName(), pools.text(), all);
  }

  /** In a folder of its own, since there may be several; returns the path of the page. */
  private String writeReport(Output output) throws IOException {
    Report report = output.compiled().report();
    String place = REPORT_FOLDER + report.network() + "/report";
    write(place + ".json", report.json(), output.network());
    write(place + ".html", report.html(), output.network());
    return place + ".html";
  }

  private void writeModelLibrary(Output output) throws IOException {
    Compiled compiled = output.compiled();
    Map<String, String> files =
        ModelLibrary.files(
            compiled.program(),
            compiled.plans(),
            options.target(),
            output.firmware(),
            compiled.sources());
    String place = MLF_FOLDER + compiled.program().name();
    if (options.mlf() == Options.Mlf.TAR) {
      write(place + ".tar", ModelLibrary.archive(files), output.network());
      return;
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(place + "/" + file.getKey(), file.getValue(), output.network());
    }
  }

  /** Text is UTF-8, whatever javac reads its sources as. */
  private void write(String path, String text, TypeElement... origins) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8), origins);
  }

  private void write(String path, byte[] content, TypeElement... origins) throws IOException {
    try (OutputStream out =
        filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, origins).openOutputStream()) {
      out.write(content);
    }
  }
}
