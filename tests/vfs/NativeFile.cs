using System.Runtime.InteropServices;

namespace Vfs;

/// <summary>A sqlite3_file of this VFS: SQLite allocates it, and the real VFS's file lies right behind it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    public NativeMethods* Methods;
    private nint _handle;

    public static int Bytes => sizeof(NativeFile);

    /// <summary>What this process knows of the file.</summary>
    public static ScopedFile State(void* file) => (ScopedFile)GCHandle.FromIntPtr(((NativeFile*)file)->_handle).Target!;

    public static void* Real(void* file) => (byte*)file + sizeof(NativeFile);

    public static NativeMethods* RealMethods(void* file) => *(NativeMethods**)Real(file);

    public static void Attach(void* file, ScopedFile state, NativeMethods* methods)
    {
        var native = (NativeFile*)file;
        native->_handle = GCHandle.ToIntPtr(GCHandle.Alloc(state));
        native->Methods = methods;
    }

    public static void Detach(void* file) => GCHandle.FromIntPtr(((NativeFile*)file)->_handle).Free();
}
