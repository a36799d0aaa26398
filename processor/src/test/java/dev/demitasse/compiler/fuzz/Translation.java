package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.codegen.CSources;
import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.driver.Compiler;
import dev.demitasse.compiler.driver.Observer;
import dev.demitasse.compiler.driver.Verification;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.NetworkObject;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands a program to the compiler behind the frontend. */
final class Translation {
  private static final int VERIFIED = 8;

  private Translation() {}

  /**
   * The program as C.
   *
   * @param module its functions, and all that these call
   * @param observer looks on
   * @throws dev.demitasse.compiler.diagnostic.UserError if it is refused
   */
  static CSources of(Program program, IrModule module, Observer observer) {
    String className = Program.PACKAGE + "." + program.className();
    PrimFunc run =
        module.functions().values().stream()
            .filter(f -> f.symbol().startsWith(className + ".run("))
            .findAny()
            .orElseThrow();
    List<NetworkDecl.Input> inputs = new ArrayList<>();
    for (int i = 0; i < program.inputs().size(); i++) {
      Var parameter = run.parameters().get(i);
      DataType element = ((Type.TensorType) parameter.type()).element();
      List<Integer> shape = program.inputs().get(i).shape();
      String name = parameter.name();
      inputs.add(
          new NetworkDecl.TensorInput(
              name, name, element, shape, Optional.empty(), Optional.empty(), Position.NONE));
    }
    NetworkDecl network =
        new NetworkDecl(
            className,
            program.cName(),
            "",
            run.symbol(),
            inputs,
            List.of(new NetworkDecl.Output("output", List.of(), Optional.empty())),
            Map.of(),
            Optional.empty(),
            run.position());
    return Compiler.compile(
            network,
            new NetworkObject(ObjectValue.of(Map.of()), List.of(), List.of(), Map.of()),
            withEntry(module, run, className),
            Target.DEFAULT,
            Interface.DEFAULT,
            looked(program, observer))
        .sources();
  }

  /** What each stage does is verified for some of the programs, since it takes time. */
  private static Observer looked(Program program, Observer observer) {
    return program.seed() % VERIFIED == 0
        ? Observer.of(List.of(new Verification(), observer))
        : observer;
  }

  /** The method of a network is one of an object, which stands before its inputs. */
  private static IrModule withEntry(IrModule module, PrimFunc run, String className) {
    List<Var> parameters = new ArrayList<>(run.parameters());
    parameters.add(0, Var.of("this", new Type.ObjectType(className)));
    PrimFunc entry =
        new PrimFunc(
            run.kind(),
            run.symbol(),
            parameters,
            run.buffers(),
            run.result(),
            run.body(),
            run.position());
    return module.map(f -> f == run ? entry : f);
  }
}
