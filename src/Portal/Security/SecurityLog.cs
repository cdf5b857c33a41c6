namespace Portal.Security;

internal static partial class SecurityLog
{
    [LoggerMessage(500, LogLevel.Warning, "When API keys were used last could not be written down")]
    public static partial void KeyUseNotWritten(ILogger logger, Exception exception);
}
