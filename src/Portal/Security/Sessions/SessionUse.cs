namespace Portal.Security.Sessions;

/// <summary>Writes down every five minutes when sessions were seen last, and ends those that were not used for too long.</summary>
internal sealed class SessionUse(SessionDesk desk, TimeProvider time, ILogger<SessionUse> logger) : LastUseWriter(TimeSpan.FromMinutes(5), 1, time)
{
    public override Task WriteAsync(CancellationToken cancellationToken) => desk.WriteAsync(cancellationToken);

    protected override void Failed(Exception exception) => SecurityLog.SessionUseNotWritten(logger, exception);
}
