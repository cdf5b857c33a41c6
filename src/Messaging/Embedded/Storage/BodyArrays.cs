namespace Messaging.Embedded;

/// <summary>
/// Where small bodies are that are read together: many of them cost one allocation, and one that is held for long keeps no more than
/// its array of 4 KiB.
/// </summary>
internal struct BodyArrays
{
    private const int ArrayBytes = 4096;

    private byte[]? _array;
    private int _used;

    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> body)
    {
        if (body.Length > ArrayBytes / 4)
            return body.ToArray();
        if (_array is null || _used + body.Length > ArrayBytes)
            (_array, _used) = (GC.AllocateUninitializedArray<byte>(ArrayBytes), 0);
        var copy = _array.AsMemory(_used, body.Length);
        body.CopyTo(copy.Span);
        _used += body.Length;
        return copy;
    }
}
