namespace Portal.Data;

/// <summary>
/// Holds the data directory for this process. The broker's ready lists and the write gates live in memory, so two portals on
/// one directory would corrupt each other's picture; the second one is told so and does not start. The operating system
/// frees the lock when the process ends, however it ends.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another process holds the directory, or it cannot be written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        return new DataDirectoryLock(new FileStream(
            Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
    }

    public void Dispose() => _file.Dispose();
}
