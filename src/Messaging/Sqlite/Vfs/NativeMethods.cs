using System.Runtime.InteropServices;

namespace Messaging;

/// <summary>
/// sqlite3_io_methods of version 2, that is without memory-mapped reads (sqlite.org/c3ref/io_methods.html). Every function
/// takes the file as its first argument; here it is only a pointer, since it is a <see cref="ShimFile"/> or the one behind it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<void*, int> Close;
    public delegate* unmanaged[Cdecl]<void*, void*, int, long, int> Read;
    public delegate* unmanaged[Cdecl]<void*, void*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<void*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<void*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<void*, long*, int> FileSize;
    public delegate* unmanaged[Cdecl]<void*, int, int> Lock;
    public delegate* unmanaged[Cdecl]<void*, int, int> Unlock;
    public delegate* unmanaged[Cdecl]<void*, int*, int> CheckReservedLock;
    public delegate* unmanaged[Cdecl]<void*, int, void*, int> FileControl;
    public delegate* unmanaged[Cdecl]<void*, int> SectorSize;
    public delegate* unmanaged[Cdecl]<void*, int> DeviceCharacteristics;
    public delegate* unmanaged[Cdecl]<void*, int, int, int, void**, int> ShmMap;
    public delegate* unmanaged[Cdecl]<void*, int, int, int, int> ShmLock;
    public delegate* unmanaged[Cdecl]<void*, void> ShmBarrier;
    public delegate* unmanaged[Cdecl]<void*, int, int> ShmUnmap;
}
