namespace Portal.Compute.Processes;

/// <summary>
/// What an instance prints. It appends to the file itself, so the file can be cut under its hands: the newest part before
/// the cut is kept in <c>log.1</c>, and the few lines printed during the copy may be lost.
/// </summary>
internal static class InstanceLog
{
    public static void Trim(string path, long maxBytes)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.Length <= maxBytes)
            return;
        File.Copy(path, path + ".1", overwrite: true);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(0);
    }
}
