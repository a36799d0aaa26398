package dev.demitasse.compiler.ir;

/**
 * What an expression may be. Scalars and pointers reach the C; the others live at build time only
 * and are gone once a function has been specialised.
 */
public sealed interface Type
    permits DataType,
        Type.TensorType,
        Type.ArrayType,
        Type.EnumType,
        Type.ObjectType,
        Type.TextType,
        Type.VoidType,
        Type.PointerType,
        Type.LabelType {

  /** A tensor whose shape is not part of its type. */
  record TensorType(DataType element) implements Type {
    @Override
    public String toString() {
      return "tensor<" + element + ">";
    }
  }

  /** A Java array, whose length is known at build time. */
  record ArrayType(Type element) implements Type {
    @Override
    public String toString() {
      return element + "[]";
    }
  }

  /** An enum, by the qualified name of its class. */
  record EnumType(String name) implements Type {
    @Override
    public String toString() {
      return "enum " + name;
    }
  }

  /** An object with named fields: a network or a record, by the qualified name of its class. */
  record ObjectType(String name) implements Type {
    @Override
    public String toString() {
      return "object " + name;
    }
  }

  /** Text of a message. */
  record TextType() implements Type {
    @Override
    public String toString() {
      return "text";
    }
  }

  /** No value. */
  record VoidType() implements Type {
    @Override
    public String toString() {
      return "void";
    }
  }

  /** The address of elements of one type. */
  record PointerType(DataType element) implements Type {
    @Override
    public String toString() {
      return element + "*";
    }
  }

  /** The name of a block, which is no value. */
  record LabelType() implements Type {
    @Override
    public String toString() {
      return "label";
    }
  }

  Type TEXT = new TextType();
  Type VOID = new VoidType();
  Type LABEL = new LabelType();
}
