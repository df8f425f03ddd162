package com.acme.bench;

import io.varcas.annotation.Workload;

/** A workload that no processor has seen. */
@Workload
class Forgotten {}
