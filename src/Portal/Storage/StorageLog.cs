namespace Portal.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(700, LogLevel.Warning, "How much room the disk has could not be found out; it is tried again")]
    public static partial void NotLooked(ILogger logger, Exception exception);
}
