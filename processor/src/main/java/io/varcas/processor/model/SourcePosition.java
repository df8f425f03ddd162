package io.varcas.processor.model;

/** Place in the user's source that a fault points at; opaque to everything but its maker. */
public interface SourcePosition {}
