namespace Portal.Sandbox;

/// <summary>Something a third party did, or refused to do, as its own books have it.</summary>
internal sealed record SandboxRecord(SandboxCall Call, SandboxAnswer Answer, DateTimeOffset At);
