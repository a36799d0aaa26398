package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.plan.MemoryPlan;

/**
 * Where everything lies.
 *
 * @param workspace of inputs and outputs if they lie there, then of the allocations of the main
 *     function
 * @param constants of the weights, where the caller brings their memory
 * @param state of what lives from one run to the next
 */
public record Plans(MemoryPlan workspace, MemoryPlan constants, MemoryPlan state) {}
