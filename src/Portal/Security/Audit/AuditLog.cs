namespace Portal.Security.Audit;

internal static partial class AuditLog
{
    [LoggerMessage(600, LogLevel.Information, "The audit {Path} is open: {Head} records, the last one's hash is {Hash}; {Interrupted} actions were broken off by the end of the process before")]
    public static partial void Opened(ILogger logger, string path, long head, string hash, int interrupted);

    [LoggerMessage(601, LogLevel.Error, "The audit {Path} cannot be written: what changes something is refused until it can")]
    public static partial void NotWritten(ILogger logger, string path, Exception exception);

    [LoggerMessage(602, LogLevel.Warning, "The audit {Path} can be written again")]
    public static partial void WrittenAgain(ILogger logger, string path);

    [LoggerMessage(603, LogLevel.Error, "{Action} was not recorded; it goes on all the same")]
    public static partial void NotRecorded(ILogger logger, string action, Exception exception);

    [LoggerMessage(604, LogLevel.Information, "Audit retention: {Records} records older than {Days} days deleted; the newest is {Head}, its hash is {Hash}")]
    public static partial void Retained(ILogger logger, long records, int days, long head, string hash);

    [LoggerMessage(605, LogLevel.Warning, "What was read before or after {Action} for the audit could not be read")]
    public static partial void NotRead(ILogger logger, string action, Exception exception);
}
