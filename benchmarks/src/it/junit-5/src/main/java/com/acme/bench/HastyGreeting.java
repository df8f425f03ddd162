package com.acme.bench;

import io.varcas.annotation.Sla;
import io.varcas.annotation.Workload;

/** The same in a hurry. */
@Workload
@Sla(metric = "ttft.mean", atMost = 0.001, reason = "faster than light")
@Sla(metric = "goodput", atLeast = 1e6)
class HastyGreeting extends Greeting {}
