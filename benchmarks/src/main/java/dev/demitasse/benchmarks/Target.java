package dev.demitasse.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Something that models are measured on. */
interface Target {

  /** Its name: {@code cortex-m4}. */
  String id();

  /** What figures depend on beside the sources: names and versions, by what they are of. */
  Map<String, String> machine() throws IOException;

  /**
   * Measures a model.
   *
   * @return a row for each way of building it
   * @throws Failure if an output is not as it must be
   */
  List<Row> measure(TrainedModel model, Workshop workshop) throws IOException;

  /** Measures each step of a model, built in one way, with a clock around each. */
  List<Step> steps(TrainedModel model, Workshop workshop) throws IOException;
}
