package io.varcas.processor.model;

/** Place in the user's source that a fault points at; only whoever made it knows what it is. */
public interface SourcePosition {}
