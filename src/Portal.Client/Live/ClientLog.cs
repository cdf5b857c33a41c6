using Microsoft.Extensions.Logging;

namespace Portal.Client.Live;

internal static partial class ClientLog
{
    [LoggerMessage(7001, LogLevel.Error, "A page could not load its data")]
    public static partial void LoadFailed(ILogger logger, Exception exception);

    [LoggerMessage(7002, LogLevel.Error, "A page could not {What}")]
    public static partial void AskFailed(ILogger logger, Exception exception, string what);
}
