package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Totals;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A figure of a whole network, by the name that it has in the report. */
enum Figure {
  RAM,
  WORKSPACE,
  STATE,
  CONSTANTS,
  IO,
  MACS,
  CALLS,
  FUNCTIONS,
  FLASH,
  STACK;

  /** Its value, if that is known. */
  Optional<Long> of(Report report) {
    Totals t = report.totals();
    return switch (this) {
      case RAM -> Optional.of(t.ram());
      case WORKSPACE -> Optional.of(t.workspace());
      case STATE -> Optional.of(t.state());
      case CONSTANTS -> Optional.of(t.constants());
      case IO -> Optional.of(t.io());
      case MACS -> t.macs();
      case CALLS -> Optional.of((long) t.calls());
      case FUNCTIONS -> Optional.of((long) t.functions());
      case FLASH -> t.flash();
      case STACK -> t.stack();
    };
  }

  /** As users write it: {@code macs}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads it from the command line. */
  static final class Converter implements ITypeConverter<Figure> {
    @Override
    public Figure convert(String text) {
      return Stream.of(values())
          .filter(f -> f.toString().equals(text))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("'%s' is no figure".formatted(text)));
    }
  }
}
