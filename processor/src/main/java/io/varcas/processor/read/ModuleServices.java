package io.varcas.processor.read;

import java.util.Optional;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.ModuleElement.ProvidesDirective;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Looks into module declarations: a named module provides only the services that it declares. */
public final class ModuleServices {

    private final Elements elements;
    private final String service;

    /**
     * Creates the look.
     *
     * @param service qualified name of the service
     */
    public ModuleServices(Elements elements, String service) {
        this.elements = elements;
        this.service = service;
    }

    /** Returns the name of the module that keeps a provider from being found, if one does. */
    public Optional<String> hiding(TypeElement provider) {
        return Optional.ofNullable(elements.getModuleOf(provider))
                .filter(module -> !module.isUnnamed() && !provides(module, provider))
                .map(module -> module.getQualifiedName().toString());
    }

    private boolean provides(ModuleElement module, TypeElement provider) {
        return ElementFilter.providesIn(module.getDirectives()).stream()
                .filter(provides -> provides.getService().getQualifiedName().contentEquals(service))
                .map(ProvidesDirective::getImplementations)
                .anyMatch(implementations -> implementations.stream()
                        .anyMatch(type -> type.getQualifiedName().equals(provider.getQualifiedName())));
    }
}
