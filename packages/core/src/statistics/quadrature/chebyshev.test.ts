import { describe, expect, it } from "vitest";
import { chebyshevFit, chebyshevIntegral, chebyshevValue } from "./chebyshev.ts";

describe("Chebyshev series", () => {
  it.each([2, 3, 20, 21])("of %i terms has the value of its cosines", (length) => {
    const coefficients = Float64Array.from({ length }, (_, degree) => (-1) ** (degree % 3) / (degree + 1));
    for (const angle of [0, 0.3, 1, Math.PI / 2, 2.5, Math.PI]) {
      const sum = coefficients.reduce((total, term, degree) => total + term * Math.cos(degree * angle), 0);
      expect(chebyshevValue(coefficients, Math.cos(angle))).toBeCloseTo(sum, 13);
    }
  });

  it("fits a smooth function, and integrates it", () => {
    const coefficients = chebyshevFit(Math.exp, 1, 3);
    const integral = chebyshevIntegral(coefficients);
    for (const point of [-1, -0.4, 0, 0.7, 1]) {
      expect(chebyshevValue(coefficients, point)).toBeCloseTo(Math.exp(2 + point), 12);
      expect(chebyshevValue(integral, point)).toBeCloseTo(Math.exp(2 + point) - Math.exp(1), 12);
    }
  });
});
