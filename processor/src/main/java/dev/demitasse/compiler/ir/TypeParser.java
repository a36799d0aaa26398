package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Parser.ParseException;
import dev.demitasse.compiler.ir.Type.ArrayType;
import dev.demitasse.compiler.ir.Type.EnumType;
import dev.demitasse.compiler.ir.Type.ObjectType;
import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Type.TensorType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads types. */
final class TypeParser {
  private static final Pattern SCALAR_TYPE =
      Pattern.compile("(?:(?<code>[iuf])(?<bits>[0-9]{1,2})|bool)(?:x(?<lanes>[0-9]{1,4}))?");

  private final Tokens tokens;

  TypeParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Type type() {
    return arrays(plain());
  }

  /** {@code element} with the brackets that follow it. */
  Type arrays(Type element) {
    Type type = element;
    while (tokens.accept("[")) {
      tokens.expect("]");
      type = new ArrayType(type);
    }
    return type;
  }

  /** A type up to the brackets of an array. */
  Type plain() {
    String word = tokens.take(Tokens.Kind.WORD, "a type");
    return switch (word) {
      case "tensor" -> new TensorType(tokens.angled(this::scalar));
      case "enum" -> new EnumType(tokens.name());
      case "object" -> new ObjectType(tokens.name());
      case "text" -> Type.TEXT;
      case "void" -> Type.VOID;
      default -> {
        DataType scalar = scalar(word);
        yield tokens.accept("*") ? new PointerType(scalar) : scalar;
      }
    };
  }

  DataType scalar() {
    return scalar(tokens.take(Tokens.Kind.WORD, "a scalar type"));
  }

  private DataType scalar(String word) {
    Matcher m = SCALAR_TYPE.matcher(word);
    if (!m.matches()) {
      throw new ParseException(tokens.line(), "a type, found " + word);
    }
    int lanes = m.group("lanes") == null ? 1 : Integer.parseInt(m.group("lanes"));
    if (m.group("code") == null) {
      return new DataType(DataType.Code.BOOL, 8, lanes);
    }
    DataType.Code code =
        switch (m.group("code")) {
          case "i" -> DataType.Code.INT;
          case "u" -> DataType.Code.UINT;
          default -> DataType.Code.FLOAT;
        };
    return new DataType(code, Integer.parseInt(m.group("bits")), lanes);
  }
}
