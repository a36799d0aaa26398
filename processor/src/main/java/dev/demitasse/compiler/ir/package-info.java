/**
 * The intermediate representation, in the words of TVM's TIR: functions ({@link
 * dev.demitasse.compiler.ir.PrimFunc}) of statements ({@link dev.demitasse.compiler.ir.Stmt}) over
 * expressions ({@link dev.demitasse.compiler.ir.Expr}). All nodes are immutable records whose
 * constructors refuse nonsense; what a node means is said at the node.
 *
 * <p>It has two forms. The <em>generic</em> one is what the frontend lowers Java to: tensors have
 * no shape yet, and there are arrays, enums and messages ({@link
 * dev.demitasse.compiler.ir.GenericExpr}, {@link dev.demitasse.compiler.ir.GenericStmt}). Its text
 * travels in jars beside the class files. In the <em>specialised</em> form every shape is a number
 * and only scalars and buffers are left; passes work on this one.
 */
package dev.demitasse.compiler.ir;
