namespace Vfs.PowerCut;

/// <summary>A file as it surely is on the disk, and what was done to it since it was last synced.</summary>
internal sealed class FileImage
{
    private readonly List<VfsOperation> _pending = [];
    private byte[] _synced = [];
    private bool _wasSynced;

    public void Do(VfsOperation operation) => _pending.Add(operation);

    /// <summary>
    /// A sync failed. The system now takes what it could not write for clean, as Linux does: no later sync will try again.
    /// </summary>
    public void Lose() => _pending.Clear();

    /// <summary>Everything is on the disk. False when it is the file's first sync.</summary>
    public bool Sync()
    {
        _synced = Content(Loss.Nothing, new Random(0));
        _pending.Clear();
        var wasSynced = _wasSynced;
        _wasSynced = true;
        return wasSynced;
    }

    /// <summary>The file as a power cut at this moment may leave it. A part that was never written, below one that was, is zero.</summary>
    public byte[] Content(Loss loss, Random random)
    {
        var survives = loss switch { Loss.Nothing => 1.0, Loss.Everything => 0.0, _ => random.NextDouble() };
        var sector = loss switch { Loss.Sectors512 => 512, Loss.Sectors4096 => 4096, _ => int.MaxValue };
        var content = _synced.ToArray();
        foreach (var operation in _pending)
        {
            if (operation.Kind == VfsCallKind.Truncate)
            {
                if (random.NextDouble() < survives)
                    Array.Resize(ref content, (int)operation.Offset);
                continue;
            }

            var (from, end) = (operation.Offset, operation.Offset + operation.Data!.Length);
            while (from < end)
            {
                var to = Math.Min(end, ((from / sector) + 1) * sector);
                if (random.NextDouble() < survives)
                    Write(ref content, from, operation.Data.AsSpan((int)(from - operation.Offset), (int)(to - from)));
                from = to;
            }
        }

        return content;
    }

    private static void Write(ref byte[] content, long offset, ReadOnlySpan<byte> data)
    {
        if (content.Length < offset + data.Length)
            Array.Resize(ref content, (int)offset + data.Length);
        data.CopyTo(content.AsSpan((int)offset));
    }
}
