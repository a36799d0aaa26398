/**
 * Static memory planning on plain numbers: which buffer of a network lies where in its workspace.
 * Nothing here knows the intermediate representation, a target or a type; all sizes and offsets are
 * in bytes.
 *
 * <p>A {@link dev.demitasse.compiler.plan.MemoryProblem} is a list of buffers ({@link
 * dev.demitasse.compiler.plan.BufferInfo}) and a list of rules about pairs of them ({@link
 * dev.demitasse.compiler.plan.Conflict}); {@link dev.demitasse.compiler.plan.GreedyPlanner} turns
 * it into a {@link dev.demitasse.compiler.plan.MemoryPlan}, and {@link
 * dev.demitasse.compiler.plan.PlanChecker} confirms one without sharing code with the planner.
 * Three buffers of a run of three steps, and the plan for them:
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
