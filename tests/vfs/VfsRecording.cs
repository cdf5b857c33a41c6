namespace Vfs;

/// <summary>Everything that was done to the files of a scope, in order.</summary>
internal sealed class VfsRecording
{
    private readonly Lock _lock = new();
    private readonly List<VfsOperation> _operations = [];

    /// <summary>How much was recorded up to now: everything that is on the disk at this moment lies before this position.</summary>
    public int Position
    {
        get
        {
            lock (_lock)
                return _operations.Count;
        }
    }

    public void Add(VfsOperation operation)
    {
        lock (_lock)
            _operations.Add(operation);
    }

    public IReadOnlyList<VfsOperation> Operations
    {
        get
        {
            lock (_lock)
                return [.. _operations];
        }
    }
}
