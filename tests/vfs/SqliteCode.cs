namespace Vfs;

/// <summary>The result codes that the VFS deals in (sqlite.org/rescode.html).</summary>
internal static class SqliteCode
{
    public const int Ok = 0;
    public const int ReadOnly = 8;
    public const int NotFound = 12;
    public const int Full = 13;
    public const int WriteFailed = 10 | (3 << 8);
    public const int SyncFailed = 10 | (4 << 8);
    public const int ReadFailed = 10 | (1 << 8);
}
