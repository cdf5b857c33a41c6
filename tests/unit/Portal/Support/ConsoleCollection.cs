namespace Unit.Portal.Support;

/// <summary>The console is one for the whole process: tests that listen to it run when no other test does.</summary>
[CollectionDefinition("Console", DisableParallelization = true)]
public sealed class ConsoleCollection;
