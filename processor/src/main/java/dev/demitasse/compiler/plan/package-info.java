/**
 * Static memory planning on plain numbers: which buffer of a network lies where in its workspace.
 * Nothing here knows the intermediate representation, a target or a type; all sizes and offsets are
 * in bytes.
 *
 * <p>A {@link dev.demitasse.compiler.plan.MemoryProblem} is a list of buffers ({@link
 * dev.demitasse.compiler.plan.BufferInfo}), and rules ({@link
 * dev.demitasse.compiler.plan.Conflict}) for those pairs of them that may share memory although
 * both are live. {@link dev.demitasse.compiler.plan.Planner} turns it into a {@link
 * dev.demitasse.compiler.plan.MemoryPlan}: at first by heuristics ({@code GreedyPlanner}), then, if
 * the plan takes more than what must be apart at one step ({@code LowerBound}), by asking whether
 * all fits into less ({@code FitSearch}). What is known of better plans is in the {@link
 * dev.demitasse.compiler.plan.Certificate}; {@link dev.demitasse.compiler.plan.PlanChecker}
 * confirms a plan without sharing code with the planner. {@link
 * dev.demitasse.compiler.plan.StepOrder} comes before all of this: it finds the order of the steps
 * in which the least is live at once.
 *
 * <p>Three buffers of a run of three steps, and the plan for them:
 *
 * <pre>
 *   offset
 *     128 +---------+
 *         |  image  |                        workspace: 128 bytes
 *      96 |         +-------------------+
 *         |         |      scores       |
 *      64 +---------+---------+---------+
 *         |     features      |
 *         |                   |
 *       0 +-------------------+---------+
 *  step        0         1         2
 * </pre>
 */
package dev.demitasse.compiler.plan;
