namespace Portal.Security;

internal static partial class SecurityLog
{
    [LoggerMessage(501, LogLevel.Warning, "No administrator was left who may sign in: {Name} is one again")]
    public static partial void AdministratorRestored(ILogger logger, string name);

    [LoggerMessage(502, LogLevel.Warning, "When sessions were seen last could not be written down")]
    public static partial void SessionUseNotWritten(ILogger logger, Exception exception);

    [LoggerMessage(500, LogLevel.Warning, "When API keys were used last could not be written down")]
    public static partial void KeyUseNotWritten(ILogger logger, Exception exception);
}
