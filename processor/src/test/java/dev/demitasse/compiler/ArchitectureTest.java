package dev.demitasse.compiler;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/** Which package of the compiler may know which. */
@AnalyzeClasses(packages = "dev.demitasse.compiler", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("ir")
          .definedBy("dev.demitasse.compiler.ir..")
          .layer("diagnostic")
          .definedBy("dev.demitasse.compiler.diagnostic..")
          .layer("analysis")
          .definedBy("dev.demitasse.compiler.analysis..")
          .layer("transform")
          .definedBy("dev.demitasse.compiler.transform..")
          .layer("interp")
          .definedBy("dev.demitasse.compiler.interp..")
          .layer("eval")
          .definedBy("dev.demitasse.compiler.eval..")
          .layer("weights")
          .definedBy("dev.demitasse.compiler.weights..")
          .layer("tflite")
          .definedBy("dev.demitasse.compiler.tflite..")
          .layer("model")
          .definedBy("dev.demitasse.compiler.model..")
          .layer("graph")
          .definedBy("dev.demitasse.compiler.graph..")
          .layer("plan")
          .definedBy("dev.demitasse.compiler.plan..")
          .layer("codegen")
          .definedBy("dev.demitasse.compiler.codegen..")
          .layer("report")
          .definedBy("dev.demitasse.compiler.report..")
          .layer("json")
          .definedBy("dev.demitasse.compiler.json..")
          .layer("driver")
          .definedBy("dev.demitasse.compiler.driver..")
          .layer("frontend")
          .definedBy("dev.demitasse.compiler.frontend..")
          .whereLayer("ir")
          .mayNotAccessAnyLayer()
          .whereLayer("diagnostic")
          .mayOnlyAccessLayers("ir")
          .whereLayer("analysis")
          .mayOnlyAccessLayers("ir", "diagnostic")
          .whereLayer("transform")
          .mayOnlyAccessLayers("ir", "analysis")
          .whereLayer("interp")
          .mayOnlyAccessLayers("ir")
          .whereLayer("eval")
          .mayOnlyAccessLayers("ir", "diagnostic")
          .whereLayer("weights")
          .mayOnlyAccessLayers("ir")
          .whereLayer("model")
          .mayOnlyAccessLayers("graph")
          .whereLayer("tflite")
          .mayOnlyAccessLayers("ir", "diagnostic", "weights", "graph", "model")
          .whereLayer("graph")
          .mayOnlyAccessLayers(
              "ir", "diagnostic", "analysis", "transform", "interp", "eval", "weights", "plan")
          .whereLayer("plan")
          .mayNotAccessAnyLayer()
          .whereLayer("codegen")
          .mayOnlyAccessLayers("ir", "analysis", "graph", "plan", "report", "json")
          .whereLayer("json")
          .mayNotAccessAnyLayer()
          .whereLayer("report")
          .mayOnlyAccessLayers("json")
          .whereLayer("frontend")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("dev.demitasse.compiler.(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheFrontendKnowsJavac =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.demitasse.compiler.frontend..", "dev.demitasse.compiler.entry..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "com.sun.source..",
                      "javax.annotation.processing..",
                      "javax.lang.model..",
                      "javax.tools..")
                  .and(not(belongToAnyOf(Modifier.class, SourceVersion.class)))) // mere words
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobodyKnowsTheInsidesOfJavac =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.tools..")
          .allowEmptyShould(true);
}
