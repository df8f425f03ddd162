package io.varcas.traffic;

import java.util.random.RandomGenerator;

/** The few variates the package draws, each from uniform doubles by {@link StrictMath} alone, so that all JVMs agree. */
final class Sampler {

    private final RandomGenerator random;

    Sampler(Seed seed) {
        this.random = seed.generator();
    }

    /** Uniform on [0, 1). */
    double uniform() {
        return random.nextDouble();
    }

    /** Exponential of mean 1, by inversion. */
    double exponential() {
        return -StrictMath.log1p(-random.nextDouble());
    }

    /** Returns the standard normal, by Box and Muller; always two uniforms a draw, so that streams stay aligned. */
    double normal() {
        double radius = StrictMath.sqrt(2 * exponential());
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }

    /**
     * Gamma of the given shape and scale 1, by Marsaglia and Tsang (ACM TOMS 26, 2000); below shape 1 by their boost
     * {@code gamma(shape + 1) * U^(1/shape)}.
     */
    double gamma(double shape) {
        if (shape < 1) {
            double boost = StrictMath.exp(-exponential() / shape);
            return gamma(shape + 1) * boost;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double root = 1 + c * x;
            if (root > 0) {
                double v = root * root * root;
                if (-exponential() < x * x / 2 + d * (1 - v + StrictMath.log(v))) {
                    return d * v;
                }
            }
        }
    }
}
