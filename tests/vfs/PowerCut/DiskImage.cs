namespace Vfs.PowerCut;

/// <summary>
/// The files of a recording at one moment of it. What was synced is there; of the rest, a <see cref="Loss"/> decides. That a
/// file was created is taken to be on the disk at once; that it was deleted only when its directory was synced: by that very
/// deletion, or by the first sync of a new journal or WAL, with which SQLite syncs the directory.
/// </summary>
internal sealed class DiskImage(IReadOnlyList<VfsOperation> operations)
{
    private readonly Dictionary<string, FileImage> _files = [];
    private readonly Dictionary<string, FileImage> _deleted = [];
    private int _position;

    /// <summary>Goes on to a later position.</summary>
    public void MoveTo(int position)
    {
        for (; _position < position; _position++)
            Do(operations[_position]);
    }

    /// <summary>Writes the files as a power cut at this position may leave them.</summary>
    public void Write(string directory, Loss loss, Random random)
    {
        foreach (var (name, file) in _files)
            File.WriteAllBytes(Path.Combine(directory, name), file.Content(loss, random));
        foreach (var (name, file) in _deleted)
        {
            if (loss == Loss.Everything || (loss != Loss.Nothing && random.Next(2) == 0))
                File.WriteAllBytes(Path.Combine(directory, name), file.Content(loss, random));
        }
    }

    private void Do(VfsOperation operation)
    {
        switch (operation.Kind)
        {
            case VfsCallKind.Create:
                _files[operation.File] = new FileImage();
                _deleted.Remove(operation.File);
                break;
            case VfsCallKind.Delete:
                if (_files.Remove(operation.File, out var file) && operation.Offset == 0)
                    _deleted[operation.File] = file;
                else
                    _deleted.Clear();
                break;
            case VfsCallKind.Sync:
                if (!_files[operation.File].Sync())
                    _deleted.Clear();
                break;
            case VfsCallKind.FailedSync:
                _files[operation.File].Lose();
                break;
            default:
                _files[operation.File].Do(operation);
                break;
        }
    }
}
