namespace Portal.Operations.DeadLetters.Index;

internal static partial class IndexLog
{
    [LoggerMessage(420, LogLevel.Error, "The index of the dead letters, {Path}, could not be brought up to date; trying again")]
    public static partial void Failed(ILogger logger, string path, Exception exception);

    [LoggerMessage(421, LogLevel.Information, "The index of the dead letters, {Path}, is made anew, from letter {From} on; until it is complete not all are found")]
    public static partial void Building(ILogger logger, string path, long from);

    [LoggerMessage(422, LogLevel.Information, "The index of the dead letters, {Path}: {Letters} letters so far")]
    public static partial void Progress(ILogger logger, string path, long letters);

    [LoggerMessage(423, LogLevel.Information, "The index of the dead letters, {Path}, is complete: {Letters} letters were read")]
    public static partial void Built(ILogger logger, string path, long letters);
}
