package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.demitasse.compiler.ir.Parser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks in TVM's Model Library Format. */
class ModelLibraryTest {
  private static final List<String> TREE =
      List.of(
          "codegen/host/include/tvmgen_net.h",
          "codegen/host/include/tvmgen_net_operators.h",
          "codegen/host/src/tvmgen_net.c",
          "codegen/host/src/tvmgen_net_weights.c",
          "metadata.json",
          "src/net.ir",
          "tvmgen_net.json");

  @TempDir private Path folder;

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(p -> Files.isExecutable(Path.of(p, program)));
  }

  private static List<String> tree(Path top) {
    return new Project(top).resources(".");
  }

  private static Project.Ran run(Path place, String program, String... arguments) {
    return new Project(place).run(Path.of(program), List.of(arguments));
  }

  @Test
  void isNotThereUnlessAskedFor() {
    Described net = Described.in(folder);
    assertTrue(Files.notExists(net.file("mlf")));
  }

  @Test
  void hasTheFilesOfTheFormat() {
    Described net = Described.in(folder, "-Ademitasse.mlf=folder");
    assertEquals(TREE, tree(net.file("mlf/net")));
    for (String name : List.of("tvmgen_net.h", "tvmgen_net_operators.h")) {
      assertEquals(net.text("c/" + name), net.text("mlf/net/codegen/host/include/" + name));
    }
    assertEquals(net.text("c/tvmgen_net.c"), net.text("mlf/net/codegen/host/src/tvmgen_net.c"));
    assertEquals(net.text("c/tvmgen_net.json"), net.text("mlf/net/tvmgen_net.json"));
  }

  @Test
  void metadataAgreesWithTheHeaderAndTheJson() {
    Described net = Described.in(folder, "-Ademitasse.mlf=folder");
    JsonObject metadata = net.json("mlf/net/metadata.json");
    assertEquals(7, metadata.get("version").getAsInt());
    JsonObject module = metadata.getAsJsonObject("modules").getAsJsonObject("net");
    JsonObject functions = module.getAsJsonObject("memory").getAsJsonObject("functions");
    JsonObject main = functions.getAsJsonArray("main").get(0).getAsJsonObject();
    String header = net.text("c/tvmgen_net.h");
    String bytes = main.get("workspace_size_bytes").getAsString();
    assertTrue(header.contains("#define TVMGEN_NET_WORKSPACE_SIZE " + bytes + "\n"), header);
    assertEquals(
        "{\"x\":{\"size\":24,\"dtype\":\"float32\"},\"more\":{\"size\":60,\"dtype\":\"float32\"}}",
        main.get("inputs").toString());
    assertEquals(
        "{\"output\":{\"size\":24,\"dtype\":\"float32\"}}", main.get("outputs").toString());
    assertEquals(24 + 60 + 24, main.get("io_size_bytes").getAsInt());
    assertEquals(24 + 12, main.get("constants_size_bytes").getAsInt());
    // Its sums of rows; what it reads and writes is not its own.
    assertEquals(
        "{\"function_name\":\"tvmgen_net_blend\","
            + "\"workspace\":[{\"device\":1,\"workspace_size_bytes\":8}]}",
        functions.getAsJsonArray("operator_functions").get(0).toString());
    assertEquals("[\"aot\"]", module.get("executors").toString());
    assertEquals("full-model", module.get("style").getAsString());
    assertEquals("[]", module.get("external_dependencies").toString());
  }

  @Test
  void packedFunctionsDependOnTheRuntime() {
    Described net = Described.in(folder, "-Ademitasse.mlf=folder", "-Ademitasse.entry=both");
    String metadata = net.text("mlf/net/metadata.json");
    assertTrue(metadata.contains("\"url\": \"dev.demitasse:demitasse-crt\""), metadata);
    List<String> tree = tree(net.file("mlf/net"));
    assertTrue(tree.contains("codegen/host/include/tvmgen_net_packed.h"), tree::toString);
    assertTrue(tree.contains("codegen/host/src/tvmgen_net_packed.c"), tree::toString);
  }

  @Test
  void theIrCanBeRead() {
    Described net = Described.in(folder, "-Ademitasse.mlf=folder");
    var functions = Parser.parse("Net.java", net.text("mlf/net/src/net.ir")).functions();
    assertTrue(functions.containsKey("tvmgen_net_blend"), functions::toString);
    assertTrue(functions.containsKey("tvmgen_net_run"), functions::toString);
  }

  @Test
  void itsCCompilesByItself() {
    assumeTrue(isThere("gcc"), "no gcc on the PATH");
    Described net = Described.in(folder, "-Ademitasse.mlf=folder");
    List<String> command = new ArrayList<>(List.of("-std=c99", "-c", "-Icodegen/host/include"));
    command.addAll(List.of("-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror".split(" ")));
    TREE.stream().filter(file -> file.endsWith(".c")).forEach(command::add);
    Project.Ran gcc = run(net.file("mlf/net"), "gcc", command.toArray(String[]::new));
    assertEquals(new Project.Ran(0, ""), gcc);
  }

  @Test
  void theArchiveHoldsTheFolder() throws IOException {
    assumeTrue(isThere("tar"), "no tar on the PATH");
    Described net = Described.in(folder, "-Ademitasse.mlf=folder");
    Described packed = Described.in(folder.resolve("packed"), "-Ademitasse.mlf=tar");
    Path archive = packed.file("mlf/net.tar");
    List<String> listed = run(folder, "tar", "tf", archive.toString()).lines();
    assertEquals("./metadata.json", listed.get(0));
    assertEquals(TREE, listed.stream().map(name -> name.substring(2)).sorted().toList());
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    assertEquals(new Project.Ran(0, ""), run(unpacked, "tar", "xf", archive.toString()));
    assertEquals(TREE, tree(unpacked));
    for (String file : TREE) {
      assertEquals(net.text("mlf/net/" + file), Files.readString(unpacked.resolve(file)), file);
    }
  }

  @Test
  void twoBuildsGiveEqualBytes() throws IOException {
    String[] options = {"-Ademitasse.mlf=tar", "-Ademitasse.entry=both"};
    Described first = Described.in(folder.resolve("a"), options);
    Described second = Described.in(folder.resolve("b/deeper"), options);
    for (String file : List.of("mlf/net.tar", "c/tvmgen_net.json", "c/tvmgen_net.h")) {
      assertArrayEquals(
          Files.readAllBytes(first.file(file)), Files.readAllBytes(second.file(file)), file);
    }
  }

  @Test
  void saysWhatTheOptionCanBe() {
    Project project = new Project(folder).with("A.java", "class A {}");
    String said = project.build("out", "-Ademitasse.mlf=zip", "A.java").output();
    assertTrue(
        said.startsWith(
            """
            error: [option] option 'demitasse.mlf' has the value 'zip'
                reason: it can be: off, folder, tar
            """),
        said);
  }

  /** Without one javac writes all files beside the sources, where folders would run together. */
  @Test
  void aFolderNeedsAClassOutput() {
    Project project = new Project(folder).with("A.java", "class A {}");
    String[] arguments = {"-processorpath", Project.processorPath(), "A.java"};
    Stream<String> option = Stream.of("-Ademitasse.mlf=folder");
    String said =
        project.javac(Stream.concat(option, Stream.of(arguments)).toArray(String[]::new)).output();
    assertTrue(
        said.startsWith(
            """
            error: [option] option 'demitasse.mlf' has the value 'folder'
                reason: it can be: off, tar, folder if javac is given -d
            """),
        said);
  }
}
