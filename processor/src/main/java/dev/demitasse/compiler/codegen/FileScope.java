package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.graph.Names;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the functions of one file have in common: helpers, and tables of constants. */
final class FileScope {

  /** What makes two tables one. */
  private record Content(DataType element, List<Expr> values) {}

  private final String prefix;
  private final Set<String> taken;
  private final Set<CHelper> helpers = EnumSet.noneOf(CHelper.class);
  private final Map<Content, String> names = new LinkedHashMap<>();
  private final StringBuilder tables = new StringBuilder();

  /**
   * A file without any yet.
   *
   * @param prefix of the names of tables
   * @param symbols that are taken
   */
  FileScope(String prefix, Set<String> symbols) {
    this.prefix = prefix;
    this.taken = new HashSet<>(symbols);
  }

  /** The name of the C function, which will be there. */
  String use(CHelper helper) {
    helpers.add(helper);
    return helper.symbol();
  }

  /** The name of an array with this content, which will be there. */
  String use(AllocateConst table) {
    Content content = new Content(table.buffer().element(), table.values());
    return names.computeIfAbsent(content, c -> define(table));
  }

  private String define(AllocateConst table) {
    String wanted = prefix + "_" + Names.snakeCase(table.buffer().name());
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    Buffer b = table.buffer();
    String head =
        "static const %s %s[%d]".formatted(CTypes.name(b.element()), name, CTypes.extent(b));
    List<String> values = table.values().stream().map(CLiterals::of).toList();
    tables
        .append("/* %s: %s */\n".formatted(b.name(), CTypes.array(b)))
        .append(CInitializer.declaration(head, values.isEmpty() ? List.of("0") : values, ""))
        .append('\n');
    return name;
  }

  /** The helpers. */
  String helpers() {
    StringBuilder text = new StringBuilder();
    helpers.forEach(h -> text.append(h.text()).append('\n'));
    return text.toString();
  }

  /** The tables. */
  String tables() {
    return tables.toString();
  }
}
