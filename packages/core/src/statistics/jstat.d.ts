declare module "jstat" {
  const jStat: {
    readonly normal: {
      inv(p: number, mean: number, standardDeviation: number): number;
      cdf(x: number, mean: number, standardDeviation: number): number;
    };
    readonly chisquare: { cdf(x: number, degreesOfFreedom: number): number };
  };
  export default jStat;
}
