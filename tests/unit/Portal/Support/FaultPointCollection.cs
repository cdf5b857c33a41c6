namespace Unit.Portal.Support;

/// <summary>The fault point is one for the whole process: tests that set it run when no other test does.</summary>
[CollectionDefinition("FaultPoint", DisableParallelization = true)]
public sealed class FaultPointCollection;
