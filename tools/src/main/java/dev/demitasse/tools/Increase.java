package dev.demitasse.tools;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * By how much a figure may grow: {@code 512}, or {@code 2.5%} of what it was.
 *
 * @param isPercent whether the number is a percentage
 */
record Increase(BigDecimal number, boolean isPercent) {
  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)(%?)");

  /** Whether a figure may grow so. */
  boolean allows(long before, long after) {
    BigDecimal growth = BigDecimal.valueOf(after).subtract(BigDecimal.valueOf(before));
    BigDecimal allowed =
        isPercent ? number.multiply(BigDecimal.valueOf(before)).movePointLeft(2) : number;
    return growth.compareTo(allowed) <= 0;
  }

  @Override
  public String toString() {
    return number + (isPercent ? " %" : "");
  }

  /** Reads it from the command line. */
  static final class Converter implements ITypeConverter<Increase> {
    @Override
    public Increase convert(String text) {
      Matcher m = TEXT.matcher(text);
      if (!m.matches()) {
        throw new TypeConversionException(
            "'%s' is no increase: write 512 or 2.5%%".formatted(text));
      }
      return new Increase(new BigDecimal(m.group(1)), !m.group(2).isEmpty());
    }
  }
}
