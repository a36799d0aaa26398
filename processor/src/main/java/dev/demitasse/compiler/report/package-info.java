/** What a network takes of its device, in figures for people and for comparison by machines. */
package dev.demitasse.compiler.report;
