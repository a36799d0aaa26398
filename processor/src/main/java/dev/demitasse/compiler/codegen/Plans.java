package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.plan.MemoryPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything lies that is in a pool.
 *
 * @param pools of the network, in the order of the arguments; in some of them there may be nothing
 */
public record Plans(List<Planned> pools) {

  /**
   * A pool and what lies in it.
   *
   * @param offsets where each buffer begins, by its memory
   */
  public record Planned(Pool pool, MemoryPlan plan, Map<Var, Long> offsets) {
    public Planned {
      offsets = Collections.unmodifiableMap(new LinkedHashMap<>(offsets));
    }

    /** With what was planned, in the order of the plan. */
    public static Planned of(Pool pool, MemoryPlan plan, List<Var> buffers) {
      Map<Var, Long> offsets = new LinkedHashMap<>();
      buffers.forEach(data -> offsets.put(data, plan.offsets().get(offsets.size())));
      return new Planned(pool, plan, offsets);
    }
  }

  /** The first byte of a buffer. */
  record Place(Pool pool, long offset) {}

  public Plans {
    pools = List.copyOf(pools);
  }

  /** The bytes of all pools with such content. */
  public long bytes(Content holds) {
    return pools.stream()
        .filter(p -> p.pool().holds() == holds)
        .mapToLong(p -> p.plan().bytes())
        .sum();
  }

  MemoryPlan plan(Pool pool) {
    return pools.stream()
        .filter(p -> p.pool().equals(pool))
        .map(Planned::plan)
        .findFirst()
        .orElseThrow();
  }

  /** Where a buffer lies, if that is in a pool. */
  Optional<Place> place(Var data) {
    return pools.stream()
        .filter(p -> p.offsets().containsKey(data))
        .map(p -> new Place(p.pool(), p.offsets().get(data)))
        .findFirst();
  }
}
