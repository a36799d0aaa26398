package dev.demitasse.junit;

import dev.demitasse.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The calls of one network, one after another, since it was reset. */
final class Batch {
  private final CNetwork network;
  private final List<Call> calls = new ArrayList<>();

  Batch(CNetwork network) {
    this.network = network;
  }

  void add(Call call) {
    calls.add(call);
  }

  CNetwork network() {
    return network;
  }

  List<Call> calls() {
    return calls;
  }

  /** The bytes of all inputs. */
  List<List<byte[]>> inputs() {
    return calls.stream()
        .map(call -> call.inputs().stream().map(Tensor::toBytes).toList())
        .toList();
  }
}
