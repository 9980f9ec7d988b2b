declare module "jstat" {
  const jStat: {
    readonly chisquare: { cdf(x: number, degreesOfFreedom: number): number };
  };
  export default jStat;
}
