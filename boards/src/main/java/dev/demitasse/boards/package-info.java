/**
 * Networks as firmware, on emulated boards.
 *
 * <p>A {@link dev.demitasse.boards.Board} says how its code is compiled and which machine of QEMU
 * runs it, {@link dev.demitasse.boards.NetworkSources} which C is to run, {@link
 * dev.demitasse.boards.Firmware} is both, compiled and linked, and a {@link
 * dev.demitasse.boards.Run} what came of it: outputs, instructions, stack. What cannot go on is a
 * {@link dev.demitasse.boards.BoardException}.
 *
 * <p>The C of the program on the board is in the resources under {@code META-INF/demitasse/boards}:
 * {@code board_main.c} says what it does.
 */
package dev.demitasse.boards;
