namespace Portal.Journeys;

internal static partial class JourneyLog
{
    [LoggerMessage(6501, LogLevel.Error, "{Path} cannot be written; contents and calls of this moment are not kept")]
    public static partial void NotKept(ILogger logger, string path, Exception exception);
}
