namespace Unit.Messaging.Diagnostics;

/// <summary>
/// Who listens, listens to the whole process: tests that listen, or need to be sure that nobody does, run alone, after all the
/// others.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryTests
{
    public const string Name = "Telemetry";
}
