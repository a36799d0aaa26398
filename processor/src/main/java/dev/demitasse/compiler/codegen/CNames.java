package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives the variables of one function names that C and C++ take, as close to Java's as can be. */
public final class CNames {

  /** The words of C99, C11 and C++17. */
  private static final Set<String> KEYWORDS =
      words(
          """
          alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t \
          char32_t class compl const const_cast constexpr continue decltype default delete do \
          double dynamic_cast else enum explicit export extern false float for friend goto if \
          inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq \
          private protected public register reinterpret_cast restrict return short signed sizeof \
          static static_assert static_cast struct switch template this thread_local throw true try \
          typedef typeid typename typeof union unsigned using virtual void volatile wchar_t while \
          xor xor_eq\
          """);

  /** Functions that the generated code may call, and names that compilers or headers take. */
  private static final Set<String> LIBRARY =
      words(
          """
          ceil ceilf fabs fabsf floor floorf fma fmaf fmod fmodf memcpy memset rint rintf sqrt sqrtf \
          gamma index j0 j1 jn linux main unix y0 y1 yn\
          """);

  /** Parameters and variables of the function that calls operators. */
  private static final Set<String> POOLS = words("constants workspace state");

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }

  private final Map<Var, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Whether {@code name} is a word of C or C++. */
  public static boolean isReserved(String name) {
    return KEYWORDS.contains(name);
  }

  /** Whether C takes {@code name} as it is. */
  public static boolean isIdentifier(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9_]*") && !isReserved(name);
  }

  /** Whether a function of others may have this name: neither ours nor the C library's. */
  public static boolean isFunction(String name) {
    return isIdentifier(name)
        && !LIBRARY.contains(name)
        && !POOLS.contains(name)
        && !name.startsWith("tvmgen_");
  }

  /** Why C does not take {@code name}. */
  public static String reasonAgainst(String name) {
    return isReserved(name)
        ? "it is a word of C or C++"
        : "it must be ASCII letters, digits and underscores, a letter first";
  }

  /** The name of {@code variable}, the same each time. */
  String of(Var variable) {
    return names.computeIfAbsent(variable, v -> unique(v.name()));
  }

  /** Names a variable after something outside of the function. */
  void use(Var variable, String name) {
    names.put(variable, name);
  }

  /** Takes a name for something else. */
  void reserve(String name) {
    taken.add(name);
  }

  /** Forgets what was introduced since {@code mark}, at the end of its block. */
  void release(Set<String> mark) {
    taken.retainAll(mark);
  }

  /** The names in use. */
  Set<String> mark() {
    return Set.copyOf(taken);
  }

  private String unique(String wanted) {
    String plain = wanted.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[^A-Za-z])", "v");
    boolean free = !isReserved(plain) && !LIBRARY.contains(plain);
    String name = free ? plain : plain + "_";
    for (int i = 1; !taken.add(name); i++) {
      name = plain + "_" + i;
    }
    return name;
  }
}
