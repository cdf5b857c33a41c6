namespace Messaging;

/// <summary>The broker's file is damaged. It is not opened, so that nothing is half-read; the message says what to do.</summary>
public sealed class StoreDamagedException(string path, string finding, Exception? inner = null)
    : BrokerException(
        $"{path} is damaged: {finding}. Restore the last backup; or move the file away with its -wal and -shm files to start empty, "
        + $"and save what can be read with: sqlite3 {path} .recover",
        inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>What was found.</summary>
    public string Finding { get; } = finding;
}
