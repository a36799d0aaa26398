package dev.demitasse.compiler.frontend;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.GenericExpr.EnumImm;
import dev.demitasse.compiler.ir.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Java's types as those of the IR, and the symbols of methods. */
final class JavaTypes {

  private static final String TENSORS = "dev.demitasse.";

  private static final Map<String, DataType> ELEMENTS =
      Map.of(
          "F32", DataType.FLOAT32,
          "F64", DataType.FLOAT64,
          "I8", DataType.INT8,
          "U8", DataType.UINT8,
          "I16", DataType.INT16,
          "U16", DataType.UINT16,
          "I32", DataType.INT32,
          "I64", DataType.INT64,
          "Bool", DataType.BOOL);

  private JavaTypes() {}

  /** The type, if operators can have values of it. */
  static Optional<Type> of(TypeMirror type) {
    return switch (type.getKind()) {
      case BOOLEAN -> Optional.of(DataType.BOOL);
      case BYTE -> Optional.of(DataType.INT8);
      case SHORT -> Optional.of(DataType.INT16);
      case CHAR -> Optional.of(DataType.UINT16);
      case INT -> Optional.of(DataType.INT32);
      case LONG -> Optional.of(DataType.INT64);
      case FLOAT -> Optional.of(DataType.FLOAT32);
      case DOUBLE -> Optional.of(DataType.FLOAT64);
      case VOID -> Optional.of(Type.VOID);
      case ARRAY -> of(((ArrayType) type).getComponentType()).map(Type.ArrayType::new);
      case DECLARED -> declared((TypeElement) ((DeclaredType) type).asElement());
      default -> Optional.empty();
    };
  }

  private static Optional<Type> declared(TypeElement element) {
    String name = element.getQualifiedName().toString();
    if (name.equals("java.lang.String")) {
      return Optional.of(Type.TEXT);
    }
    if (element.getKind() == ElementKind.ENUM) {
      return Optional.of(new Type.EnumType(name));
    }
    boolean record = element.getKind() == ElementKind.RECORD;
    if ((record && element.getTypeParameters().isEmpty()) || Parts.isPart(element)) {
      return Optional.of(new Type.ObjectType(name));
    }
    return element(element).map(Type.TensorType::new);
  }

  /** The constants of an enum, in their order. */
  static List<EnumImm> constants(TypeElement type) {
    Type.EnumType of = new Type.EnumType(type.getQualifiedName().toString());
    return type.getEnclosedElements().stream()
        .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
        .map(e -> new EnumImm(of, e.getSimpleName().toString()))
        .toList();
  }

  /** The element type of a tensor class. */
  static Optional<DataType> element(TypeElement type) {
    String name = type.getQualifiedName().toString();
    return name.startsWith(TENSORS)
        ? Optional.ofNullable(ELEMENTS.get(name.substring(TENSORS.length())))
        : Optional.empty();
  }

  /** Whether {@code type} is a tensor, or one that javac does not know and will complain of. */
  static boolean isTensorOrWrong(TypeMirror type) {
    return type.getKind() == TypeKind.ERROR
        || of(type).filter(Type.TensorType.class::isInstance).isPresent();
  }

  /** Whether {@code type} is a record, all of whose components are tensors. */
  static boolean isRecordOfTensors(TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && element.getKind() == ElementKind.RECORD
        && !element.getRecordComponents().isEmpty()
        && element.getRecordComponents().stream().allMatch(c -> isTensorOrWrong(c.asType()));
  }

  /** Whether a field or method is one of the objects of a record. */
  static boolean isOfRecord(Element member) {
    return member.getEnclosingElement().getKind() == ElementKind.RECORD
        && !member.getModifiers().contains(Modifier.STATIC);
  }

  /** Whether {@code type} is a tensor class, or what they have in common. */
  static boolean isTensorClass(TypeElement type) {
    return element(type).isPresent() || type.getQualifiedName().contentEquals(TENSORS + "Tensor");
  }

  /**
   * What names a method in the IR: {@code a.b.Dense.apply(tensor<f32>,i32)}. A type that operators
   * cannot have stands by its Java name.
   */
  static String symbol(ExecutableElement method) {
    String parameters =
        method.getParameters().stream()
            .map(p -> of(p.asType()).map(Object::toString).orElse(p.asType().toString()))
            .collect(Collectors.joining(","));
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    return owner.getQualifiedName() + "." + method.getSimpleName() + "(" + parameters + ")";
  }

  /** What names the value of a {@code static final} field in the IR. */
  static String symbol(VariableElement field) {
    TypeElement owner = (TypeElement) field.getEnclosingElement();
    return owner.getQualifiedName() + "." + field.getSimpleName() + "()";
  }

  /** The class that a method's symbol begins with. */
  static String owner(String symbol) {
    String name = symbol.substring(0, symbol.indexOf('('));
    return name.substring(0, name.lastIndexOf('.'));
  }
}
