package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The methods of {@code java.util.Arrays}, and {@code System.arraycopy}, for arrays of numbers, in
 * the generic form of the IR: one text for all types of elements.
 */
final class ArrayMethods {
  private static final Pattern SYMBOL =
      Pattern.compile("java\\.(?:util\\.Arrays|lang\\.System)\\.\\w+\\((\\w+)\\[\\].*");

  private static final String FOR_ALL =
      """
      func "java.util.Arrays.fill(T[],T)" (a: T[], value: T) -> void {
        for i in 0 to length(a) {
          a[i] = value
        }
      }

      func "java.util.Arrays.fill(T[],i32,i32,T)" (a: T[], from: i32, to: i32, value: T) -> void {
        for i in from to to {
          a[i] = value
        }
      }

      func "java.util.Arrays.copyOf(T[],i32)" (a: T[], n: i32) -> T[] {
        let copy: T[] = array<T>(n)
        for i in 0 to min(n, length(a)) {
          copy[i] = a[i]
        }
        return copy
      }

      func "java.util.Arrays.copyOfRange(T[],i32,i32)" (a: T[], from: i32, to: i32) -> T[] {
        let copy: T[] = array<T>(to - from)
        for i in from to min(to, length(a)) {
          copy[i - from] = a[i]
        }
        return copy
      }

      func "java.lang.System.arraycopy(T[],i32,T[],i32,i32)" \
      (a: T[], from: i32, b: T[], to: i32, n: i32) -> void {
        let moved: T[] = array<T>(n)
        for i in 0 to n {
          moved[i] = a[from + i]
        }
        for j in 0 to n {
          b[to + j] = moved[j]
        }
      }
      """;

  /** Java compares floats by their bits here. */
  private static final String FOR_INTEGERS =
      """

      func "java.util.Arrays.equals(T[],T[])" (a: T[], b: T[]) -> bool {
        if length(a) != length(b) {
          return false
        }
        for i in 0 to length(a) {
          if a[i] != b[i] {
            return false
          }
        }
        return true
      }
      """;

  private ArrayMethods() {}

  /** The method with this symbol, if it is one of these. */
  static Optional<PrimFunc> find(String symbol) {
    Matcher m = SYMBOL.matcher(symbol);
    if (!m.matches()) {
      return Optional.empty();
    }
    String element = m.group(1);
    String text = element.startsWith("f") ? FOR_ALL : FOR_ALL + FOR_INTEGERS;
    return Parser.parse("Arrays.java", text.replaceAll("\\bT\\b", element)).find(symbol);
  }
}
