namespace Bench.Pages;

/// <summary>Schedules of instances, and runs of a job, made of one of each.</summary>
internal static class JobRows
{
    public static void Write(string dataDirectory, int rows)
    {
        using var jobs = SeedFile.Open(dataDirectory, "jobs.db");
        var clone = new RowCloner(jobs);
        var name = "'nightly-' || n.i";
        var group = "printf('instance i-%017x', n.i / 2)";
        clone.Run("QRTZ_JOB_DETAILS", "JOB_GROUP LIKE 'instance %'", rows, new Dictionary<string, string?> { ["JOB_NAME"] = name, ["JOB_GROUP"] = group });
        clone.Run("QRTZ_TRIGGERS", "TRIGGER_GROUP LIKE 'instance %'", rows, new Dictionary<string, string?>
        {
            ["JOB_NAME"] = name, ["JOB_GROUP"] = group, ["TRIGGER_NAME"] = name, ["TRIGGER_GROUP"] = group,
        });
        clone.Run("QRTZ_CRON_TRIGGERS", "TRIGGER_GROUP LIKE 'instance %'", rows, new Dictionary<string, string?> { ["TRIGGER_NAME"] = name, ["TRIGGER_GROUP"] = group });
        clone.Run("QRTZ_EXECUTION_HISTORY", "1", rows, new Dictionary<string, string?>
        {
            ["ENTRY_ID"] = "printf('bench-%d', n.i)",
            ["FIRE_INSTANCE_ID"] = "printf('bench-%d', n.i)",
            ["FIRED_TIME"] = $"t.FIRED_TIME - (:rows - n.i) * {TimeSpan.TicksPerMinute}",
        });
    }
}
