package dev.demitasse.compiler.model;

import com.palantir.javapoet.ClassName;
import java.util.List;
import java.util.Optional;

/**
 * What the class of an imported network is to look like.
 *
 * @param name of the class
 * @param implemented the interface that its user has written, if there is one
 * @param isPublic whether everybody may use it
 * @param cName the name of the network in C; empty if that of the class is right
 * @param weights the file that its weights are in
 * @param byField whether arrays in that file are called like the fields, rather than like tensors
 * @param method the one that runs it
 * @param parameters the names of its parameters; as many as the model has inputs, or none if their
 *     names are to be those of the model
 * @param result the record that it returns, in the order of the model's outputs; nothing for one of
 *     its own if there are several, else for a tensor
 */
public record NetworkClass(
    ClassName name,
    Optional<ClassName> implemented,
    boolean isPublic,
    String cName,
    String weights,
    boolean byField,
    String method,
    List<String> parameters,
    Optional<ClassName> result) {
  public NetworkClass {
    parameters = List.copyOf(parameters);
  }
}
