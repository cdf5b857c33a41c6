namespace Messaging.Embedded;

/// <summary>
/// A file that only takes up space. On a full disk it is deleted, so that there is room to acknowledge: a DELETE needs space in
/// the WAL before it gives any back. Made again when there is room for it, and then publishing works again.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="bytes">How large it is; 0 for none.</param>
/// <param name="time">The clock: making it again is tried four times a second.</param>
internal sealed class Ballast(string path, long bytes, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private long? _triedAt;

    public string Path { get; } = path;

    /// <summary>The disk was full: nothing that needs space may be written.</summary>
    public bool IsReleased { get; private set; }

    public void Release()
    {
        IsReleased = true;
        _triedAt = time.GetTimestamp();
        try
        {
            File.Delete(Path);
        }
        catch (IOException)
        {
            // Then there is nothing to gain here.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Takes up the space again. False while there is not enough, also after <paramref name="makeRoom"/>, if given.</summary>
    public bool TryRestore(Action? makeRoom = null)
    {
        if (_triedAt is { } tried && time.GetElapsedTime(tried) < _pause)
            return false;
        _triedAt = time.GetTimestamp();
        if (TryTake())
            return true;
        if (makeRoom is null)
            return false;
        makeRoom();
        return TryTake();
    }

    private bool TryTake()
    {
        try
        {
            if (bytes > 0 && !(File.Exists(Path) && new FileInfo(Path).Length == bytes))
            {
                // Preallocation reserves real blocks, and fails when there are none.
                using var file = new FileStream(Path, new FileStreamOptions
                {
                    Mode = FileMode.Create, Access = FileAccess.Write, PreallocationSize = bytes,
                });
                file.SetLength(bytes);
            }

            IsReleased = false;
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
