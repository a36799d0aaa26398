package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Access;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.compiler.report.Report.Pool;
import dev.demitasse.compiler.report.Report.Remark;
import dev.demitasse.compiler.report.Report.Step;
import dev.demitasse.compiler.report.Report.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of a report are those of the network. */
class NetworkReportTest {
  @TempDir private Path folder;
  private int builds;

  private Described build(String... options) {
    return Described.in(
        folder.resolve("net" + ++builds),
        Stream.of(options).map(o -> "-Ademitasse." + o).toArray(String[]::new));
  }

  private static Report report(Described net) {
    return Report.parse(net.text("report/net/report.json"));
  }

  private static Tensor tensor(Report report, String name) {
    return one(report.tensors(), t -> t.name().equals(name));
  }

  private static <T> T one(List<T> list, Predicate<T> which) {
    List<T> found = list.stream().filter(which).toList();
    assertEquals(1, found.size(), list::toString);
    return found.get(0);
  }

  /** Everything in memory that a description of the interface lists, with its bytes and offset. */
  private static Map<String, String> described(JsonObject json) {
    Map<String, String> described = new TreeMap<>();
    for (String member : List.of("inputs", "outputs", "constants", "states", "buffers")) {
      for (JsonElement e : json.getAsJsonArray(member)) {
        JsonObject o = e.getAsJsonObject();
        described.put(
            o.get("name").getAsString(),
            "%s %s at %s".formatted(o.get("type"), o.get("bytes"), o.get("offset")));
      }
    }
    return described;
  }

  @ParameterizedTest
  @ValueSource(strings = {"io=caller", "io=workspace", "workspace=static", "constants=pool"})
  void saysOfMemoryWhatTheInterfaceSays(String option) {
    Described net = build(option);
    JsonObject json = net.json("c/tvmgen_net.json");
    Report report = report(net);
    Map<String, String> reported = new TreeMap<>();
    for (Tensor t : report.tensors()) {
      String offset = t.offset().map(String::valueOf).orElse("null");
      reported.put(t.name(), "\"%s\" %d at %s".formatted(t.type(), t.bytes(), offset));
    }
    assertEquals(described(json), reported);
    assertEquals(
        pools(json), report.pools().stream().collect(Collectors.toMap(Pool::name, Pool::bytes)));
    assertEquals(json.get("model_hash").getAsString(), report.modelHash());
  }

  /** Also of what is an array in a section, and has no offset. */
  @Test
  void saysOfNamedPoolsWhatTheInterfaceSays() {
    Described net = Described.pooled(folder.resolve("pooled"));
    JsonObject json = net.json("c/tvmgen_net.json");
    Report report = report(net);
    Map<String, Long> pools = pools(json);
    pools.values().removeIf(bytes -> bytes == 0);
    assertEquals(pools, report.pools().stream().collect(Collectors.toMap(Pool::name, Pool::bytes)));
    assertTrue(pools.keySet().containsAll(List.of("dtcm", "sram", "dram", "tcm")), pools::toString);
    assertEquals(Optional.of("tcm"), tensor(report, "tvmgen_net_kernel").pool());
    assertEquals(Optional.empty(), tensor(report, "tvmgen_net_kernel").offset());
    for (String member : List.of("constants", "states", "buffers")) {
      for (JsonElement e : json.getAsJsonArray(member)) {
        Optional<String> pool =
            Optional.ofNullable(e.getAsJsonObject().get("pool"))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
        assertEquals(
            pool,
            tensor(report, e.getAsJsonObject().get("name").getAsString()).pool(),
            e::toString);
      }
    }
  }

  private static Map<String, Long> pools(JsonObject json) {
    JsonArray pools = json.getAsJsonArray("pools");
    return pools.asList().stream()
        .map(JsonElement::getAsJsonObject)
        .collect(
            Collectors.toMap(p -> p.get("name").getAsString(), p -> p.get("bytes").getAsLong()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io=caller", "io=workspace"})
  void theMostThatIsLiveIsNoMoreThanTheLowerBoundIfNothingIsInPlace(String option) {
    Report report = report(build(option, "memory=none"));
    Pool workspace = one(report.pools(), p -> p.name().equals("workspace"));
    long live = report.steps().stream().mapToLong(Step::live).max().orElseThrow();
    assertTrue(live <= workspace.lowerBound(), live + " bytes live"); // gaps of alignment are not
    assertTrue(workspace.lowerBound() <= workspace.bytes(), workspace::toString);
  }

  @Test
  void tellsWhatLiesInTheSameMemory() {
    Report report = report(build("io=workspace"));
    List<Tensor> sharing =
        report.tensors().stream().filter(t -> !t.sharesWith().isEmpty()).toList();
    assertFalse(sharing.isEmpty());
    for (Tensor t : sharing) {
      for (String name : t.sharesWith()) {
        Tensor other = tensor(report, name);
        assertTrue(other.sharesWith().contains(t.name()), other::toString);
        assertTrue(
            t.last().equals(other.first()) || other.last().equals(t.first()), other::toString);
      }
    }
    assertEquals(
        List.of(
            "Blend: 'blend' lies where 'x' lay",
            "Blend: 'blend_1' lies where 'blend' lay",
            "Blend: 'output' lies where 'blend_2' lay"),
        inPlace(report, Remark.Result.APPLIED));
    assertEquals(
        List.of("Blend: 'blend_1' is needed up to step 4"), inPlace(report, Remark.Result.MISSED));
    assertEquals(
        List.of(),
        report(build("io=workspace", "memory=none")).tensors().stream()
            .flatMap(t -> t.sharesWith().stream())
            .toList());
  }

  private static List<String> inPlace(Report report, Remark.Result result) {
    return report.remarks().stream()
        .filter(r -> r.pass().equals(Remark.IN_PLACE) && r.result() == result)
        .map(r -> r.subject() + ": " + r.reason())
        .toList();
  }

  @Test
  void tellsWhyNothingIsInPlace() {
    Report report = report(Described.pooled(folder.resolve("pooled")));
    assertEquals(
        List.of(
            "Blend: 'blend' lies in dtcm, 'blend_1' in dram",
            "Blend: 'blend_1' is needed up to step 4"),
        inPlace(report, Remark.Result.MISSED));
  }

  @Test
  void tellsWhatIsLeftOutForAnOption() {
    Report report = report(build("io=workspace", "memory=views"));
    assertEquals(
        List.of("in-place", "order-calls"),
        report.remarks().stream()
            .filter(r -> r.reason().equals("the option 'memory' leaves it out"))
            .map(Remark::pass)
            .toList());
    assertEquals(List.of(), inPlace(report, Remark.Result.APPLIED));
  }

  @Test
  void tellsWhatTensorsAreFor() {
    Report report = report(build());
    assertEquals(Tensor.Kind.INPUT, tensor(report, "x").kind());
    assertEquals(Tensor.Kind.OUTPUT, tensor(report, "output").kind());
    assertEquals(Tensor.Kind.CONSTANT, tensor(report, "tvmgen_net_kernel").kind());
    assertEquals(
        Optional.of("Array 'kernel' of layer.npz"), tensor(report, "tvmgen_net_kernel").source());
    Tensor last = tensor(report, "last");
    assertEquals(Tensor.Kind.STATE, last.kind());
    assertEquals(Optional.of(0), last.first());
    assertEquals(Optional.of(report.steps().size() - 1), last.last());
    Tensor scratch = tensor(report, "sums");
    assertEquals(Tensor.Kind.SCRATCH, scratch.kind());
    assertEquals(scratch.first(), scratch.last());
    assertEquals(List.of(), scratch.sharesWith());
  }

  @Test
  void tellsWhatStepsDo() {
    Report report = report(build());
    Step first = report.steps().get(0);
    assertEquals("Blend", first.title());
    assertEquals(Optional.of("Net.java:17"), first.position());
    assertEquals(
        List.of("x", "tvmgen_net_kernel"), first.reads().stream().map(Access::tensor).toList());
    assertEquals(8, first.scratch());
    assertEquals(24, first.constants());
    Access view = report.steps().get(1).reads().get(1);
    assertEquals(new Access("more", List.of(2, 3), 24), view);
  }

  @Test
  void addsUp() {
    Report report = report(build());
    assertEquals(report.totals().workspace() + report.totals().state(), report.totals().ram());
    assertEquals(4 * (6 + 15 + 6), report.totals().io());
    assertEquals(4 * (6 + 3), report.totals().constants());
    assertEquals(report.steps().size(), report.totals().calls());
    assertEquals(0, report(build("io=workspace")).totals().io());
  }

  @Test
  void tellsWhoCallsWhom() {
    Report report = report(build("entry=both"));
    for (Function f : report.functions()) {
      boolean called = f.kind() == Function.Kind.OPERATOR;
      assertEquals(called, !f.steps().isEmpty(), f::toString);
      for (int step : f.steps()) {
        assertEquals(f.symbol(), report.steps().get(step).symbol());
      }
    }
    Function main = one(report.functions(), f -> f.symbol().equals("tvmgen_net___tvm_main__"));
    Function run = one(report.functions(), f -> f.symbol().equals("tvmgen_net_run"));
    assertEquals(List.of(main.symbol()), run.callees());
    assertTrue(main.callees().contains(report.steps().get(0).symbol()), main::toString);
  }

  /** Whatever a function calls is in the report, but for what others bring. */
  @Test
  void tellsOfAllFunctions() {
    Report report = report(build("entry=both", "packed=all", "checks=full", "io=caller"));
    Set<String> symbols =
        report.functions().stream().map(Function::symbol).collect(Collectors.toSet());
    assertEquals(report.functions().size(), symbols.size());
    Set<String> others = new TreeSet<>();
    report.functions().forEach(f -> others.addAll(f.callees()));
    others.removeAll(symbols);
    assertEquals(Set.of("TVMAPISetLastError", "memcpy", "memset"), others);
    for (String entry : List.of("run", "reset", "packed_run", "packed_reset", "get_c_metadata")) {
      assertEquals(
          Function.Kind.ENTRY,
          one(report.functions(), f -> f.symbol().equals("tvmgen_net_" + entry)).kind());
    }
    String wrapper = report.steps().get(0).symbol() + "_packed";
    assertTrue(
        one(report.functions(), f -> f.symbol().equals(wrapper))
            .callees()
            .contains(report.steps().get(0).symbol()));
  }

  @Test
  void isLeftOutIfNotWanted() {
    assertFalse(Files.exists(build("report=off").file("report")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"report/net/report.json", "report/net/report.html"})
  void isTheSameEachTime(String file) {
    assertEquals(build().text(file), build().text(file));
  }
}
