namespace Vfs.PowerCut;

/// <summary>The system's clock a day ahead, so that every delay is over.</summary>
internal sealed class LaterTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromDays(1);
}
