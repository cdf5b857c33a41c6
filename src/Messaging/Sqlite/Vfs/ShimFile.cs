using System.Runtime.InteropServices;

namespace Messaging;

/// <summary>
/// A sqlite3_file of a VFS that goes before another one (a shim, sqlite.org/vfs.html): SQLite allocates it, and the other one's file lies
/// right behind it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ShimFile
{
    public NativeMethods* Methods;
    private nint _state;

    public static int Bytes => sizeof(ShimFile);

    /// <summary>What this process knows of the file.</summary>
    public static T State<T>(void* file)
        where T : class =>
        (T)GCHandle.FromIntPtr(((ShimFile*)file)->_state).Target!;

    public static void* Real(void* file) => (byte*)file + sizeof(ShimFile);

    public static NativeMethods* RealMethods(void* file) => *(NativeMethods**)Real(file);

    public static void Attach(void* file, object state, NativeMethods* methods)
    {
        var shim = (ShimFile*)file;
        shim->_state = GCHandle.ToIntPtr(GCHandle.Alloc(state));
        shim->Methods = methods;
    }

    public static void Detach(void* file) => GCHandle.FromIntPtr(((ShimFile*)file)->_state).Free();
}
