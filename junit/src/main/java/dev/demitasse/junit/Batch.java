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

  /** One with a call that fails, and with those before it that it depends on. */
  Batch failing(Call call) {
    Batch batch = new Batch(network);
    if (network.hasState()) {
      batch.calls.addAll(calls);
    }
    batch.add(call);
    return batch;
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

  Call last() {
    return calls.get(calls.size() - 1);
  }

  /** The bytes of all inputs. */
  List<List<byte[]>> inputs() {
    return calls.stream()
        .map(call -> call.inputs().stream().map(Tensor::toBytes).toList())
        .toList();
  }
}
