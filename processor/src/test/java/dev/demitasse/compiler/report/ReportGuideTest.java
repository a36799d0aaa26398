package dev.demitasse.compiler.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's table of the JSON is that of the records. */
class ReportGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "report.md");
  private static final List<Class<?>> RECORDS =
      List.of(
          Report.class,
          Report.Target.class,
          Report.Totals.class,
          Report.Budget.class,
          Report.Pool.class,
          Report.Tensor.class,
          Report.Step.class,
          Report.Access.class,
          Report.Function.class,
          Report.Remark.class);

  @Test
  void listsEveryMember() throws IOException {
    List<String> listed = new ArrayList<>();
    String of = "";
    List<String> lines = Files.readAllLines(GUIDE);
    for (String line : lines.subList(lines.indexOf("## The JSON"), lines.size())) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 6 && cells[2].contains("`")) {
        of = cells[1].isBlank() ? of : cells[1].strip();
        listed.add("%s %s %s".formatted(of, cells[2].strip().replace("`", ""), cells[3].strip()));
      }
    }
    assertEquals(RECORDS.stream().flatMap(ReportGuideTest::members).toList(), listed);
  }

  private static Stream<String> members(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .map(
            c -> "%s %s %s".formatted(name(type), ReportJson.member(c), value(c.getGenericType())));
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String value(Type type) {
    if (type instanceof ParameterizedType p) {
      String inner = value(p.getActualTypeArguments()[0]);
      return p.getRawType() == Optional.class ? inner + ", optional" : "list of " + inner;
    }
    Class<?> c = (Class<?>) type;
    if (c.isRecord()) {
      return name(c);
    } else if (c == boolean.class) {
      return "yes or no";
    }
    return c == String.class || c.isEnum() ? "text" : "number";
  }
}
