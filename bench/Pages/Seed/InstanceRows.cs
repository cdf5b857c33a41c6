namespace Bench.Pages;

/// <summary>Instances that are only rows: 19 of 20 terminated, the others stopped.</summary>
internal static class InstanceRows
{
    /// <summary>Later than any run of this bench: terminated ones are deleted an hour after their last change.</summary>
    private const long Kept = 4_102_444_800_000;

    public static void Write(string dataDirectory, int rows, long now)
    {
        using var compute = SeedFile.Open(dataDirectory, "compute.db");
        var launched = $"{now} - ({rows} - n.i) * 1000";
        SeedFile.Each(compute, rows, $"""
            INSERT INTO instances (id, name, workload, created_at, updated_at, state, version, asked_version, launch_version, rebooting,
                reason_code, reason_message, protected, state_since)
            SELECT printf('i-%017x', n.i * 7919 % {rows}), 'worker-' || (n.i * 7919 % 100000), 'sample', {launched}, {Kept}, CASE n.i % 20 WHEN 0 THEN 80 ELSE 48 END,
                4, 3, 1, 0, 'Client.UserInitiatedShutdown', 'Asked for by admin', 0, {launched} + 500
            FROM n
            """);
    }
}
