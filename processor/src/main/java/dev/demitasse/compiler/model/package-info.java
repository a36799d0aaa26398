/**
 * Trained models on their way to Java: a {@link dev.demitasse.compiler.model.ModelGraph} of calls
 * of our operators, whatever the format of the file was, the passes that clean it up, and the
 * {@link dev.demitasse.compiler.model.NetworkWriter} that writes it as the class of a network. That
 * class is compiled like one written by hand, so nothing behind it knows of model files.
 */
package dev.demitasse.compiler.model;
