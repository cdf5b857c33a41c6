namespace E2E.Support;

[CollectionDefinition(Lanes.Measured, DisableParallelization = true)]
public sealed class MeasuredLane;
