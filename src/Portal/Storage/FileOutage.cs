using Messaging;
using SqliteException = Microsoft.Data.Sqlite.SqliteException;

namespace Portal.Storage;

/// <summary>
/// Tells what is the disk's fault, or somebody's who holds the file, from what is the message's: the latter is tried a few times, the former for as long
/// as it takes, or a full disk would make dead letters of all that is under way.
/// </summary>
internal static class FileOutage
{
    // Result codes of SQLite (sqlite.org/rescode.html).
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>The outage that an error of a write is, or null.</summary>
    public static DownstreamUnavailableException? Of(string fileName, Exception exception) =>
        (exception as SqliteException ?? exception.InnerException as SqliteException) is { SqliteErrorCode: Busy or Locked or ReadOnly or Io or Full or CannotOpen } error
            ? new DownstreamUnavailableException(fileName, $"{fileName} could not be written: {error.Message}", exception)
            : null;
}
