using SQLitePCL;

namespace Messaging;

/// <summary>SQLite refused an operation on a file of the broker.</summary>
/// <param name="code">SQLite's extended result code, see sqlite.org/rescode.html.</param>
/// <param name="path">The file.</param>
/// <param name="operation">What was being done.</param>
/// <param name="message">SQLite's words.</param>
public sealed class SqliteException(int code, string path, string operation, string message)
    : IOException($"SQLite error {code} at '{operation}' on {path}: {message}")
{
    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Whether the disk, or the file's size limit, is full.</summary>
    public bool IsDiskFull => (Code & 0xff) == raw.SQLITE_FULL;

    /// <summary>Whether another connection is in the way: it writes, or has written since this one began to read.</summary>
    internal bool IsBusy => (Code & 0xff) == raw.SQLITE_BUSY;
}
