namespace Portal.Http.Idempotency;

internal static partial class IdempotencyLog
{
    [LoggerMessage(800, LogLevel.Information, "Idempotency keys: {Keys} forgotten")]
    public static partial void Swept(ILogger logger, int keys);

    [LoggerMessage(801, LogLevel.Error, "Old idempotency keys could not be forgotten; it is tried again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(802, LogLevel.Error, "The answer to a request with an idempotency key could not be kept; sent again, its work will be found done")]
    public static partial void NotKept(ILogger logger, Exception exception);
}
