using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bench;

/// <summary>Makes the system forget the contents of files, so that the next read is from the disk. These files' only: others on the machine keep theirs.</summary>
internal static partial class FileCache
{
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    public static bool CanDrop => OperatingSystem.IsLinux();

    public static void Drop(string directory)
    {
        foreach (var path in Directory.GetFiles(directory))
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(file); // what is not written yet cannot be forgotten
            var error = Advise(file, 0, 0, DontNeed);
            if (error != 0)
                throw new IOException($"posix_fadvise of {path}: error {error}");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, nint offset, nint length, int advice);
}
