package dev.demitasse.compiler.ir;

/** Where the memory of an allocation comes from. */
public enum StorageScope {
  /** A variable or a small array of the C function. */
  LOCAL,
  /** A piece of the workspace that the caller owns, placed by the memory plan. */
  WORKSPACE
}
