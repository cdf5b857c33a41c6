using System.Runtime.InteropServices;

namespace Messaging;

/// <summary>The VFSs that the native library knows (sqlite.org/c3ref/vfs_find.html).</summary>
internal static unsafe class VfsRegistry
{
    /// <summary>The one that files are opened with unless another is named.</summary>
    public static NativeVfs* Default => ((delegate* unmanaged[Cdecl]<byte*, NativeVfs*>)Function("sqlite3_vfs_find"))(null);

    /// <summary>
    /// A VFS that does what another does, but for what the caller replaces. What is left as it is gets this one instead of the other as its first
    /// argument, with the same data (<c>pAppData</c>), which is all that the VFSs of SQLite look at.
    /// </summary>
    /// <typeparam name="T">A structure that begins with a <see cref="NativeVfs"/>; the rest of it is zero.</typeparam>
    public static T* Before<T>(NativeVfs* real, string name)
        where T : unmanaged
    {
        var shim = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(T)); // never freed: SQLite keeps it
        *shim = *real;
        shim->Version = Math.Min(real->Version, 2);
        shim->FileBytes = ShimFile.Bytes + real->FileBytes;
        shim->Next = null;
        shim->Name = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        return (T*)shim;
    }

    /// <exception cref="InvalidOperationException">SQLite refused it.</exception>
    public static void Register(NativeVfs* vfs, bool asDefault)
    {
        var code = ((delegate* unmanaged[Cdecl]<NativeVfs*, int, int>)Function("sqlite3_vfs_register"))(vfs, asDefault ? 1 : 0);
        if (code != 0)
            throw new InvalidOperationException($"sqlite3_vfs_register: {code}");
    }

    private static nint Function(string name) => NativeLibrary.GetExport(SqliteNative.Handle, name);
}
