using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Messaging;

/// <summary>
/// A VFS that gives the frames of a transaction to the system in one write instead of two a page, and leaves everything else to the VFS
/// it goes before: a file that is not a write-ahead log has nothing to do with this one once it is open. See
/// docs/adr/0035-the-frames-of-a-transaction-are-one-write.md.
/// </summary>
internal static unsafe class GatheringVfs
{
    private static readonly Lock _lock = new();
    private static readonly Dictionary<nint, string> _names = [];

    /// <summary>The name of the one before what is the process's default VFS at the moment. For connections that write.</summary>
    public static string BeforeDefault()
    {
        lock (_lock)
        {
            var real = VfsRegistry.Default;
            if (!_names.TryGetValue((nint)real, out var name))
            {
                name = "gathering-" + Marshal.PtrToStringUTF8((nint)real->Name);
                var shim = VfsRegistry.Before<Shim>(real, name);
                shim->Vfs.Open = &Open;
                shim->Real = real;
                VfsRegistry.Register(&shim->Vfs, asDefault: false);
                _names.Add((nint)real, name);
            }

            return name;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, void* file, int flags, int* outFlags)
    {
        const int wal = 0x80000; // SQLITE_OPEN_WAL
        var real = ((Shim*)vfs)->Real;
        if ((flags & wal) == 0)
            return real->Open(real, name, file, flags, outFlags);

        *(void**)file = null; // SQLite closes a file that has methods, even if it could not be opened
        var behind = ShimFile.Real(file);
        *(void**)behind = null;
        GatheredWrites writes;
        try
        {
            writes = new GatheredWrites();
        }
        catch (OutOfMemoryException)
        {
            return raw.SQLITE_NOMEM;
        }

        var code = real->Open(real, name, behind, flags, outFlags);
        if (code == raw.SQLITE_OK)
        {
            ShimFile.Attach(file, writes, GatheringMethods.Table);
            return code;
        }

        writes.Dispose();
        if (*(void**)behind is not null)
            ShimFile.RealMethods(file)->Close(behind);
        return code;
    }

    /// <summary>The VFS, and behind it, where SQLite does not look, the one it goes before.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Shim
    {
        public NativeVfs Vfs;
        public NativeVfs* Real;
    }
}
