package dev.demitasse.operators.exec;

import java.util.List;

/** Which networks a test takes. */
enum Selection {
  ALL,
  /** Of those about the same operator the first, and then one in eleven. */
  REPRESENTATIVE;

  /** Shares no factor with the lengths of the lists that networks are made from. */
  private static final int STEP = 11;

  private static final List<NetworkCase> NETWORKS = Networks.all();

  List<NetworkCase> networks() {
    return NETWORKS.stream().filter(n -> this == ALL || n.number() % STEP == 0).toList();
  }
}
