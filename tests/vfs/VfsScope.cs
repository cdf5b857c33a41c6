namespace Vfs;

/// <summary>
/// What happens to SQLite's files under one directory, for as long as it is not disposed. Files that are open when it is
/// disposed stay under it. Everything outside of all scopes is the default VFS's, untouched.
/// </summary>
internal sealed class VfsScope : IDisposable
{
    private readonly string _prefix;

    private VfsScope(string directory)
    {
        Directory = Path.GetFullPath(directory);
        _prefix = Directory + Path.DirectorySeparatorChar;
    }

    public string Directory { get; }

    /// <summary>Where to note what is done; null for nowhere.</summary>
    public VfsRecording? Recording { get; init; }

    /// <summary>
    /// Asked before each call, on SQLite's thread: answers with the SQLite error it fails with, or 0 to let it through. It may
    /// as well end the process.
    /// </summary>
    public Func<VfsCall, int>? Fault { get; set; }

    /// <summary>
    /// A disk of so many bytes: what lies in the directory, whoever wrote it, may not grow beyond; null for the real disk. The
    /// index of the WAL does not count: a process that cannot grow it is not what these tests are about.
    /// </summary>
    public long? Capacity { get; set; }

    /// <summary>How many bytes there are, as <see cref="Capacity"/> counts them.</summary>
    public long Used => new DirectoryInfo(Directory).EnumerateFiles().Where(f => !f.Name.EndsWith("-shm", StringComparison.Ordinal)).Sum(f => f.Length);

    /// <summary>Whether files can only be opened for reading.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>False: a sync is noted and not carried out, to spare the disk where only the recording counts.</summary>
    public bool SyncToDisk { get; init; } = true;

    /// <summary>A planted bug: syncs are answered with success, and neither noted nor carried out.</summary>
    public bool SkipSync { get; init; }

    /// <summary>
    /// Replaces the number of pages in every <c>PRAGMA wal_autocheckpoint=N</c>, so that there are checkpoints without writing
    /// megabytes for each; null to leave it.
    /// </summary>
    public int? CheckpointPages { get; init; }

    /// <summary>Puts a scope over a directory. Installs the VFS as the process's default when it is the first.</summary>
    public static VfsScope Over(string directory) => new VfsScope(directory).Entered();

    /// <summary>As <see cref="Over(string)"/>, noting everything in <paramref name="recording"/> and sparing the disk.</summary>
    public static VfsScope Over(string directory, VfsRecording recording, int? checkpointPages = null, bool skipSync = false) =>
        new VfsScope(directory)
        {
            Recording = recording, CheckpointPages = checkpointPages, SkipSync = skipSync, SyncToDisk = false,
        }.Entered();

    /// <summary>A scope for files that nobody will miss after a power cut.</summary>
    public static VfsScope WithoutSync(string directory) => new VfsScope(directory) { SyncToDisk = false }.Entered();

    /// <summary>A scope with a checkpoint after so many pages.</summary>
    public static VfsScope WithCheckpoints(string directory, int pages, Func<VfsCall, int>? fault) =>
        new VfsScope(directory) { CheckpointPages = pages, Fault = fault }.Entered();

    public bool Covers(string path) => path.StartsWith(_prefix, StringComparison.Ordinal);

    public void Dispose() => ScopedVfs.Leave(this);

    /// <summary>Whether there is room for a file to grow by <paramref name="bytes"/>.</summary>
    internal bool HasRoom(long bytes)
    {
        if (Capacity is not { } capacity || bytes <= 0)
            return true;
        try
        {
            return Used + bytes <= capacity;
        }
        catch (FileNotFoundException)
        {
            return HasRoom(bytes); // a file was deleted while they were counted
        }
    }

    private VfsScope Entered()
    {
        ScopedVfs.Enter(this);
        return this;
    }
}
