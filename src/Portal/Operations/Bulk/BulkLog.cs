namespace Portal.Operations.Bulk;

internal static partial class BulkLog
{
    [LoggerMessage(300, LogLevel.Information, "Operation {Operation} is taken up again; {Waiting} wait")]
    public static partial void TakenUp(ILogger logger, string operation, long waiting);

    [LoggerMessage(301, LogLevel.Error, "Operation {Operation} could not get on; it goes on in some seconds")]
    public static partial void WorkerFailed(ILogger logger, Exception exception, string operation);

    [LoggerMessage(302, LogLevel.Error, "Failures that came back could not be counted; they are counted later")]
    public static partial void CountingFailed(ILogger logger, Exception exception);

    [LoggerMessage(303, LogLevel.Information, "Retention of operations: {Operations} removed, the items of {Emptied} more")]
    public static partial void Swept(ILogger logger, int operations, int emptied);
}
